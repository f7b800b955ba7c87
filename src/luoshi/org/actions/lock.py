"""One change of the tree at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from luoshi.audit.actions import writing
from luoshi.org.models import Placement


@contextmanager
def tree_change() -> Iterator[None]:
    """A transaction that holds the root's placement, so that two moves cannot close a circle between them.

    PostgreSQL waits at the row; SQLite has one writer anyway.
    """
    with writing():
        Placement.objects.select_for_update().filter(parent=None).first()
        yield
