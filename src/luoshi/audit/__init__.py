"""Append-only entries: what was written, by whom, when."""
