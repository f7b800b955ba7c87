"""Pictures of the documents, taken on the way; only `make pictures` asks for them."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"


def picture(page: Page, name: str) -> None:
    """Keep what the page shows."""
    if os.environ.get("LUOSHI_PICTURES") == "1":
        FOLDER.mkdir(exist_ok=True)
        page.screenshot(path=FOLDER / f"{name}.png")
