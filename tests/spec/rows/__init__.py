"""Rows of the source documents that need more than one record to show: each test is named after its row."""
