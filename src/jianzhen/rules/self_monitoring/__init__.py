"""Rules of clause 二(三) self-monitoring and sampling: one file per rule."""
