"""An office's own file filled in: its cells get values, its totals are computed, all else stays byte for byte."""

from luoshi.reports.filling.package import digest_of
from luoshi.reports.filling.places import said_place
from luoshi.reports.filling.rosters import Roster, shifts_of
from luoshi.reports.filling.template import Address, Filled, Template, compile_template
from luoshi.reports.filling.values import Fillable
from luoshi.reports.filling.word import WordTemplate, compile_word

__all__ = [
    "Address",
    "Fillable",
    "Filled",
    "Roster",
    "Template",
    "WordTemplate",
    "compile_template",
    "compile_word",
    "digest_of",
    "said_place",
    "shifts_of",
]
