"""Who owes which return for which period, how far they are, and what the returns add up to."""
