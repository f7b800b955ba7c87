"""Checking the whole log against itself, against signed heads, and every protected row against the log."""

from luoshi.audit.verifying.faults import Fault
from luoshi.audit.verifying.whole import Checked, verify

__all__ = ["Checked", "Fault", "verify"]
