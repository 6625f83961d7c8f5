"""How the platform runs: hearts of its processes, turns of recurring work, the page for administrators, metrics."""
