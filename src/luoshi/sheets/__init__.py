"""Tables of offices read into registers, and tables written out."""
