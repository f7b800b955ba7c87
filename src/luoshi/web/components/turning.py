"""The pages of a list too long to count: on and back, without numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turning:
    """Where one stands; `total` is blank until somebody has it counted, which `count` leads to."""

    first: int
    last: int
    total: int | None
    counted: int
    previous: str = ""
    next: str = ""
    start: str = ""
    count: str = ""
