"""The dated tree of units, and the posts people hold in them."""
