"""Who is told what, and how: in the site, by mail, to the office messenger."""
