"""Collects every sentence of the pages and of the code into the English catalogue; Chinese is the source.

Run it after writing new sentences, then fill in what it lists as untranslated.
"""

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "luoshi"
ENGLISH = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
INDENT = re.compile(r"^[ \t]+", re.M)  # means nothing in a template, and Python's tokenizer stumbles over it
ONE_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # a date of its own for each run would make every two changes collide
MARKS = dict.fromkeys(f"{form}gettext{lazy}" for form in ("", "n", "p", "np") for lazy in ("", "_lazy")) | {
    "_": None,
    "gettext_noop": None,
}


def sentences(path: Path) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """The marked sentences of one template or module: line, mark, and its texts (context, one, many)."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = INDENT.sub("", templatize(text, origin=str(path)))
    for line, mark, found, _ in extract_python(io.BytesIO(text.encode()), MARKS, (), {}):
        texts = [found] if isinstance(found, str) else found
        yield line, str(mark), tuple(str(each) for each in texts if each)


def sources() -> Iterator[Path]:
    """Where sentences stand: templates and modules of the product, not its tests."""
    for suffix in ("*.html", "*.txt", "*.py"):
        for path in sorted(PACKAGE.rglob(suffix)):
            if "tests" not in path.parts and "node_modules" not in path.parts:
                yield path


def collect() -> Catalog:
    """All sentences of the product, untranslated."""
    catalog = Catalog(locale="en", project="luoshi", charset="utf-8", creation_date=ONE_DAY, revision_date=ONE_DAY)
    for path in sources():
        for _, mark, texts in sentences(path):
            context = texts[0] if "pgettext" in mark else None
            words = texts[1:] if context else texts
            if words:
                catalog.add(words[:2] if mark.startswith(("n", "np")) else words[0], context=context)
    return catalog


def known() -> Catalog:
    """The English catalogue as it is."""
    if not ENGLISH.is_file():
        return Catalog(locale="en")
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def untranslated(catalog: Catalog) -> list[str]:
    """The sentences without an English wording; for a plural, without either of its two."""
    found = []
    for message in catalog:
        wordings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and (message.fuzzy or not all(wordings)):
            found.append(str(message.id))
    return found


def main() -> int:
    catalog = known()
    catalog.update(collect(), no_fuzzy_matching=True)
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, catalog, no_location=True, ignore_obsolete=True, sort_output=True, width=100)
    for sentence in untranslated(catalog):
        print(f"untranslated: {sentence}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
