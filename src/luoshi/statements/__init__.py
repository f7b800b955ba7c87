"""SQL that is made once: what every filing reads and writes."""
