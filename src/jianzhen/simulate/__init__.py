"""Data loggers that do not exist: real TCP clients with made-up content, faults, and a ledger of their own."""
