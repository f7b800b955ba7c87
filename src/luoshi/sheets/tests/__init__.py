"""What tables of offices become."""
