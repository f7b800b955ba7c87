"""JSON Schema of the pack files, so that an editor completes keys and shows what may stand where."""

from collections.abc import Mapping

from pydantic import BaseModel

from luoshi.packs.grammar.cadences import CadencesForm
from luoshi.packs.grammar.elements import ElementsForm
from luoshi.packs.grammar.examples import ExamplesForm
from luoshi.packs.grammar.meanings import MEANINGS
from luoshi.packs.grammar.measures import MeasuresForm, PublishedForm
from luoshi.packs.grammar.pack import PackForm
from luoshi.packs.grammar.register import RegisterForm

FILES: Mapping[str, type[BaseModel]] = {
    "pack": PackForm,
    "register": RegisterForm,
    "elements": ElementsForm,
    "measures": MeasuresForm,
    "published": PublishedForm,
    "cadences": CadencesForm,
    "examples": ExamplesForm,
}


def schemas() -> dict[str, object]:
    """One schema per kind of file, by its name."""
    return {name: _described(form) for name, form in FILES.items()}


def _described(form: type[BaseModel]) -> object:
    """The schema with the meaning of each key, which editors show beside it."""
    schema = form.model_json_schema(by_alias=True)
    parts = {form.__name__: schema} | schema.get("$defs", {})
    for known, meanings in MEANINGS.items():
        properties = parts.get(known.__name__, {}).get("properties", {})
        for key, text in meanings.items():
            if key in properties:
                properties[key]["description"] = f"{text.zh} · {text.en}"
    return schema
