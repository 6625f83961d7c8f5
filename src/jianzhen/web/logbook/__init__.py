"""The log of acts as people read it: list, entry, proof, roots, and the way for outsiders to check them."""
