"""How numbers are written, by language, where Django's own habit differs from the papers offices print."""
