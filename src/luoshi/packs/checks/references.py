"""Names that lead nowhere, and declarations nothing leads to."""

from collections.abc import Collection, Iterable, Iterator

from luoshi.packs.checks.case import MEASURES, Case
from luoshi.packs.declarations import Party
from luoshi.packs.grammar import LifecycleForm, MoveForm, RegisterForm
from luoshi.packs.problems import Finding, Path, meant
from luoshi.packs.references import full
from luoshi.packs.resolve_clocks import doer
from luoshi.rules.actors import Role

_DOERS = (*(party.value for party in Party), *(role.value for role in Role))


def check(case: Case) -> Iterator[Finding]:
    """LS301 to LS308, LS311, LS312."""
    for file, form, _ in case.registers():
        yield from _registers(case, file, form)
        yield from _fields(case, file, form)
        if form.lifecycle is not None:
            yield from _states(case, file, form.lifecycle)
            yield from _second_look(case, file, form, form.lifecycle)
            for id_, move in form.lifecycle.moves.items():
                yield from _move(case, file, form, ("lifecycle", "moves", id_), move)
        yield from _reviews(case, file, form)
        yield from _unused(file, form)
    yield from _figures(case)


def _registers(case: Case, file: str, form: RegisterForm) -> Iterator[Finding]:
    refs: list[tuple[Path, str]] = [(("fields", id_, "to"), each.to) for id_, each in form.fields_.items() if each.to]
    if form.parent is not None:
        refs.append((("parent", "to"), form.parent.to))
    yield from unknown_registers(case, file, refs)


def unknown_registers(case: Case, file: str, refs: Iterable[tuple[Path, str]]) -> Iterator[Finding]:
    """LS301 for each reference that leads to no register."""
    for path, ref in refs:
        whole = full(case.pack.id, ref)
        if case.register(whole) is None and not case.is_lost(whole):
            yield Finding("LS301", file, path, {"name": ref, "hint": meant(ref, case.known_registers())})


def _fields(case: Case, file: str, form: RegisterForm) -> Iterator[Finding]:
    named: list[tuple[Path, str]] = [(("label",), form.label)]
    named += [(("key", index), name) for index, name in enumerate(form.key)]
    for id_, move in (form.lifecycle.moves if form.lifecycle else {}).items():
        named += [(("lifecycle", "moves", id_, "sets", index), name) for index, name in enumerate(move.sets)]
    if form.beneficiary is not None:
        named.append((("beneficiary", "outcome"), form.beneficiary.outcome))
    for path, name in named:
        yield from _known(case, "LS302", file, path, name, form.fields_, "fields")


def _states(case: Case, file: str, form: LifecycleForm) -> Iterator[Finding]:
    named: list[tuple[Path, str]] = [(("lifecycle", "initial"), form.initial)]
    for id_, move in form.moves.items():
        path = ("lifecycle", "moves", id_)
        named += [((*path, "from", index), name) for index, name in enumerate(move.from_)]
        named.append(((*path, "to"), move.to))
    for index, clock in enumerate(form.clocks):
        named += [
            (("lifecycle", "clocks", index, "on"), clock.on),
            (("lifecycle", "clocks", index, "until"), clock.until),
        ]
    for place, name in named:
        yield from _known(case, "LS303", file, place, name, form.states, "lifecycle", "states")


def _move(case: Case, file: str, form: RegisterForm, path: Path, move: MoveForm) -> Iterator[Finding]:
    for index, name in enumerate(move.needs):
        yield from _known(case, "LS304", file, (*path, "needs", index), name, form.evidence, "evidence")
    for index, name in enumerate(move.guards):
        yield from _known(case, "LS305", file, (*path, "guards", index), name, form.guards, "guards")
    for id_, verdicts in move.reviewed.items():
        place = (*path, "reviewed", id_)
        yield from _known(case, "LS312", file, place, id_, form.reviews, "reviews")
        for index, verdict in enumerate(verdicts if id_ in form.reviews else ()):
            yield from _known(case, "LS312", file, (*place, index), verdict, form.reviews[id_].verdicts)
    yield from _parties([((*path, "by"), move.by), ((*path, "confirm"), move.confirm)], file)


def _parties(named: Iterable[tuple[Path, str | None]], file: str) -> Iterator[Finding]:
    """LS306 for each that is neither a party nor a role."""
    for path, party in named:
        yield from unknown_doer(file, path, party)


