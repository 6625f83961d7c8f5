"""Text of cells becomes typed values; what cannot be told becomes a named problem, never a guess."""
