"""Tests of the rhythms."""
