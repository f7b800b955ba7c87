"""The databases of the tests: made once by the real migrations and the real sample, then copied.

One has empty tables, one the sample city, and each small world of the tests has its own. A test process works on
copies and changes between them; one in which a test has committed something is thrown away, or emptied where that is
quicker.
"""
