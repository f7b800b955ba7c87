"""Accounts of the people who use the product."""
