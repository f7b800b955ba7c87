"""New units in the order in which they can be planted: parents before their children."""

from collections import Counter
from collections.abc import Iterable

from luoshi.org.policies.drafts import UnitDraft
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def in_tree_order(drafts: Iterable[UnitDraft]) -> list[UnitDraft]:
    """Parents first; a parent not among the drafts is taken to exist. Refuses repeated codes and circles."""
    by_code = _by_code(list(drafts))
    ordered: dict[str, UnitDraft] = {}
    for draft in by_code.values():
        line: dict[str, UnitDraft] = {}
        step: UnitDraft | None = draft
        while step is not None and step.code not in ordered:
            if step.code in line:
                raise _circle(list(line))
            line[step.code] = step
            step = by_code.get(step.parent)
        ordered.update(reversed(line.items()))
    return list(ordered.values())


def _by_code(drafts: list[UnitDraft]) -> dict[str, UnitDraft]:
    for part in ("code", "uscc"):
        counts = Counter(value for draft in drafts if (value := getattr(draft, part)))
        for value, times in counts.items():
            if times > 1:
                raise taken(part, value, "")
    return {draft.code: draft for draft in drafts}


def taken(part: str, value: str, holder: str) -> Refused:
    """The refusal of a code or credit code that another unit has; `holder` is that unit's title, if known."""
    zh = {"code": "单位代号", "uscc": "统一社会信用代码"}[part]
    en = {"code": "The unit code", "uscc": "The unified social credit code"}[part]
    return Refused(
        f"org.{part}_taken",
        reason=Text(
            f"{zh}“{value}”已由“{holder}”使用。" if holder else f"{zh}“{value}”出现多次。",
            f"{en} {value} belongs to {holder}." if holder else f"{en} {value} is given more than once.",
        ),
        remedy=Text(
            "核对代码；如为同一单位，请改名或调整隶属，不要重建。",
            "Check it; for the same unit, rename or move that one.",
        ),
        where=value,
    )


def _circle(codes: list[str]) -> Refused:
    line = " → ".join(codes)
    return Refused(
        "org.cycle",
        reason=Text(f"这些单位互为上级：{line}。", f"These units stand below one another: {line}."),
        remedy=Text("改正其中一个单位的上级单位。", "Correct the parent of one of them."),
        where=codes[0],
    )
