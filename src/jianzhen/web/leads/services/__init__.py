"""The verbs of the desk of leads: the only writers of its tables."""
