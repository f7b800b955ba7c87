"""Ends what is in force on a day, and refuses where something began on that day or later."""

from datetime import date, datetime

from luoshi.org.actions.entries import note_post
from luoshi.org.models import Alias, Dated, GroupMember, Placement, Post, Unit, overlapping
from luoshi.org.policies.posts import changed_meanwhile
from luoshi.org.policies.spans import check_can_end
from luoshi.org.policies.tree import check_no_children
from luoshi.org.queries.tree import children_since
from luoshi.rules.actors import Actor
from luoshi.rules.texts import Text


def end_row(row: Dated, on: date, *, what: Text) -> None:
    """The row holds until the day before `on`; refused when it has changed since it was read."""
    check_can_end(row, on, what=what)
    if not type(row)._default_manager.filter(pk=row.pk, valid_to=row.valid_to).update(valid_to=on):
        raise changed_meanwhile()
    row.valid_to = on


def end_unit(unit: Unit, on: date, *, by: Actor, at: datetime) -> None:
    """The unit ends with its place, names, group memberships and posts. Inside `tree_change()`."""
    check_no_children(unit, children_since(unit, on), on)
    end_row(unit, on, what=Text(f"“{unit.title}”", unit.title))
    for model, what in (
        (Placement, Text(f"“{unit.title}”的隶属关系", f"The place of {unit.title}")),
        (Alias, Text(f"“{unit.title}”的名称", f"A name of {unit.title}")),
        (GroupMember, Text(f"“{unit.title}”的分组", f"A group of {unit.title}")),
    ):
        for row in model._default_manager.filter(overlapping(on, None), unit=unit):
            end_row(row, on, what=what)
    for post in Post.objects.filter(overlapping(on, None), unit=unit).select_related("unit"):
        end_row(post, on, what=Text(f"“{unit.title}”的岗位", f"A post at {unit.title}"))
        note_post("end_post", post, {"to": on}, by=by, at=at)
