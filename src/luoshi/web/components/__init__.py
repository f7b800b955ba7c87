"""What pages are made of, as values: a view fills one of these, a template of the same name draws it."""
