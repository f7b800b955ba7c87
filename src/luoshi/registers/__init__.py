"""Registers and their records: the heart of the house."""
