"""Tests of the room, and the small ledger they count."""
