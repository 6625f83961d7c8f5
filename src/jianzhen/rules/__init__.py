"""The catalogue of rules: one file per rule, one folder per clause of the plan."""
