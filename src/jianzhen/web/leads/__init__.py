"""The desk of leads: what screening found, ranked, judged by people."""
