"""The tables of the log, and the triggers that guard them."""
