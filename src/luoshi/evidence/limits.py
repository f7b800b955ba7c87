"""How much is taken: bytes by format, pixels, and what examining a file may cost; from the settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes by format, pixels of a picture, memory (bytes) and processor time (seconds) for examining one file."""

    bytes: Mapping[str, int]
    pixels: int
    memory: int
    seconds: int

    @property
    def most(self) -> int:
        """The largest file of any format, in bytes."""
        return max(self.bytes.values())


def limits() -> Limits:
    """The limits in force."""
    told: dict[str, Any] = settings.EVIDENCE
    return Limits(
        bytes={format_id: int(many * MEGABYTE) for format_id, many in told["megabytes"].items()},
        pixels=told["pixels"],
        memory=told["memory"],
        seconds=told["seconds"],
    )
