"""What recurs: the records it opens, in time and once."""
