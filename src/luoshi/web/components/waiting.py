"""What is being done for somebody: a job with its state, how far it is, and what came of it."""

from dataclasses import dataclass

from luoshi.web.components.lights import Light, Tone


@dataclass(frozen=True, slots=True)
class Advance:
    """How far a job is; `of` is 0 while nobody knows how much there is to do. One that waits is not `going`."""

    done: int
    of: int
    text: str
    note: str = ""
    going: bool = True


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job as one line of a list, and as the head of its page. Without a `retry` or `cancel` address there is none.

    `told` says what came of it or why it failed, `remedy` what to do then, `result` leads to the page of the result.
    """

    number: int
    title: str
    href: str
    state: Light
    who: str
    when: str
    advance: Advance | None = None
    told: str = ""
    remedy: str = ""
    result: str = ""
    retry: str = ""
    cancel: str = ""

    @property
    def tone(self) -> Tone:
        """The tone of what is told."""
        return self.state.tone
