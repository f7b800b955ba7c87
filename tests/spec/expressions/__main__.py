"""Writes docs/reference/expressions.md from the chapters of the spec."""

from tests.spec.expressions.manual import PRINTED, manual

PRINTED.parent.mkdir(parents=True, exist_ok=True)
PRINTED.write_text(manual(), encoding="utf-8")
