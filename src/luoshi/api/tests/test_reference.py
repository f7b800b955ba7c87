"""The generated reference is what the document says now."""

from pathlib import Path

from luoshi.api.document import operations
from luoshi.api.reference import page

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "api.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: luoshi packs reference docs/reference"


def test_every_operation_stands_there() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for method, path, _operation in operations():
        assert f"### `{method} {path}`" in text
