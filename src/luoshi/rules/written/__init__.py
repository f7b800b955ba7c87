"""What people wrote into the cells of their tables, read into exact values, or refused with what to write instead."""

from luoshi.rules.written.amounts import read_number
from luoshi.rules.written.dates import read_date
from luoshi.rules.written.misfits import BLANKS, Misfit, is_blank
from luoshi.rules.written.words import read_yes_or_no, same_word

__all__ = ["BLANKS", "Misfit", "is_blank", "read_date", "read_number", "read_yes_or_no", "same_word"]
