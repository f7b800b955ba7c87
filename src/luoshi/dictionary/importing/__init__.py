"""An existing dictionary from a table: read row by row, planned into the next version of a pack."""
