"""From the written quotas and shares to declarations."""

from luoshi.packs import declarations as d
from luoshi.packs.grammar import ConservedForm, RegisterForm


def conserves_of(form: RegisterForm) -> tuple[d.Conserved, ...]:
    """Quotas and shares in declared order."""
    return tuple(_conserved(each) for each in form.conserves)


def _conserved(form: ConservedForm) -> d.Conserved:
    return d.Conserved(
        id=form.id,
        amount=form.amount,
        within=form.within,
        limit=form.limit or "",
        total=form.total,
        refuse=form.refuse.text,
        remedy=form.remedy.text,
        gives_back=form.gives_back,
        complete=form.complete,
    )
