"""Django's SQLite backend with a fair queue before the one writer there can be."""
