"""Published holidays and make-up workdays, by year and legal basis."""
