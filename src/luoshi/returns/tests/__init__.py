"""Tests of the returns room."""
