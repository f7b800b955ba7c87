"""Tests of the house rules themselves; each proves that it catches a planted violation."""
