"""Packs: a line of work declared as data."""
