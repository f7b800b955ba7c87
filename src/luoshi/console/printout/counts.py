"""How many records each register holds."""

from django.db.models import Count

from luoshi.console.printout.columns import aligned
from luoshi.packs.catalogue import Catalogue
from luoshi.registers.models import Record


def counts(catalogue: Catalogue) -> dict[str, int]:
    """Records by the full reference of their register, in declared order. One query."""
    rows = Record.objects.order_by().values_list("register").annotate(many=Count("id"))
    held: dict[str, int] = dict(rows)
    return {register.ref: held.get(register.ref, 0) for register in catalogue.registers()}


def lines(catalogue: Catalogue, held: dict[str, int], language: str) -> list[str]:
    """The counts, three registers to a line."""
    cells = [f"{register.title.in_(language)} {held[register.ref]:,}" for register in catalogue.registers()]
    return aligned([cells[start : start + 3] for start in range(0, len(cells), 3)])
