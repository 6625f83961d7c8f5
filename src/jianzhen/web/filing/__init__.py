"""Filing and intake: institutions file themselves and hand in records; what was accepted goes into the lake."""
