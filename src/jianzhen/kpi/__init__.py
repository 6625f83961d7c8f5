"""Figures of how well devices deliver: from observations to rates, and from every rate back to its hours."""
