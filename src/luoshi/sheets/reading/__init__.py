"""From a file of an office to plain rows: a child opens it, this side finds headings, units, totals and tails."""
