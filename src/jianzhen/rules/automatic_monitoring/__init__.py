"""Rules of clause 二(四) automatic monitoring and its operation: one file per rule."""
