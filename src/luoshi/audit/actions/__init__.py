"""Writes of the audit room: entries inside the transaction of their act, the log made of them, its heads."""

from luoshi.audit.actions.writing import Act, canonical, record, record_columns, record_many, unwritten, writing

__all__ = ["Act", "canonical", "record", "record_columns", "record_many", "unwritten", "writing"]
