"""The form of a measurement's result."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """Ours and a peer's in the unit that `metric` names; less is better unless `more_is_better`."""

    name: str
    metric: str
    ours: float
    peer: float
    more_is_better: bool = False

    @property
    def ratio(self) -> float:
        """How many times better ours is."""
        better, worse = (self.peer, self.ours) if self.more_is_better else (self.ours, self.peer)
        return worse / better if better else float("inf")
