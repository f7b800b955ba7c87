"""Printed figures opened again: as printed, as of today, and what came in between."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from luoshi.measures.asking import Asking, leaves, registers_read, single
from luoshi.measures.figures import Figure
from luoshi.measures.lineage import Difference, differences, parts_of_figure
from luoshi.measures.models import PrintedFigure
from luoshi.measures.moments import Moments, layouts_of
from luoshi.measures.questions import Question
from luoshi.measures.reading.copy import COPY
from luoshi.measures.reading.live import Session
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.queries import at_version
from luoshi.rules.moments import day_of


@dataclass(frozen=True, slots=True)
class Opened:
    """A printed figure beside its recomputation.

    `holds` says that the rows visible then still give the very text that was printed; `redefined` that the
    measure is declared otherwise today. `today` follows the definition it was printed with, so that it differs
    by its rows alone.
    """

    printed: PrintedFigure
    as_printed: Figure
    today: Figure
    holds: bool
    redefined: bool
    differences: tuple[Difference, ...]


def catalogue_of(printed: PrintedFigure) -> Catalogue:
    """The declarations a figure was printed with."""
    packs = {pack: at_version(version) for pack, version in printed.versions.items()}
    return Catalogue(packs, printed.versions)


def involved(catalogue: Catalogue, measure: str) -> dict[str, int]:
    """The versions of every pack a measure draws on."""
    found = leaves(catalogue, catalogue.measure(measure))
    refs = [measure, *(leaf.ref for leaf in found), *registers_read(found)]
    return {pack: catalogue.versions[pack] for pack in sorted({ref.partition(".")[0] for ref in refs})}


def opened(
    printed: PrintedFigure, question: Question, catalogue: Catalogue, *, today: date, latest: Catalogue
) -> Opened:
    """Recompute from the versions visible at its position, and from the rows of today; one session for both."""

    def work(session: Session) -> Opened:
        registers = registers_read(leaves(catalogue, catalogue.measure(printed.measure)))
        moments = Moments(session, catalogue, latest, registers)
        before = moments.at(printed.position, today=day_of(printed.printed_at))
        after = moments.now(today=today)
        return _beside(printed, question, before, after, latest)

    return COPY.ask(layouts_of(latest), work)


def _beside(printed: PrintedFigure, question: Question, before: Asking, after: Asking, latest: Catalogue) -> Opened:
    as_printed, as_of_today = single(before, question), single(after, question)
    parts = parts_of_figure(before.catalogue, question)
    text = as_printed.text
    return Opened(
        printed,
        as_printed,
        as_of_today,
        holds=(text.zh, text.en) == (printed.text_zh, printed.text_en),
        redefined=_definitions(before.catalogue, printed.measure) != _definitions(latest, printed.measure),
        differences=tuple(differences(before, after, question, parts)),
    )


def _definitions(catalogue: Catalogue, ref: str) -> Iterable[object]:
    known = {measure.ref: measure for measure in catalogue.measures()}
    found: list[object] = []
    waiting = [ref]
    while waiting:
        measure = known.get(waiting.pop())
        found.append(measure)
        if measure is not None:
            waiting += [each for each in (measure.numerator, measure.denominator, measure.operand) if each]
    return found
