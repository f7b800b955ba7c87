"""`python -m luoshi` is the `luoshi` command."""

from luoshi.console.main import main

main()
