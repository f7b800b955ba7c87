"""填报: what a person still has to enter for a period, on one page, at a desk, on a phone and without network."""
