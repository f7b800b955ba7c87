"""Tests of the rules, one module per drawer."""
