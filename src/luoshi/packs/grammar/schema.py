"""JSON Schema of the pack files, so that an editor completes keys and shows what may stand where."""

from collections.abc import Mapping

from pydantic import BaseModel

from luoshi.packs.grammar.examples import ExamplesForm
from luoshi.packs.grammar.measures import MeasuresForm, PublishedForm
from luoshi.packs.grammar.pack import PackForm
from luoshi.packs.grammar.register import RegisterForm

FILES: Mapping[str, type[BaseModel]] = {
    "pack": PackForm,
    "register": RegisterForm,
    "measures": MeasuresForm,
    "published": PublishedForm,
    "examples": ExamplesForm,
}


def schemas() -> dict[str, object]:
    """One schema per kind of file, by its name."""
    return {name: form.model_json_schema(by_alias=True) for name, form in FILES.items()}
