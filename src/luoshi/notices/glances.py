"""How far a person has looked through their own notices: one number, moved by themselves alone."""

from django.db.models import Count, Exists, Subquery
from django.db.models.functions import Coalesce

from luoshi.notices.models import Glance, Notice, Watch
from luoshi.people.models import Account

MOST_TOLD = 99


def look(account: int, *, seen_to: int) -> None:
    """Set everything up to a notice aside as seen; never back. One or two statements, no entry: nobody is to know."""
    if not Glance.objects.filter(account=account, seen_to__lt=seen_to).update(seen_to=seen_to):
        Glance.objects.get_or_create(account_id=account, defaults={"seen_to": seen_to})


def seen_to(account: int) -> int:
    """The number of the last notice set aside. One query."""
    return Glance.objects.filter(account=account).values_list("seen_to", flat=True).first() or 0


def unseen(account: int, *, record: int = 0) -> tuple[int, bool]:
    """How many notices are new to the person, and whether they follow a record. One small query for every page."""
    mark = Glance.objects.filter(account=account).values("seen_to")[:1]
    fresh = Notice.objects.of(account).filter(pk__gt=Coalesce(Subquery(mark), 0)).order_by().values("account")
    counted = Subquery(fresh.annotate(many=Count("pk")).values("many"))
    followed = Exists(Watch.objects.filter(account=account, record=record))
    many, follows = Account.objects.filter(pk=account).values_list(counted, followed).get()
    return many or 0, follows
