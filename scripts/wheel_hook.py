"""Builds the pages and the messages before a wheel is packed, so that an installed luoshi needs no Node."""

import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from typing_extensions import override

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts import setup


class BuiltPages(BuildHookInterface):  # type: ignore[type-arg]  # hatchling leaves its parameter open
    """hatchling finds this class in the file that pyproject.toml names."""

    @override
    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        """Build what is missing or older than its sources; an editable install is served by `make setup`."""
        if version == "editable":
            return
        with setup.one_at_a_time():
            setup.set_up_messages(Path(sys.executable))
            setup.set_up_pages(Path(sys.executable))
