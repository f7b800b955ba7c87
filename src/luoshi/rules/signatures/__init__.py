"""What a heading of a form asks for, and whether two headings ask for the same datum."""

from luoshi.rules.signatures.comparing import Comparison, Relation, compare
from luoshi.rules.signatures.parsing import parse, split_path
from luoshi.rules.signatures.signature import Signature

__all__ = ["Comparison", "Relation", "Signature", "compare", "parse", "split_path"]
