"""What changes registers: each in one transaction, with its entry in the log of acts."""
