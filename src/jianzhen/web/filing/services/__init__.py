"""The verbs of filing and intake: the only writers of its tables."""
