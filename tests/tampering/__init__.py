"""That nobody writes past the log: what is refused, what is recorded, and what `verify` finds."""
