"""Triggers of the database that record each write to a protected table, or refuse it.

What should stand is worked out from the models and compared with what stands; only differences are written. `verify`
makes the same comparison to tell a trigger that somebody dropped, disabled or rewrote.
"""
