"""What is known of imports: one, those of a register, its rows by fate and by result, who holds which file."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet

from luoshi.evidence.models import File
from luoshi.packs.declarations import Register
from luoshi.packs.queries import register as declared
from luoshi.rules.actors import OVERSEEING, Actor
from luoshi.sheets.mapping import Mapped, Target, known_words, mapped_of, proposed, signature_of, targets_of
from luoshi.sheets.models import ColumnMap, Import, ImportRow
from luoshi.sheets.permissions import can_see
from luoshi.sheets.policies import refused
from luoshi.sheets.reading.layout import Layout, layout_of


def import_seen(actor: Actor, pk: int) -> Import:
    """One import; refused in the same words whether it is not there or not theirs to see. Cost: 1 query."""
    found = Import.objects.select_related("unit", "file__content", "job").filter(pk=pk).first()
    if found is None or not can_see(actor, found):
        raise refused("not_visible", where=str(pk), pk=pk)
    return found


def imports_of(actor: Actor, register: Register) -> QuerySet[Import]:
    """The imports into a register that the person may see, the newest first."""
    mine = Q(by_account=actor.account_id) | Q(for_account=actor.account_id)
    for post in actor.posts:
        if post.role in OVERSEEING:
            mine |= Q(unit__path__startswith=post.unit_path)
    found = Import.objects.filter(mine, register=register.ref)
    return found.select_related("unit", "file__content").order_by("-pk")


def layout_in(brought: Import, targets: Sequence[Target], sheet: str) -> Layout:
    """Where the table of a sheet begins; refused where no row looks like headings."""
    told = head_of(brought, sheet)
    spans = [tuple(span) for span in told["spans"]]
    found = layout_of(told["head"], spans, known_words(targets))
    if found is None:
        raise refused("no_header", where=sheet or brought.file.name)
    return found


def head_of(brought: Import, sheet: str) -> Mapping[str, Any]:
    """The head of one sheet as it was read."""
    found: Mapping[str, Any] = next((each for each in brought.sheets if each["name"] == sheet), brought.sheets[0])
    return found


def columns_proposed(brought: Import, layout: Layout, targets: Sequence[Target], sheet: str) -> tuple[Mapped, ...]:
    """The mapping to begin with: as tables headed so were mapped last, else by their headings. One query."""
    kept = ColumnMap.objects.filter(
        register=brought.register, unit=brought.unit_id, signature=signature_of(layout)
    ).first()
    samples = head_of(brought, sheet)["head"][layout.after :]
    return proposed(layout, targets, samples, mapped_of(kept.columns) if kept else ())


def targets_for(actor: Actor, brought: Import) -> tuple[Target, ...]:
    """What the person may map the columns of an import to."""
    return targets_of(actor, declared(brought.register))


def rows_of_round(brought: Import) -> QuerySet[ImportRow]:
    """The rows as looked at last, in their order."""
    found: QuerySet[ImportRow] = ImportRow.objects.filter(owner=brought, round=brought.round)
    return found.order_by("place")


def marks_of(brought: Import) -> dict[str, int]:
    """Where the first row of each record stands, as far as the rows were looked at. One query."""
    return dict(rows_of_round(brought).exclude(mark="").order_by().values_list("mark", "place"))


def counts_of(brought: Import) -> dict[str, int]:
    """How many rows have which fate. One query."""
    rows = rows_of_round(brought).order_by().values_list("fate").annotate(many=Count("id"))
    return {str(fate): many for fate, many in rows}


def results_of(brought: Import) -> dict[str, int]:
    """How many rows came to what. One query."""
    rows = rows_of_round(brought).exclude(result="").order_by().values_list("result").annotate(many=Count("id"))
    return {str(result): many for result, many in rows}


class Tables:
    """Which files are tables somebody brought, for the room that keeps files."""

    def in_use(self, contents: Collection[int]) -> set[int]:
        """Contents that were brought as tables. One query."""
        held = Import.objects.filter(file__content__in=contents).values_list("file__content_id", flat=True)
        return {int(content) for content in held}

    def seen_by(self, actor: Actor, sha256: str) -> File | None:
        """The file under the name it was brought by, for who may see the import."""
        brought = Import.objects.filter(file__content__sha256=sha256).select_related("unit", "file__content")
        return next((each.file for each in brought.order_by("-pk") if can_see(actor, each)), None)
