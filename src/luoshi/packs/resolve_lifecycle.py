"""From the written lifecycle to declarations."""

from collections.abc import Mapping

from luoshi.packs import declarations as d
from luoshi.packs.formulas import Formulas
from luoshi.packs.grammar import LifecycleForm, MoveForm, RegisterForm, SecondLookForm
from luoshi.packs.resolve_clocks import chase_of, clocks_of, doer, lights_of


def guards_of(form: RegisterForm, formulas: Formulas) -> Mapping[str, d.Guard]:
    parsed = {id_: formulas.parsed(each.expr, ("guards", id_, "expr")) for id_, each in form.guards.items()}
    return {
        id_: d.Guard(id_, condition, each.expr, each.refuse.text, each.remedy.text, each.waivable_by)
        for id_, each in form.guards.items()
        if (condition := parsed[id_]) is not None
    }


def lifecycle_of(form: LifecycleForm, formulas: Formulas) -> d.Lifecycle:
    return d.Lifecycle(
        states={id_: d.State(id_, words.text, words.end) for id_, words in form.states.items()},
        initial=form.initial,
        moves={id_: _move(id_, each) for id_, each in form.moves.items()},
        clocks=clocks_of(form.clocks),
        lights=lights_of(form.lights, formulas),
        chase=chase_of(form.chase, formulas),
        second_look=second_look_of(form.second_look) if form.second_look else None,
    )


def _move(id_: str, form: MoveForm) -> d.Move:
    return d.Move(
        id=id_,
        title=form.title.text,
        sources=form.from_,
        target=form.to,
        by=doer(form.by) or d.Party.LEAD,
        needs=form.needs,
        guards=form.guards,
        sets=form.sets,
        confirm=doer(form.confirm) if form.confirm else None,
        strikes_off=form.strikes_off,
        is_word=form.word_of is not None,
        reviewed=form.reviewed,
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
