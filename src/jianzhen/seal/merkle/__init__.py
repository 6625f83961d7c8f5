"""A log that proves itself: the Merkle tree of RFC 6962, its proofs, signed roots and their files.

Nothing here knows of a database. A tree is kept as its *frontier* (one digest for each complete
subtree at its right edge); everything that was ever complete is stored by whoever keeps the log,
so that a root, or a proof of any entry, needs a number of digests that grows with the logarithm
of the log's length.
"""
