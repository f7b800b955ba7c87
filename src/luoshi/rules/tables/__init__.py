"""What a form of an office says of itself: a sheet's cells become title, tables, headings, paths and totals."""
