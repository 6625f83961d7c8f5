"""Commands of Django that the log changes."""
