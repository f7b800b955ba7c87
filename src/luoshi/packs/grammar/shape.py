"""Finding one's way in the grammar: which form stands at a place of a document."""

import types
from collections.abc import Iterable
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel

from luoshi.packs.problems import Step


def form_at(kind: type[BaseModel], path: Iterable[Step]) -> type[BaseModel] | None:
    """The form of a mapping, None where the grammar has a plain value or a mapping with free keys."""
    here: Any = kind
    for step in path:
        here = _below(bare(here), step)
    here = bare(here)
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def bare(annotation: Any) -> Any:
    """A type without Annotated and without `| None`."""
    while get_origin(annotation) in (Annotated, Union, types.UnionType):
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    return annotation


def keys_of(form: type[BaseModel]) -> tuple[str, ...]:
    """The keys a form has, as they are written."""
    return tuple(info.alias or name for name, info in form.model_fields.items())


def _below(here: Any, step: Step) -> Any:
    if isinstance(here, type) and issubclass(here, BaseModel):
        if issubclass(here, RootModel):
            return _below(bare(here.model_fields["root"].annotation), step)
        return next(
            (info.annotation for name, info in here.model_fields.items() if (info.alias or name) == step), None
        )
    if get_origin(here) is dict:
        return get_args(here)[1]
    if get_origin(here) is tuple:
        return get_args(here)[0]
    return None
