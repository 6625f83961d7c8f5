"""Digests that prove that something is what it was."""
