"""Rules of clause 二(六) market order and supervision: one file per rule."""
