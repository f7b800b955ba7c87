"""Races through HTTP: several people who have read the same state write at the same moment, on each writing route."""
