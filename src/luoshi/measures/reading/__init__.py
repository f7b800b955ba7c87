"""The reading copy: every register in columns, following the change log."""
