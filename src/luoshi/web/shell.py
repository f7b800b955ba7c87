"""What surrounds every page: who is signed in, where one may go, how large the letters are."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.people.models import Account
from luoshi.rules.actors import Actor, Role
from luoshi.web.acting import actor_of, capacities_of
from luoshi.web.wording import say

LARGE_PRINT_COOKIE = "luoshi_print"

# The places of the main navigation: name of the address, wording, icon.
PLACES = (
    ("home", gettext_lazy("首页"), "home"),
    ("registers", gettext_lazy("台账"), "registers"),
    ("measures", gettext_lazy("指标"), "measures"),
    ("cadence", gettext_lazy("调度"), "cadence"),
)
MANAGING_PLACES = (("manage", gettext_lazy("管理"), "manage"),)
DEMO_PLACES = (("style", gettext_lazy("样式"), "style"),)


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

    large: bool
    demo: bool
    nav: tuple[NavItem, ...] = ()
    person: str = ""
    unit: str = ""
    posts: tuple[str, ...] = ()
    acting_for: str = ""
    capacities: tuple[Capacity, ...] = ()  # only where there is more than one
    sample_day: str = ""


def shell_of(request: HttpRequest) -> Shell:
    """The frame for this request."""
    large = request.COOKIES.get(LARGE_PRINT_COOKIE) == "large"
    sample_day = settings.SAMPLE_DAY.isoformat() if settings.SAMPLE_DAY else ""
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return Shell(large=large, demo=settings.DEMO, sample_day=sample_day)
    actor = actor_of(request)
    return Shell(
        large=large,
        demo=settings.DEMO,
        sample_day=sample_day,
        nav=_navigation(request.path, managing=actor.has_role(*MANAGERS)),
        person=account.display_name,
        unit=actor.posts[0].unit_title if actor.posts else "",
        posts=_posts(actor),
        acting_for=actor.on_behalf_of,
        capacities=_capacities(capacities_of(request), actor),
    )


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


def _navigation(path: str, *, managing: bool) -> tuple[NavItem, ...]:
    items = []
    places = (*PLACES, *(MANAGING_PLACES if managing else ()), *(DEMO_PLACES if settings.DEMO and managing else ()))
    for name, title, icon in places:
        href = reverse(name)
        inside = path.startswith(href) if href != reverse("home") else path == href
        items.append(NavItem(str(title), href, icon, current=inside, exact=path == href))
    return tuple(items)
