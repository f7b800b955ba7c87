"""The `luoshi` command."""
