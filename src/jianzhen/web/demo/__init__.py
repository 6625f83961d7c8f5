"""The demonstration: a made-up region with accounts that everybody knows the password of."""
