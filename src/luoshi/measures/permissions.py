"""Whose records a person's figures count, and which fields they may be built on."""

from collections.abc import Iterable, Mapping

from luoshi.measures.grouping import LIST, grouping_of, list_of
from luoshi.measures.questions import WHOLE, Question, Sight
from luoshi.org.models import Unit
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Measure, Register
from luoshi.registers.lists import get_list
from luoshi.registers.permissions import may_see_field, owns
from luoshi.rules.actors import Actor
from luoshi.rules.expressions import names_in
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def sight_of(actor: Actor, registers: Iterable[Register]) -> Sight:
    """All of an open or owned register, else the person's own part of the tree: by unit or by lead.

    What a unit merely supports is counted where it belongs, not here. A figure over several registers counts
    what the person may see in each of them, so that a rate has one population.
    """
    sight = WHOLE
    for register in registers:
        if not (register.sees_all or owns(actor, register)):
            sight = sight.meets(Sight(actor.paths))
    if sight.paths == ():
        raise Refused(
            "measures.nothing_visible",
            reason=Text(
                "您没有岗位，看不到这项指标的任何记录。",
                "You hold no post, so no record of this measure is yours to see.",
            ),
            remedy=Text("请联系本单位管理员登记岗位。", "Ask your administrator to enter your post."),
        )
    return sight


def check_within(sight: Sight, unit: Unit) -> None:
    """Refuse a total over a part of the tree the person sees only pieces of."""
    if sight.paths is not None and not unit.path.startswith(sight.paths):
        raise Refused(
            "measures.out_of_sight",
            reason=Text(f"“{unit.title}”不在您的管辖范围内。", f"{unit.title} is not within your part of the tree."),
            remedy=Text(
                "请选择本单位或下级单位，或请上级单位查询。",
                "Choose your own unit or one below, or ask the unit above.",
            ),
            where=unit.code,
        )


def check_fields(actor: Actor, register: Register, measure: Measure, groups: Iterable[str]) -> None:
    """Refuse figures built on, filtered by or grouped by a field or a list the person may not see."""
    asked = [grouping_of(group) for group in groups]
    for group in asked:
        if group.name == LIST:
            get_list(actor, list_of(group).pk)
    used = {group.name for group in asked} | {measure.when, measure.since, measure.until, measure.once_per}
    for node in (measure.where, measure.value):
        used |= set(names_in(node)) if node is not None else set()
    _check_seen(actor, register, used)


def check_links(actor: Actor, measure: Measure, catalogue: Catalogue) -> None:
    """Refuse figures whose links look at a field the person may not see."""
    for link in measure.linked:
        names = set(names_in(link.where)) if link.where is not None else set()
        _check_seen(actor, catalogue.register(link.of), names | {link.by, link.when})


def _check_seen(actor: Actor, register: Register, used: set[str]) -> None:
    fields: Mapping[str, object] = register.fields
    for name in sorted(used & fields.keys()):
        if not may_see_field(actor, register.fields[name]):
            title = register.fields[name].title
            raise Refused(
                "measures.hidden_field",
                reason=Text(
                    f"您无权查看“{title.zh}”，不能据此统计。", f"You may not see {title.en}, nor figures built on it."
                ),
                remedy=Text("请由有权查看该字段的岗位查询。", "Ask a post that may see the field."),
                where=name,
            )


def check_may_open(actor: Actor, question: Question, registers: Iterable[Register]) -> None:
    """Refuse a figure that counts rows beyond what the person may see."""
    sight = sight_of(actor, registers)
    if sight.paths is None:
        return
    within = (
        Unit.objects.filter(pk=question.within).values_list("path", flat=True).first() if question.within else None
    )
    wanted = [within] if within else question.sight.paths
    if wanted is None or not all(path.startswith(sight.paths) for path in wanted):
        raise Refused(
            "measures.beyond_sight",
            reason=Text("这个数包含您无权查看的记录。", "This figure counts records that are not yours to see."),
            remedy=Text("可查询本单位范围内的同一指标。", "Ask the same measure for your own part of the tree."),
            where=question.measure,
        )
