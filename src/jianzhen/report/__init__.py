"""What people read of a run: the report, lists for Excel, and evidence packages."""
