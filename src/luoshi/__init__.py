"""luoshi (落实): a city's commitments turned into verified results."""
