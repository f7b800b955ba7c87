"""Amounts with units: 万 and 亿 scales, exact conversions, and sums that are refused across dimensions."""

from luoshi.rules.quantities.bounds import Bound
from luoshi.rules.quantities.quantity import Quantity
from luoshi.rules.quantities.units import Unit, unit

__all__ = ["Bound", "Quantity", "Unit", "unit"]
