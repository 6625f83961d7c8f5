"""Rules of clause 二(二) test reports and their records: one file per rule."""
