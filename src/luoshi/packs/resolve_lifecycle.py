"""From the written lifecycle to declarations."""

from collections.abc import Iterator, Mapping

from luoshi.packs import declarations as d
from luoshi.packs.declarations.fields import BLANK
from luoshi.packs.formulas import Formulas
from luoshi.packs.grammar import FieldForm, GuardForm, LifecycleForm, MoveForm, RegisterForm, SecondLookForm
from luoshi.packs.references import full
from luoshi.packs.resolve_clocks import chase_of, clocks_of, doer, lights_of


def guards_of(form: RegisterForm, pack: str, formulas: Formulas) -> Mapping[str, d.Guard]:
    guards = ((id_, each, _guard(id_, each, pack, formulas)) for id_, each in form.guards.items())
    return {id_: guard for id_, _each, guard in guards if guard is not None}


def _guard(id_: str, form: GuardForm, pack: str, formulas: Formulas) -> d.Guard | None:
    path = ("guards", id_)
    condition = formulas.parsed(form.expr, (*path, "expr"))
    linked = {
        name: d.LinkedCount(
            id=name,
            title=each.title.text,
            of=full(pack, each.of),
            by=each.by,
            where=formulas.parsed(each.where, (*path, "linked", name, "where")),
            where_source=each.where or "",
        )
        for name, each in form.linked.items()
    }
    if condition is None:
        return None
    return d.Guard(id_, condition, form.expr, form.refuse.text, form.remedy.text, form.waivable_by, linked)


def lifecycle_of(form: LifecycleForm, fields: Mapping[str, FieldForm], formulas: Formulas) -> d.Lifecycle:
    return d.Lifecycle(
        states={id_: d.State(id_, words.text, words.end, words.locked) for id_, words in form.states.items()},
        initial=form.initial,
        moves={id_: _move(id_, each, form, fields) for id_, each in form.moves.items()},
        clocks=clocks_of(form.clocks),
        lights=lights_of(form.lights, formulas),
        chase=chase_of(form.chase, formulas),
        second_look=second_look_of(form.second_look) if form.second_look else None,
    )


def _unlocks(form: MoveForm, lifecycle: LifecycleForm) -> bool:
    """Whether a move takes a lock off: what was handed over is sent back, and why has to be said."""
    locked = {id_ for id_, state in lifecycle.states.items() if state.locked}
    return form.to not in locked and not locked.isdisjoint(form.from_)


def _set_with(names: tuple[str, ...], fields: Mapping[str, FieldForm]) -> Iterator[str]:
    """The fields a move sets, each with the one that keeps why it is blank."""
    for name in names:
        yield name
        if name in fields and fields[name].blanks:
            yield f"{name}{BLANK}"


def _move(id_: str, form: MoveForm, lifecycle: LifecycleForm, fields: Mapping[str, FieldForm]) -> d.Move:
    return d.Move(
        id=id_,
        title=form.title.text,
        sources=form.from_,
        target=form.to,
        by=doer(form.by) or d.Party.LEAD,
        needs=form.needs,
        guards=form.guards,
        sets=tuple(_set_with(form.sets, fields)),
        confirm=doer(form.confirm) if form.confirm else None,
        strikes_off=form.strikes_off,
        is_word=form.word_of is not None,
        reviewed=form.reviewed,
        reason=form.reason or _unlocks(form, lifecycle),
        note=form.note.text if form.note else None,
    )


def second_look_of(form: SecondLookForm) -> d.SecondLook:
    return d.SecondLook(
        after=form.after,
        share=form.share,
        days=form.within,
        by=doer(form.by) or d.Party.VERIFIER,
        reopen=form.reopen,
        every=d.DrawBy(form.every),
        needs=form.needs,
    )


def reviews_of(form: RegisterForm) -> Mapping[str, d.Review]:
    return {
        id_: d.Review(
            id=id_,
            title=each.title.text,
            on=each.on,
            reviewers=each.reviewers,
            by=doer(each.by) or d.Party.VERIFIER,
            verdicts={verdict: words.text for verdict, words in each.verdicts.items()},
            reconcile=doer(each.reconcile) or d.Party.SUPERVISOR,
        )
        for id_, each in form.reviews.items()
    }
