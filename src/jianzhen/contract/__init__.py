"""The contract: one declaration for every table of facts."""
