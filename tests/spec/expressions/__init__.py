"""The expression language as tables, run on every engine; they are also its manual."""
