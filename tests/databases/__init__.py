"""The databases of the tests: made once by the real migrations and the real sample, then copied.

Kinds are made: one with empty tables, one with the sample city, one for each small world of the tests. A test process works on a copy of each and
changes between them; a copy in which a test has committed something is thrown away, or emptied where that is quicker.
"""
