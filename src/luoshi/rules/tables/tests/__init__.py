"""Sheets as offices draw them, written by hand."""
