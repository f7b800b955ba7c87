"""What forms cost whom: cells, hours with their range and basis, by form, office and township."""