def _second_look(case: Case, file: str, form: RegisterForm, lifecycle: LifecycleForm) -> Iterator[Finding]:
    look, path = lifecycle.second_look, ("lifecycle", "second_look")
    if look is None:
        return
    for key, name in (("after", look.after), ("reopen", look.reopen)):
        yield from _known(case, "LS311", file, (*path, key), name, lifecycle.moves, "lifecycle", "moves")
    for index, name in enumerate(look.needs):
        yield from _known(case, "LS304", file, (*path, "needs", index), name, form.evidence, "evidence")
    yield from _parties([((*path, "by"), look.by)], file)


def _reviews(case: Case, file: str, form: RegisterForm) -> Iterator[Finding]:
    states = form.lifecycle.states if form.lifecycle else {}
    for id_, review in form.reviews.items():
        path: Path = ("reviews", id_)
        yield from _known(case, "LS303", file, (*path, "on"), review.on, states, "lifecycle", "states")
        yield from _parties([((*path, "by"), review.by), ((*path, "reconcile"), review.reconcile)], file)


def unknown_doer(file: str, path: Path, party: str | None) -> Iterator[Finding]:
    """LS306 for a word that is neither a party of the record nor a role."""
    if party is not None and doer(party) is None:
        yield Finding("LS306", file, path, {"name": party, "hint": meant(party, _DOERS)})


def _known(
    case: Case, code: str, file: str, path: Path, name: str, known: Collection[str], *home: str
) -> Iterator[Finding]:
    """A finding unless the name is declared under `home`, be it in a broken part."""
    if name not in known and not case.has_broken(file, *home, name) and not case.has_broken(file, *home):
        yield Finding(code, file, path, {"name": name, "hint": meant(name, known)})


def _unused(file: str, form: RegisterForm) -> Iterator[Finding]:
    moves = form.lifecycle.moves.values() if form.lifecycle else ()
    look = form.lifecycle.second_look if form.lifecycle else None
    for key, declared, used in (
        ("evidence", form.evidence, {name for each in (*moves, look) if each for name in each.needs}),
        ("guards", form.guards, {name for move in moves for name in move.guards}),
    ):
        attribute = "needs" if key == "evidence" else "guards"
        for name in declared if used <= set(declared) else ():
            if name not in used:
                yield Finding("LS308", file, (key, name), {"name": name, "key": attribute}, on_key=True)


def _figures(case: Case) -> Iterator[Finding]:
    refs: list[tuple[str, Path, str]] = []
    of: list[tuple[Path, str]] = []
    for id_, form, measure in case.measures():
        path = ("measures", id_)
        of += [((*path, "of"), form.of)] if form.of else []
        of += [((*path, "linked", index, "of"), link.of) for index, link in enumerate(form.linked)]
        parts = [("numerator", form.numerator), ("denominator", form.denominator)]
        parts += [("value", form.value)] if measure.operand else []
        refs += [(MEASURES, (*path, key), ref) for key, ref in parts if ref]
    for id_, funnel in (case.written.measures.funnels if case.written.measures else {}).items():
        for index, step in enumerate(funnel.steps):
            refs += [(MEASURES, ("funnels", id_, "steps", index, "count"), step.count)]
            refs += [(MEASURES, ("funnels", id_, "steps", index, "rate"), step.rate)] if step.rate else []
    for id_, comparison in (case.written.measures.comparisons if case.written.measures else {}).items():
        refs += [
            (MEASURES, ("comparisons", id_, "measures", index), ref) for index, ref in enumerate(comparison.measures)
        ]
    for index, figure in enumerate(case.written.published.published if case.written.published else ()):
        refs.append(("published.yaml", ("published", index, "measure"), figure.measure))
    yield from unknown_registers(case, MEASURES, of)
    yield from unknown_measures(case, refs)


def unknown_measures(case: Case, refs: Iterable[tuple[str, Path, str]]) -> Iterator[Finding]:
    """LS307 for each reference that leads to no measure."""
    for file, path, ref in refs:
        whole = full(case.pack.id, ref)
        if case.measure(whole) is None and not case.is_lost(whole):
            yield Finding("LS307", file, path, {"name": ref, "hint": meant(ref, case.known_measures())})
