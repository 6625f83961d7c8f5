"""Numeric methods: arrays in, numbers and episodes out; no files, no tables, no rules."""
