"""The peer of `bench.filing`: the same transaction in plain Django, without sign-in, rights or rules."""
