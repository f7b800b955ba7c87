"""Pure rules of the domain: no Django, no files, no clock, no network."""
