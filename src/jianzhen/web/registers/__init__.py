"""Registers: every table of part A of the contract, with its history, kept by one engine."""
