"""Asked twice: which headings of a form ask for what is held, as proposals that a person settles."""
