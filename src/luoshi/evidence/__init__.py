"""Files by what they contain: kept once, examined before they are believed, fetched only by those who may."""
