"""From the file of an office to sheets of cells: a child opens it under limits, this side makes grids of them."""
