"""What survives a kill and a power cut: the site itself under load, ended in the middle of it."""
