"""Screening on the platform: runs, rules and their settings, decisions that findings weigh less."""
