"""Races of lists: a cell corrected, a view saved and chosen, many records corrected together and back."""

from collections.abc import Callable

from django.urls import reverse

from luoshi.jobs.models import Job
from luoshi.jobs.testing import drain
from luoshi.registers.actions import correct_many, save_view
from luoshi.registers.actions.bulk import BACK
from luoshi.registers.models import Record, SavedView, UsualView
from luoshi.registers.tests.small_works import NOW, SmallWorks
from tests.races.meeting import Post
from tests.races.scenarios import MANY, Race, exactly

SITE = "works.site"


def cells(works: SmallWorks) -> Race:
    """Each has read revision 1: one correction stands, the others are told."""
    site = works.site(cost=5)
    address = reverse("record_cell", args=[site.pk, "cost"]) + "?in=cell"
    posts = [Post(works.lead, address, {"cost": 10 + n, "reason": "核对", "revision": 1}) for n in range(MANY)]
    return Race(posts, exactly(1), lambda: Record.objects.get(pk=site.pk).revision == 2)


def saving(works: SmallWorks) -> Race:
    """One name is kept once; the others are told on the list they come back to."""
    posts = [Post(works.lead, reverse("view_save", args=[SITE]), {"title": "道路", "query": "sort=label"})] * MANY
    return Race(posts, exactly(MANY), lambda: SavedView.objects.count() == 1)


def choosing(works: SmallWorks) -> Race:
    """Whatever is chosen at once, one view opens first."""
    views = [save_view(SITE, "", title=f"视图{n}", by=works.lead, at=NOW) for n in range(MANY)]
    posts = [Post(works.lead, reverse("view_choose", args=[SITE]), {"view": view.pk}) for view in views]
    return Race(posts, exactly(MANY), lambda: UsualView.objects.count() == 1)


def together(works: SmallWorks) -> Race:
    """The same preview confirmed by several: each record is corrected once, the later jobs leave it alone."""
    sites = [works.site(name, cost=5) for name in ("东桥", "西桥")]
    fields: dict[str, object] = {
        "row": [site.pk for site in sites],
        "field": "cost",
        "cost": "9",
        "reason": "核对",
        "step": "do",
        "previewed": ",".join(f"{site.pk}.1" for site in sites),
    }
    posts = [Post(works.lead, reverse("register_bulk", args=[SITE]), fields)] * MANY

    def holds() -> bool:
        drain(at=NOW)
        return {Record.objects.get(pk=site.pk).revision for site in sites} == {2}

    return Race(posts, exactly(MANY), holds)


def back(works: SmallWorks) -> Race:
    """Taken back once, however often it is asked for."""
    site = works.site(cost=5)
    job = correct_many(SITE, [(site.pk, 1)], name="cost", value="9", reason="核对", page="/", by=works.lead, at=NOW)
    drain(at=NOW)
    posts = [Post(works.lead, reverse("bulk_undo", args=[job.pk]), {})] * MANY
    return Race(posts, exactly(MANY), lambda: Job.objects.filter(kind=BACK).count() == 1)


OF_ONE_PERSON = {
    "view_change": "a view is changed by its owner alone; of two changes at once the later stands, both theirs",
    "view_remove": "a view is removed by its owner alone, and removing it twice is removing it",
    "view_restore": "a view is restored by its owner alone, and restoring it twice is restoring it",
}
LEDGER: dict[str, Callable[[SmallWorks], Race]] = {
    "record_cell": cells,
    "view_save": saving,
    "view_choose": choosing,
    "register_bulk": together,
    "bulk_undo": back,
}
