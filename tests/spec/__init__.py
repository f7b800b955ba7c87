"""Rules as readable tables: what goes in, what must come out."""
