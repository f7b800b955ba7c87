"""Measures: numbers with their definition, their base and their rows."""
