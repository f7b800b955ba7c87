"""Tests of the organisation; `small_city` serves the tests of the rooms above too."""
