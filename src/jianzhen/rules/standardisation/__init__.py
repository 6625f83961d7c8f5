"""Rules of clause 二(五) standards, reference materials and ledgers: one file per rule."""
