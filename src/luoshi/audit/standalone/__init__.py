"""What checks a bundle of the log without luoshi: one file, offered for download."""
