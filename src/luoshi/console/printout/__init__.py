"""What the demo prints: the funnel, computed beside published, counts per register, and all of it as one line."""
