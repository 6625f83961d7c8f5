"""Tags of the desk of leads."""
