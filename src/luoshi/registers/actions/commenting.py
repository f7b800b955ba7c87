"""Saying something of a record, saying it better, and taking it back; what was said before is kept."""

from collections.abc import Iterable
from datetime import datetime

from luoshi.audit.actions import writing
from luoshi.registers import policies, queries
from luoshi.registers.actions.submitting import Submitted, keep_submission
from luoshi.registers.actions.writing import leave_trace
from luoshi.registers.comments import Named, named_in
from luoshi.registers.models import Comment, CommentEdit, Mention, Outcome, Record
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MOST = 2000


def comment(record: Record, text: str, *, by: Actor, at: datetime, submitted: Submitted | None = None) -> Comment:
    """Say something of a record that one sees; who is mentioned must see it too, or nothing is written.

    `submitted` as in `submitting`.
    """
    queries.get(by, record.pk)
    policies.check_given(text, "text", Text("还没有写内容。", "Nothing is written yet."), most=MOST)
    named = named_in(text.strip(), record, at=at)
    said = Comment(
        county=record.county,
        record=record,
        text=text.strip(),
        by_account=by.account_id,
        by_name=by.name,
        by_unit_id=by.posts[0].unit_id if by.posts else None,
        on_behalf_of=by.on_behalf_of,
        at=at,
    )
    with writing():
        said.save()
        _mention(said, named)
        leave_trace(record, "comment", [], by=by, at=at, **_facts(said, named))
        keep_submission(submitted, record, outcome=Outcome.COMMENTED, by=by, at=at)
    return said


def edit_comment(said: Comment, text: str, *, edition: int, by: Actor, at: datetime) -> Comment:
    """Say it better: only whoever said it, and only over the edition they looked at. What it said stays readable."""
    check_own(said, by)
    queries.get(by, said.record_id)
    policies.check_given(text, "text", Text("还没有写内容。", "Nothing is written yet."), most=MOST)
    after = text.strip()
    if after == said.text and edition == said.edition:
        return said
    named = named_in(after, said.record, at=at)
    with writing():
        open_one = Comment.objects.filter(pk=said.pk, edition=edition, withdrawn_at=None)
        if open_one.update(text=after, edition=edition + 1, edited_at=at) != 1:
            raise _changed(said)
        CommentEdit.objects.bulk_create([CommentEdit(comment=said, edition=edition, text=said.text, at=at)])
        said.refresh_from_db()
        gone = said.mentions.exclude(account__in=[each.account for each in named])
        gone.update(stands=False)
        _mention(said, named)
        leave_trace(said.record, "edit_comment", [], by=by, at=at, **_facts(said, named))
    return said


def withdraw_comment(said: Comment, *, by: Actor, at: datetime) -> Comment:
    """Take it back: it stays where it was and says so; whoever it mentioned is not reminded of it any more."""
    check_own(said, by)
    with writing():
        if Comment.objects.filter(pk=said.pk, withdrawn_at=None).update(withdrawn_at=at) != 1:
            raise _changed(said)
        said.refresh_from_db()
        leave_trace(said.record, "withdraw_comment", [], by=by, at=at, comment=said.pk)
    return said


def _facts(said: Comment, named: Iterable[Named]) -> dict[str, object]:
    """What the entry says: the words and whom they speak to."""
    told = [each.account for each in named]
    return {"comment": said.pk, "edition": said.edition, "text": said.text, "mentions": told}


def _mention(said: Comment, named: Iterable[Named]) -> None:
    """The rows of those mentioned; who was mentioned before is so again."""
    wanted = {each.account: each.name for each in named}
    again = said.mentions.filter(account__in=wanted)
    known = set(again.values_list("account", flat=True))
    again.update(stands=True)
    Mention.objects.bulk_create(
        Mention(comment=said, account=account, name=name) for account, name in wanted.items() if account not in known
    )


def check_own(said: Comment, by: Actor) -> None:
    if by.account_id != said.by_account:
        raise Refused(
            "registers.not_your_comment",
            reason=Text(f"这条评论是{said.by_name}写的。", f"{said.by_name} wrote this comment."),
            remedy=Text("请另写一条。", "Write one of your own."),
            where=said.record.number,
        )


def _changed(said: Comment) -> Refused:
    return Refused(
        "registers.comment_changed",
        reason=Text(
            "您打开之后，这条评论已修改或撤回。", "This comment was changed or withdrawn after you opened it."
        ),
        remedy=Text("请刷新后再改；您写的内容还在框里。", "Reload, then try again; your words are still there."),
        where=said.record.number,
    )
