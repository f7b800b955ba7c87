"""What `luoshi backup` is made of: a sealed file, what is packed into it, the databases, putting it back."""
