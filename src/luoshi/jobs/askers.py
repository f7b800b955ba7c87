"""Who asked for a job, kept with it: the actor as it was when asking, with the posts it held then."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from luoshi.rules.actors import Actor, PostHeld, Role


def written(actor: Actor) -> dict[str, Any]:
    """The actor as JSON."""
    return {**asdict(actor), "own_units": sorted(actor.own_units)}


def read(kept: Mapping[str, Any]) -> Actor:
    """The actor that was written."""
    posts = tuple(PostHeld(**{**post, "role": Role(post["role"])}) for post in kept["posts"])
    return Actor(**{**kept, "posts": posts, "own_units": frozenset(kept["own_units"])})
