"""Comments on a record as they are read: in order, with the people they speak to, and who could be spoken to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from luoshi.org.models import Post, in_force
from luoshi.org.queries import actor_for
from luoshi.packs.declarations import Register
from luoshi.packs.queries import register as declared
from luoshi.people.models import Account
from luoshi.registers import queries
from luoshi.registers.models import Comment, Record
from luoshi.rules.mentions import Spot, longest, prefixes, spots
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MOST_MENTIONS = 20
OFFERED = 8


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody a text speaks to, and where."""

    account: int
    name: str
    spot: Spot


def comments_of(record: Record) -> QuerySet[Comment]:
    """Every comment on a record, the oldest first. Two queries with the mentions."""
    held = Comment.objects.filter(record=record).select_related("by_unit")
    return held.prefetch_related("mentions", "edits").order_by("id")


def named_in(text: str, record: Record, *, at: datetime) -> list[Named]:
    """The people a text speaks to (@姓名, or @姓名（单位） where several have the name), each of whom sees it.

    A name nobody has is plain text. Refused where the one meant may not see the record, or cannot be told from
    another. One query, and about five for each person.
    """
    found = list(spots(text))
    _check_number(found, record)
    people = _people({each for spot in found for each in prefixes(spot)}, at)
    named: dict[int, Named] = {}
    for spot in found:
        name = longest(spot, people)
        if name is None:
            continue
        account = _meant(people[name], spot.with_name(name), record, at)
        named.setdefault(account.pk, Named(account.pk, name, spot.with_name(name)))
    return list(named.values())


def _check_number(found: list[Spot], record: Record) -> None:
    if len(found) > MOST_MENTIONS:
        raise Refused(
            "registers.too_many_mentions",
            reason=Text(
                f"一次提到了 {len(found)} 处，超过 {MOST_MENTIONS} 处。",
                f"{len(found)} mentions are more than {MOST_MENTIONS}.",
            ),
            remedy=Text("请只提到需要看的人。", "Mention only those who need to see it."),
            where=record.number,
        )


def _people(names: Iterable[str], at: datetime) -> dict[str, list[Account]]:
    """Active accounts by name. One query, none where no name is looked for."""
    wanted = sorted(names)
    found: dict[str, list[Account]] = {}
    for account in Account.objects.filter(is_active=True, display_name__in=wanted).order_by("pk") if wanted else ():
        found.setdefault(account.display_name, []).append(account)
    return found


def _meant(people: list[Account], spot: Spot, record: Record, at: datetime) -> Account:
    """Of those with the name the one who sees the record; of several the one of the unit given."""
    seeing = [each for each in people if may_see(each, record, at=at)]
    if not seeing:
        raise Refused(
            "registers.may_not_mention",
            reason=Text(
                f"“{spot.name}”看不到这条记录，不能在这里提到；没有通知对方。",
                f"{spot.name} may not see this record and cannot be mentioned here; they were told nothing.",
            ),
            remedy=Text("请去掉这处 @，其余内容不变再发。", "Take this @ out and send the rest as it is."),
            where="text",
        )
    units = {each.pk: _units_of(each, at) for each in seeing} if len(seeing) > 1 else {}
    narrowed = [each for each in seeing if spot.unit in units.get(each.pk, [])] if units else seeing
    if len(narrowed) != 1:
        ways = [f"@{spot.name}（{titles[0]}）" for titles in units.values() if titles]
        raise Refused(
            "registers.mention_ambiguous",
            reason=Text(f"叫“{spot.name}”的不止一人。", f"More than one person is called {spot.name}."),
            remedy=Text(f"请写明单位：{'、'.join(ways)}。", f"Give the unit: {', '.join(ways)}."),
            where="text",
        )
    return narrowed[0]


def _units_of(account: Account, at: datetime) -> list[str]:
    posts = Post.objects.filter(in_force(day_of(at)), account=account).select_related("unit").order_by("unit__path")
    return [post.unit.title for post in posts]


def may_see(account: Account, record: Record, *, at: datetime) -> bool:
    """Whether an account sees a record in its own name. Up to five queries."""
    try:
        queries.get(actor_for(account, at=at), record.pk)
    except Refused:
        return False
    return True


def could_be_told(record: Record, words: str, *, at: datetime) -> Iterator[tuple[str, str]]:
    """People who see a record by their place in the tree and whose name holds the words: how each is mentioned, and
    their unit. At most `OFFERED`; four queries."""
    register = declared(record.register, record.pack_version_id)
    posts = Post.objects.filter(in_force(day_of(at)), in_force(day_of(at), "unit__"), account__is_active=True)
    posts = posts.filter(account__display_name__icontains=words) if words else posts
    seeing = posts.filter(_sees(register, record)).select_related("account", "unit")
    rows: dict[int, Post] = {}
    for post in seeing.order_by("-unit__path", "account__display_name", "pk")[: 4 * OFFERED]:
        rows.setdefault(post.account_id, post)
    offered = list(rows.values())[:OFFERED]
    names = [post.account.display_name for post in offered]
    shared = set(
        Account.objects.filter(is_active=True, display_name__in=names)
        .exclude(pk__in=[post.account_id for post in offered])
        .values_list("display_name", flat=True)
    )
    for post in offered:
        name = post.account.display_name
        alone = names.count(name) == 1 and name not in shared
        yield (name if alone else f"{name}（{post.unit.title}）"), post.unit.title


def _sees(register: Register, record: Record) -> Q:
    """As `queries.visible_to`, asked the other way round: which posts see this record."""
    if register.sees_all:
        return Q()
    paths = {record.unit.path, *([record.lead.path] if record.lead else [])}
    paths |= set(record.parties.values_list("unit__path", flat=True))
    above = {int(part) for path in paths for part in path.strip("/").split("/")}
    return Q(unit__in=above) | Q(unit__code=register.owner)
