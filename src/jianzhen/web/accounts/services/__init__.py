"""The verbs of the desk of people: the only writers of its tables."""
