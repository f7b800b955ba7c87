"""Commands of the workshop: set up, test, build. Not part of the product."""
