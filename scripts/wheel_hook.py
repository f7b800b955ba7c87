"""Builds the pages and the messages before a wheel is packed, and puts the shipped packs inside."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from typing_extensions import override

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts import setup


class BuiltPages(BuildHookInterface):  # type: ignore[type-arg]  # hatchling leaves its parameter open
    """hatchling finds this class in the file that pyproject.toml names."""

    @override
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is missing or older than its sources, and put the shipped packs inside.

        An editable install has neither: it reads the checkout, and `make setup` builds there.
        """
        if version == "editable":
            return
        build_data["force_include"][str(setup.ROOT / "packs")] = "luoshi/shipped_packs"
        with setup.one_at_a_time():
            setup.set_up_messages(Path(sys.executable))
            setup.set_up_pages(Path(sys.executable))
