"""The engine: runs rules on a data set and turns findings into leads with evidence."""
