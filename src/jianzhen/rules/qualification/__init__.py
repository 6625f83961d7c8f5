"""Rules of clause 二(一) qualification of institutions: one file per rule."""
