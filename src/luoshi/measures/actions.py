"""Writes: printing a figure."""

import hashlib
import json
from datetime import datetime

from luoshi.audit.actions import Act, record, unwritten, writing
from luoshi.measures.asking import leaves, registers_read
from luoshi.measures.figures import Figure
from luoshi.measures.models import PrintedFigure
from luoshi.measures.permissions import check_may_open
from luoshi.measures.printing import involved
from luoshi.measures.reading.feed import changed_since
from luoshi.org.models import Unit
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.models import PackVersion
from luoshi.packs.queries import current
from luoshi.registers.changelog import visible_at
from luoshi.rules.actors import Actor

SUBJECT = "figure"


def print_figure(*, figure: Figure, by: Actor, at: datetime, catalogue: Catalogue | None = None) -> PrintedFigure:
    """Keep a figure as it is printed, with an id that opens it for ever.

    Printing the same figure again gives the same id while no row it could count has changed. `figure` must come
    from a question this person may ask; Refused otherwise.
    """
    declared = catalogue or current()
    check_may_open(by, figure.question, [declared.register(leaf.of) for leaf in leaves(declared, figure.measure)])
    printed = _unsaved(declared, figure, by=by, at=at)
    with writing():
        PackVersion.objects.select_for_update(no_key=True).get(pk=printed.pack_version_id)  # one print at a time
        same = _printed_before(declared, printed, figure)
        if same is not None:
            unwritten()
            return same
        kept, is_new = PrintedFigure.objects.get_or_create(
            county=printed.county, sameness=printed.sameness, defaults=_values(printed)
        )
        if is_new:
            facts = {
                "measure": kept.measure,
                "text": kept.text_zh,
                "question": kept.question,
                "position": kept.position,
            }
            record(Act("measures.print", SUBJECT, kept.pk, kept.county, facts), by=by, at=at)
        else:
            unwritten()
    return kept


def _unsaved(catalogue: Catalogue, figure: Figure, *, by: Actor, at: datetime) -> PrintedFigure:
    versions = involved(catalogue, figure.measure.ref)
    question = figure.question.as_json()
    told = [figure.measure.ref, versions, question, figure.position, figure.text.zh]
    return PrintedFigure(
        county=_county(figure, by),
        measure=figure.measure.ref,
        pack_version_id=versions[figure.measure.pack],
        versions=versions,
        question=question,
        position=figure.position,
        text_zh=figure.text.zh,
        text_en=figure.text.en,
        value=_exact(figure.value),
        numerator=_exact(figure.numerator),
        denominator=_exact(figure.denominator),
        by_account=by.account_id,
        by_name=by.name,
        printed_at=at,
        sameness=hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest(),
    )


def _printed_before(catalogue: Catalogue, printed: PrintedFigure, figure: Figure) -> PrintedFigure | None:
    """The last print of this figure, if since then no register it counts has changed up to this position."""
    last = (
        PrintedFigure.objects.filter(
            measure=printed.measure, county=printed.county, question=printed.question, versions=printed.versions
        )
        .order_by("-id")
        .first()
    )
    if last is None or last.text_zh != printed.text_zh:
        return None
    registers = registers_read(leaves(catalogue, figure.measure))
    moved = any(changed_since(last.position, ref).filter(visible_at(figure.position)).exists() for ref in registers)
    return None if moved else last


def _values(printed: PrintedFigure) -> dict[str, object]:
    names = [field.attname for field in PrintedFigure._meta.concrete_fields if not field.primary_key]
    return {name: getattr(printed, name) for name in names if name not in ("county", "sameness")}


def _county(figure: Figure, by: Actor) -> str:
    """The county the figure is of, else that of the person's first post."""
    if figure.question.within is not None:
        return Unit.objects.values_list("county", flat=True).get(pk=figure.question.within)
    return by.posts[0].county if by.posts else ""


def _exact(number: object) -> str:
    return "" if number is None else str(number)
