"""Tests of the site: its set-up and its database backend."""
