"""What an existing dictionary would make of a pack: its next version, what that changes, and every row at fault."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from luoshi.dictionary.importing.reading import Entry, Fault, Read, column_of
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.load import Loaded, load_amended
from luoshi.packs.models import PackVersion

FILE = "elements.yaml"


@dataclass(frozen=True, slots=True)
class Plan:
    """A pack with the dictionary in it: the text of `elements.yaml`, the pack as checked, what came of each row."""

    pack: str
    version: str
    text: str
    loaded: Loaded | None
    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def fits(self) -> bool:
        """Whether nothing is at fault and something is new."""
        return not self.faults and bool(self.added or self.changed)


def plan_of(found: Read, pack: str, *, catalogue: Catalogue, today: date) -> Plan:
    """The next version of a published pack with what a table says; elements it does not name stay as they are,
    and so do those that another pack declares in the same words.

    The pack as a whole is checked, so that a table which contradicts a register is told before anything is published.
    """
    canonical = PackVersion.objects.get(pk=catalogue.versions[pack]).canonical
    before, elsewhere = _elements_in(canonical), _elsewhere(catalogue, pack)
    there = {entry.code for entry in found.entries if elsewhere.get(entry.code) == entry.body}
    after = {**before, **{entry.code: dict(entry.body) for entry in found.entries if entry.code not in there}}
    version, (text, lines) = _next(catalogue.packs[pack].version), _told(after)
    others = {id_: each for id_, each in catalogue.packs.items() if id_ != pack}
    loaded = load_amended(canonical, text.encode(), version=version, today=today, beside=others) if after else None
    rows = {entry.code: entry for entry in found.entries}
    same = tuple(code for code in rows if code in there or before.get(code) == after[code])
    return Plan(
        pack=pack,
        version=version,
        text=text,
        loaded=loaded,
        added=tuple(code for code in rows if code not in before and code not in there),
        changed=tuple(code for code in rows if code in before and code not in same),
        same=same,
        faults=(*found.faults, *(_faults(loaded, lines, rows) if loaded else ())),
    )


def _elements_in(canonical: str) -> dict[str, dict[str, object]]:
    """The elements of a published version, as they are written."""
    found: dict[str, dict[str, object]] = (json.loads(canonical).get("elements") or {"elements": {}})["elements"]
    return found


def _elsewhere(catalogue: Catalogue, pack: str) -> dict[str, dict[str, object]]:
    """The elements that other packs declare: a table of the whole city names them too. One query."""
    others = [version for id_, version in catalogue.versions.items() if id_ != pack and catalogue.packs[id_].elements]
    texts = PackVersion.objects.filter(pk__in=others).values_list("canonical", flat=True)
    return {code: body for text in texts for code, body in _elements_in(text).items()}


def _told(elements: Mapping[str, Mapping[str, object]]) -> tuple[str, Mapping[int, tuple[str, str]]]:
    """The file, one key to a line, and which key of which element each line says. JSON values are YAML as well."""
    written, places = ["elements:"], {}
    for code, body in elements.items():
        written.append(f"  {code}:")
        places[len(written)] = (code, "code")
        for key, value in body.items():
            written.append(f"    {key}: {json.dumps(value, ensure_ascii=False)}")
            places[len(written)] = (code, key)
    return "\n".join(written) + "\n", places


def _next(version: str) -> str:
    return str(int(version) + 1) if version.isascii() and version.isdigit() else f"{version}.1"


def _faults(loaded: Loaded, lines: Mapping[int, tuple[str, str]], rows: Mapping[str, Entry]) -> Iterator[Fault]:
    """What is wrong with the pack, each at its cell; without a row where an element held already or a register is."""
    for problem in loaded.problems:
        code, key = lines.get(problem.line, ("", "")) if problem.file.endswith(FILE) else ("", "")
        column = column_of(key)
        if code in rows:
            yield Fault(rows[code].row, column.title.zh if column else key, problem.message, problem.remedy)
        else:
            yield Fault(0, code or problem.file, problem.message, problem.remedy)
