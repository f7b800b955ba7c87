"""What surrounds every page: who is signed in, where one may go, how large the letters are."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from luoshi.org.queries.actors import actor_for
from luoshi.people.models import Account
from luoshi.web.wording import say

LARGE_PRINT_COOKIE = "luoshi_print"

# The places of the main navigation: name of the address, wording, icon.
PLACES = (("home", gettext_lazy("首页"), "home"),)
DEMO_PLACES = (("style", gettext_lazy("样式"), "style"),)


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place one may go; `exact` when it is this very page and not one inside it."""

    title: str
    href: str
    icon: str
    current: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of a page; empty texts where nobody is signed in."""

    large: bool
    demo: bool
    nav: tuple[NavItem, ...] = ()
    person: str = ""
    unit: str = ""
    posts: tuple[str, ...] = ()


def shell_of(request: HttpRequest) -> Shell:
    """The frame for this request."""
    large = request.COOKIES.get(LARGE_PRINT_COOKIE) == "large"
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return Shell(large=large, demo=settings.DEMO)
    posts = actor_for(account, at=timezone.now()).posts
    return Shell(
        large=large,
        demo=settings.DEMO,
        nav=_navigation(request.path),
        person=account.display_name,
        unit=posts[0].unit_title if posts else "",
        posts=tuple(f"{post.unit_title} · {say(post.role.label)}" for post in posts),
    )


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Gives every template the frame."""
    return {"shell": shell_of(request)}


def _navigation(path: str) -> tuple[NavItem, ...]:
    items = []
    for name, title, icon in (*PLACES, *(DEMO_PLACES if settings.DEMO else ())):
        href = reverse(name)
        inside = path.startswith(href) if href != reverse("home") else path == href
        items.append(NavItem(str(title), href, icon, current=inside, exact=path == href))
    return tuple(items)
