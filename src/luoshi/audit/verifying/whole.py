"""The whole check, in one look at the database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from luoshi.audit.headtext import SignedHead
from luoshi.audit.models import Waiting
from luoshi.audit.tree import size
from luoshi.audit.triggers.standing import differences
from luoshi.audit.verifying.acts import check_acts
from luoshi.audit.verifying.faults import Fault
from luoshi.audit.verifying.log import check_log
from luoshi.audit.verifying.rowwise import Counted, check_rows
from luoshi.audit.verifying.snapshot import one_moment
from luoshi.rules.texts import Text


@dataclass
class Checked:
    """What was looked at: leaves in the log, acts that wait for the sealer, rows of protected tables."""

    leaves: int = 0
    waiting: int = 0
    counted: Counted = field(default_factory=Counted)


def verify(checked: Checked, *, heads: Sequence[SignedHead] = ()) -> Iterator[Fault]:
    """Every fault, as it is found; `heads` are signed heads that were kept out of the administrators' reach.

    Writers are not held up. Memory stays small; the time is in docs/how-to/verify-the-log.md.
    """
    with one_moment():
        checked.leaves, checked.waiting = size(), Waiting.objects.count()
        for name in differences():
            told = Text(
                "触发器缺失、停用或被改动；期间的写入未被记录。运行 luoshi migrate 可恢复。",
                "The trigger is missing, disabled or altered; what was written meanwhile left no touch. "
                "`luoshi migrate` puts it back.",
            )
            yield Fault("trigger", "trigger", name, told)
        yield from check_log(list(heads))
        yield from check_acts()
        yield from check_rows(checked.counted)
