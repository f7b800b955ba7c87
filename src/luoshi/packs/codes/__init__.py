"""The table of mistakes: every code, its wording in both languages, why it exists, and a case that shows it."""

from luoshi.packs.codes import (
    audits,
    burden,
    cadences,
    charts,
    clocks,
    conserving,
    elements,
    expressions,
    figures,
    form,
    lifecycle,
    names,
    reading,
    signoff,
)
from luoshi.packs.codes.entry import Code, Edit

TABLE: dict[str, Code] = {
    code.id: code
    for drawer in (
        reading,
        form,
        names,
        expressions,
        lifecycle,
        signoff,
        clocks,
        figures,
        burden,
        conserving,
        cadences,
        charts,
        audits,
        elements,
    )
    for code in drawer.CODES
}

__all__ = ["TABLE", "Code", "Edit"]
