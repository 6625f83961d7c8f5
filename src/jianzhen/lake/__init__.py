"""The append-only store of facts: versioned tables, batches that appear whole or not at all, snapshots.

One Delta table per contract table holds rows; a numbered log of batches says which version of
every table counts. A batch exists when its entry stands in the log, and not a moment before.
"""
