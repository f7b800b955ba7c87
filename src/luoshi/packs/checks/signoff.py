"""Sign-off: strike-offs with evidence by an outsider, second looks and reviews that can be held."""

from collections.abc import Iterator

from luoshi.packs.checks.case import Case
from luoshi.packs.declarations import FieldType, Lifecycle, Move, Party, Register
from luoshi.packs.grammar import LifecycleForm, MoveForm, RegisterForm, ReviewForm, SecondLookForm
from luoshi.packs.problems import Finding, Path
from luoshi.rules.texts import Text

DOERS = frozenset({Party.LEAD.value, Party.SUPPORT.value})
MOST_REVIEWERS, MOST_DAYS, WHOLE = 9, 2000, 100


def check(case: Case) -> Iterator[Finding]:
    """LS521 to LS526."""
    for file, form, register in case.registers():
        if form.lifecycle is not None and register.lifecycle is not None:
            yield from _strike_offs(file, form.lifecycle)
            if form.lifecycle.second_look is not None:
                yield from _second_look(file, form.lifecycle.second_look, register.lifecycle)
            yield from _words(file, form, register, register.lifecycle)
        for id_, review in form.reviews.items():
            yield from _review(file, ("reviews", id_), review)


def _strike_offs(file: str, form: LifecycleForm) -> Iterator[Finding]:
    targets = {move.to for move in form.moves.values() if move.strikes_off}
    for id_, move in form.moves.items():
        path: Path = ("lifecycle", "moves", id_)
        if move.strikes_off:
            yield from _strike_off(file, path, id_, move)
        elif move.to in targets:
            yield Finding("LS526", file, (*path, "to"), {"move": id_, "state": move.to})


def _strike_off(file: str, path: Path, id_: str, move: MoveForm) -> Iterator[Finding]:
    if not move.needs:
        yield Finding("LS521", file, path, {"move": id_}, on_key=True)
    for key, party in (("by", move.by), ("confirm", move.confirm)):
        if party in DOERS:
            yield Finding("LS522", file, (*path, key), {"move": id_, "party": party})


def _second_look(file: str, form: SecondLookForm, lifecycle: Lifecycle) -> Iterator[Finding]:
    after, reopen = lifecycle.moves.get(form.after), lifecycle.moves.get(form.reopen)
    faults = [
        ("after", after is not None and not after.strikes_off, Text("after 不是销号", "after is no strike-off")),
        (
            "reopen",
            _cannot_reopen(after, reopen),
            Text("reopen 不从销号后的状态离开", "reopen does not leave that state"),
        ),
        ("reopen", bool(reopen and reopen.sets), Text("reopen 不能要求填写字段", "reopen may not ask for fields")),
        (
            "share",
            not 0 < form.share <= WHOLE,
            Text("比例须在 0 % 与 100 % 之间", "the share is not between 0 % and 100 %"),
        ),
        ("within", not 1 <= form.within <= MOST_DAYS, Text("天数须为 1 到 2000", "the days are not 1 to 2000")),
        ("by", form.by in DOERS, Text("不能由办理方自己看", "the doer's side may not look")),
    ]
    for key, is_wrong, reason in faults:
        if is_wrong:
            yield Finding("LS523", file, ("lifecycle", "second_look", key), {"reason": reason})


def _cannot_reopen(after: Move | None, reopen: Move | None) -> bool:
    return after is not None and reopen is not None and after.target not in reopen.sources


def _review(file: str, path: Path, form: ReviewForm) -> Iterator[Finding]:
    count = Text(f"评议人须为 2 到 {MOST_REVIEWERS} 人", f"there are not 2 to {MOST_REVIEWERS} reviewers")
    faults = [
        ("reviewers", not 2 <= form.reviewers <= MOST_REVIEWERS, count),
        ("verdicts", len(form.verdicts) < 2, Text("至少要有两种结论", "there are not two verdicts")),
        ("by", form.by in DOERS, Text("不能由办理方评议", "the doer's side may not review")),
        ("reconcile", form.reconcile in DOERS, Text("不能由办理方裁定", "the doer's side may not decide")),
    ]
    for key, is_wrong, reason in faults:
        if is_wrong:
            yield Finding("LS524", file, (*path, key), {"reason": reason})


def _words(file: str, form: RegisterForm, register: Register, lifecycle: Lifecycle) -> Iterator[Finding]:
    """A promise that is closed by the beneficiary's word closes by nothing else."""
    said = form.beneficiary
    for id_, move in lifecycle.moves.items():
        path: Path = ("lifecycle", "moves", id_)
        if move.is_word and said is None:
            reason = Text("台账没有声明 beneficiary", "the register declares no beneficiary")
            yield Finding("LS525", file, (*path, "word_of"), {"reason": reason})
        elif said is not None and move.is_word and said.outcome not in move.sets:
            reason = Text(f"流转没有填写 {said.outcome}", f"the move does not set {said.outcome}")
            yield Finding("LS525", file, (*path, "word_of"), {"reason": reason})
        elif said is not None and move.strikes_off and not move.is_word:
            reason = Text("销号没有写 word_of: beneficiary", "the strike-off is not word_of: beneficiary")
            yield Finding("LS525", file, (*path, "strikes_off"), {"reason": reason})
    if said is not None:
        yield from _answers(file, form, register)


def _answers(file: str, form: RegisterForm, register: Register) -> Iterator[Finding]:
    said = form.beneficiary
    field = register.fields.get(said.outcome) if said is not None else None
    if said is None or field is None:
        return
    if field.type is not FieldType.CHOICE:
        reason = Text("outcome 不是选择字段", "outcome is no choice field")
        yield Finding("LS525", file, ("beneficiary", "outcome"), {"reason": reason})
        return
    for index, answer in enumerate(said.satisfied):
        if answer not in field.options:
            reason = Text(f"没有选项 {answer}", f"there is no option {answer}")
            yield Finding("LS525", file, ("beneficiary", "satisfied", index), {"reason": reason})
