"""Tests of the workshop's own commands: set-up, test run, bench, wheel."""
