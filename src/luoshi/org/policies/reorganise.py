"""What a merger or split must say."""

from collections.abc import Iterable, Mapping, Sequence

from luoshi.org.models import Succession, Unit
from luoshi.org.policies.drafts import UnitDraft
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def check_distinct(units: Sequence[Unit], into: Unit) -> None:
    """Something is merged, each unit once, and none into itself."""
    ids = [unit.pk for unit in units]
    if ids and len(set(ids)) == len(ids) and into.pk not in ids:
        return
    raise Refused(
        "org.merge_of_itself",
        reason=Text(
            "被合并的单位为空、重复，或包含接收单位本身。",
            "Nothing, one unit twice, or the receiving unit itself is merged.",
        ),
        remedy=Text(
            "列出至少一个不同于接收单位的单位，各列一次。",
            "List at least one unit other than the receiving one, each once.",
        ),
        where=into.code,
    )


def check_some(drafts: Sequence[UnitDraft], unit: Unit) -> None:
    """A split has at least two heirs; with one it is a replacement."""
    if len(drafts) < 2:  # a pair is the least that can be called a split
        raise Refused(
            "org.split_into_one",
            reason=Text(f"“{unit.title}”至少应拆分为两个单位。", f"{unit.title} is split into two units at least."),
            remedy=Text("只有一个新单位时，改用“改设”。", "For one new unit, replace the unit instead."),
            where=unit.code,
        )


def check_children_assigned(unit: Unit, children: Mapping[str, str], heirs: Iterable[str]) -> None:
    """A child goes to one of the new units; those given to nobody are refused when the unit ends."""
    known = set(heirs)
    for child, heir in children.items():
        if heir not in known:
            raise Refused(
                "org.no_such_heir",
                reason=Text(
                    f"下级单位“{child}”的新上级“{heir}”不在拆分方案中。",
                    f"{child} would go to {heir}, not a new unit.",
                ),
                remedy=Text(f"填写{'、'.join(sorted(known))}之一。", f"Give one of {', '.join(sorted(known))}."),
                where=unit.code,
            )


def check_not_given_way(unit: Unit) -> None:
    """A unit gives way once: whoever carries on its work is known already. One query."""
    first = Succession.objects.filter(predecessor=unit).select_related("successor").order_by("pk").first()
    if first is None:
        return
    raise Refused(
        "org.given_way_already",
        reason=Text(
            f"“{unit.title}”的工作已自{first.on}起由“{first.successor.title}”承接。",
            f"{first.successor.title} has carried on the work of {unit.title} since {first.on}.",
        ),
        remedy=Text("改为合并或拆分承接单位。", "Merge or split the unit that carries it on instead."),
        where=unit.code,
    )
