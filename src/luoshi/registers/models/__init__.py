"""The tables of the room."""

from luoshi.registers.models.chases import Chase, ChaseSeries
from luoshi.registers.models.clocks import (
    GIVEN,
    Clock,
    ClockQuerySet,
    ClockState,
    DueCause,
    DueChange,
    MoreTime,
    MoreTimeStatus,
    Stop,
)
from luoshi.registers.models.comments import Comment, CommentEdit, Mention
from luoshi.registers.models.exhibits import Exhibit
from luoshi.registers.models.identities import Claim, Identity
from luoshi.registers.models.lists import (
    FrozenList,
    ListChange,
    ListChangeKind,
    ListChangeStatus,
    ListMember,
)
from luoshi.registers.models.looks import LOOKED, Draw, Look, Seen
from luoshi.registers.models.moves import Move, MoveStatus, StruckState, Waiver
from luoshi.registers.models.offers import Offer, OfferStatus
from luoshi.registers.models.parties import Party, PartyRole
from luoshi.registers.models.pools import Pool
from luoshi.registers.models.records import Record, RecordQuerySet, Version, VersionKind, number_of
from luoshi.registers.models.reviews import Review, Reviewer, ReviewState, Verdict
from luoshi.registers.models.submissions import Outcome, Submission
from luoshi.registers.models.views import SavedView, Share, UsualView

__all__ = [
    "GIVEN",
    "LOOKED",
    "Chase",
    "ChaseSeries",
    "Claim",
    "Clock",
    "ClockQuerySet",
    "ClockState",
    "Comment",
    "CommentEdit",
    "Draw",
    "DueCause",
    "DueChange",
    "Exhibit",
    "FrozenList",
    "Identity",
    "ListChange",
    "ListChangeKind",
    "ListChangeStatus",
    "ListMember",
    "Look",
    "Mention",
    "MoreTime",
    "MoreTimeStatus",
    "Move",
    "MoveStatus",
    "Offer",
    "OfferStatus",
    "Outcome",
    "Party",
    "PartyRole",
    "Pool",
    "Record",
    "RecordQuerySet",
    "Review",
    "ReviewState",
    "Reviewer",
    "SavedView",
    "Seen",
    "Share",
    "Stop",
    "StruckState",
    "Submission",
    "UsualView",
    "Verdict",
    "Version",
    "VersionKind",
    "Waiver",
    "number_of",
]
