"""Kinds of jobs: each room declares its own in its module `jobs.py`.

@job("registers.redate", title=Text("重算期限", "Re-date deadlines"), retries=5)
def redate(run: Run) -> Outcome: ...
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from luoshi.jobs.run import Outcome, Run
from luoshi.rules.texts import Text

__all__ = ["Kind", "Outcome", "Run", "job", "kind_of", "kinds"]

Work = Callable[[Run], Outcome | None]
_KINDS: dict[str, "Kind"] = {}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a job of this kind does. `retries` is how often an error is tried again before the job fails."""

    name: str
    title: Text
    work: Work
    retries: int


def job(name: str, *, title: Text, retries: int = 5) -> Callable[[Work], Work]:
    """Declare a function as the work of a kind, named `<room>.<what>`; a name is given once."""

    def declare(work: Work) -> Work:
        if name in _KINDS and _KINDS[name].work.__module__ != work.__module__:
            raise ValueError(f"two kinds of jobs are named {name}")
        _KINDS[name] = Kind(name, title, work, retries)
        return work

    return declare


def kinds() -> dict[str, Kind]:
    """Every kind that is declared, by its name."""
    _find()
    return _KINDS


def kind_of(name: str) -> Kind | None:
    """A kind, or nothing when no room declares it any more."""
    return kinds().get(name)


@cache
def _find() -> None:
    """Import the `jobs.py` of each room that has one; once in a process, as soon as a kind is asked for."""
    for room in apps.get_app_configs():
        if room.name.startswith("luoshi.") and module_has_submodule(room.module, "jobs"):
            import_module(f"{room.name}.jobs")
