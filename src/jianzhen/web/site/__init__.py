"""What every page shares: frame, language, headers, errors, health."""
