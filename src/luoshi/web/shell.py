"""What surrounds every page: who is signed in, where one may go, how it looks."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from luoshi.notices.glances import MOST_TOLD, unseen
from luoshi.people.models import Account
from luoshi.rules.actors import Actor, Role
from luoshi.web import reporting
from luoshi.web.acting import actor_of, capacities_of
from luoshi.web.appearance import Appearance, appearance_of
from luoshi.web.entry.due import returns_of
from luoshi.web.entry.persons import mark_of
from luoshi.web.wording import say

# The places of the main navigation: name of the address, wording, icon.
PLACES = (
    ("home", gettext_lazy("首页"), "home"),
    ("registers", gettext_lazy("台账"), "registers"),
    ("returns", gettext_lazy("报送"), "due"),
    ("forms", pgettext_lazy("place", "报表"), "import"),
    ("walls", gettext_lazy("挂图"), "wall"),
    ("measures", gettext_lazy("指标"), "measures"),
    ("cadence", gettext_lazy("调度"), "cadence"),
)
ENTERING_PLACE = ("entry", gettext_lazy("填报"), "edit")  # behind the registers, for those who enter returns
MANAGING_PLACES = (("manage", gettext_lazy("管理"), "manage"),)
INSIDE = {"forms": reporting.PAGES}  # where a place has pages below several addresses
DEMO_PLACES = (("style", gettext_lazy("样式"), "style"),)


BAR_PLACES = 5  # of a phone's bar, “more” among them
MANAGERS = (Role.ADMINISTRATOR, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place one may go; `exact` when it is this very page and not one inside it."""

    title: str
    href: str
    icon: str
    current: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Capacity:
    """A name one may act in; `holder` is the account stood in for, empty for oneself."""

    title: str
    holder: str
    posts: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of a page; empty texts where nobody is signed in."""

    look: Appearance
    demo: bool
    nav: tuple[NavItem, ...] = ()
    person: str = ""
    unit: str = ""
    posts: tuple[str, ...] = ()
    acting_for: str = ""
    capacities: tuple[Capacity, ...] = ()  # only where there is more than one
    sample_day: str = ""
    fresh: str = ""  # how many notices are new to the person, for them alone
    mark: str = ""  # whose unsent work a browser counts
    followed: bool = False  # whether they follow the record whose page this is

    @property
    def first(self) -> tuple[NavItem, ...]:
        """The places a phone's bar has room for; all of them where they fit."""
        return self.nav if len(self.nav) <= BAR_PLACES else self.nav[: BAR_PLACES - 1]

    @property
    def further(self) -> tuple[NavItem, ...]:
        """The places that stand behind “more” on a phone."""
        return self.nav[len(self.first) :]

    @property
    def is_further(self) -> bool:
        """Whether the present page is one of those behind “more”."""
        return any(item.current for item in self.further)


def shell_of(request: HttpRequest) -> Shell:
    """The frame for this request."""
    look = appearance_of(request)
    sample_day = settings.SAMPLE_DAY.isoformat() if settings.SAMPLE_DAY else ""
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return Shell(look, demo=settings.DEMO, sample_day=sample_day)
    actor = actor_of(request)
    fresh, followed = _looked(request, account.pk)
    return Shell(
        look,
        demo=settings.DEMO,
        sample_day=sample_day,
        nav=_navigation(request.path, managing=actor.has_role(*MANAGERS), entering=bool(returns_of(actor))),
        person=account.display_name,
        unit=actor.posts[0].unit_title if actor.posts else "",
        posts=_posts(actor),
        acting_for=actor.on_behalf_of,
        capacities=_capacities(capacities_of(request), actor),
        fresh=fresh,
        mark=mark_of(actor),
        followed=followed,
    )


def _looked(request: HttpRequest, account: int) -> tuple[str, bool]:
    """What is new to the person as the bell tells it, and whether they follow the record whose page this is."""
    match = request.resolver_match
    record = match.kwargs["pk"] if match is not None and match.url_name == "record" else 0
    count, followed = unseen(account, record=record if record < 2**63 else 0)  # no number the database has
    if not count:
        return "", followed
    return f"{count}" if count <= MOST_TOLD else f"{MOST_TOLD}+", followed


def _posts(actor: Actor) -> tuple[str, ...]:
    return tuple(f"{post.unit_title} · {say(post.role.label)}" for post in actor.posts)


def _capacities(actors: tuple[Actor, ...], present: Actor) -> tuple[Capacity, ...]:
    """The names to choose from; nothing to choose for most people."""
    if len(actors) < 2:
        return ()
    return tuple(
        Capacity(
            title=_("代%(person)s办理") % {"person": each.on_behalf_of} if each.on_behalf_of else _("以本人身份办理"),
            holder=str(each.for_account or ""),
            posts=_posts(each),
            chosen=each.for_account == present.for_account,
        )
        for each in actors
    )


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Gives every template the frame."""
    return {"shell": shell_of(request)}


def _navigation(path: str, *, managing: bool, entering: bool) -> tuple[NavItem, ...]:
    items = []
    ours = (*PLACES[:2], ENTERING_PLACE, *PLACES[2:]) if entering else PLACES
    places = (*ours, *(MANAGING_PLACES if managing else ()), *(DEMO_PLACES if settings.DEMO and managing else ()))
    for name, title, icon in places:
        href = reverse(name)
        inside = path.startswith(INSIDE.get(name, href)) if name != "home" else path == href
        items.append(NavItem(str(title), href, icon, current=inside, exact=path == href))
    return tuple(items)
