"""Comments: said by whoever sees the record, speaking to whoever sees it, edited and withdrawn without a loss."""

import pytest

from luoshi.audit.models import Entry
from luoshi.audit.tests.lifting import an_act
from luoshi.people.models import Account
from luoshi.registers.actions import comment, edit_comment, withdraw_comment
from luoshi.registers.comments import could_be_told
from luoshi.registers.models import Comment, CommentEdit, Mention, Record
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def works(small_works: SmallWorks) -> SmallWorks:
    return small_works


@pytest.fixture
def task(works: SmallWorks) -> Record:
    return works.task()


def renamed(actor: Actor, name: str) -> Account:
    """The person's account under a name as people have it."""
    account = Account.objects.get(pk=actor.account_id)
    account.display_name = name
    with an_act():
        account.save()
    return account


def test_a_comment_is_kept_with_its_entry_and_mentions_who_sees_the_record(works: SmallWorks, task: Record) -> None:
    told = renamed(works.planner, "李长山")
    said = comment(task, "请 @李长山请今天回复，抄送 a@b.cn 和 @没有这个人", by=works.lead, at=NOW)
    assert [(each.account, each.name) for each in said.mentions.all()] == [(told.pk, "李长山")]
    entry = Entry.objects.about("record", task.pk)[0]
    assert entry.act == "registers.comment"
    assert f'"mentions":[{told.pk}]' in entry.canonical
    task.refresh_from_db()
    assert task.revision == 1


def test_whoever_may_not_see_the_record_can_neither_comment_nor_be_mentioned(works: SmallWorks, task: Record) -> None:
    with pytest.raises(Refused, match="not_visible"):
        comment(task, "看看", by=works.other_lead, at=NOW)
    renamed(works.other_lead, "王外人")
    with pytest.raises(Refused) as refused:
        comment(task, "@王外人 看看", by=works.lead, at=NOW)
    assert refused.value.code == "registers.may_not_mention"
    assert "没有通知" in refused.value.reason.zh
    assert not Comment.objects.exists()
    assert not Mention.objects.exists()


def test_of_two_with_one_name_the_unit_tells_which(works: SmallWorks, task: Record) -> None:
    one, other = renamed(works.planner, "张伟"), renamed(works.verifier, "张伟")
    here = renamed(works.city.actor(Role.TOWNSHIP_CLERK, "north"), "张伟")
    with pytest.raises(Refused) as refused:
        comment(task, "@张伟", by=works.lead, at=NOW)
    assert refused.value.code == "registers.mention_ambiguous"
    assert "@张伟（北山旗）" in refused.value.remedy.zh
    said = comment(task, "@张伟（北山旗）请办", by=works.lead, at=NOW)
    assert [each.account for each in said.mentions.all()] == [here.pk]
    assert len({one.pk, other.pk, here.pk}) == 3


@pytest.mark.parametrize(
    ("text", "code"), [(" ", "text_missing"), ("长" * 2001, "too_long"), ("@a " * 21, "too_many")]
)
def test_what_cannot_be_kept_is_refused(works: SmallWorks, task: Record, text: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        comment(task, text, by=works.lead, at=NOW)


def test_an_edit_keeps_what_was_said_and_follows_its_mentions(works: SmallWorks, task: Record) -> None:
    planner, supervisor = renamed(works.planner, "李长山"), renamed(works.supervisor, "陈督查")
    said = comment(task, "@李长山", by=works.lead, at=NOW)
    edit_comment(said, "@陈督查", edition=1, by=works.lead, at=NOW)
    standing = Mention.objects.filter(comment=said, stands=True).values_list("account", flat=True)
    assert list(standing) == [supervisor.pk]
    edit_comment(said, "@李长山 @陈督查", edition=2, by=works.lead, at=NOW)
    assert set(standing.all()) == {planner.pk, supervisor.pk}
    assert list(CommentEdit.objects.order_by("edition").values_list("edition", "text")) == [
        (1, "@李长山"),
        (2, "@陈督查"),
    ]


def test_a_stale_edit_and_another_hand_are_refused(works: SmallWorks, task: Record) -> None:
    said = comment(task, "初稿", by=works.lead, at=NOW)
    edit_comment(said, "二稿", edition=1, by=works.lead, at=NOW)
    with pytest.raises(Refused, match="comment_changed"):
        edit_comment(said, "三稿", edition=1, by=works.lead, at=NOW)
    with pytest.raises(Refused, match="not_your_comment"):
        edit_comment(said, "代改", edition=2, by=works.planner, at=NOW)
    with pytest.raises(Refused, match="not_your_comment"):
        withdraw_comment(said, by=works.planner, at=NOW)
    said.refresh_from_db()
    assert (said.text, said.edition) == ("二稿", 2)


def test_a_withdrawn_comment_stays_and_is_edited_no_more(works: SmallWorks, task: Record) -> None:
    said = comment(task, "说错了", by=works.lead, at=NOW)
    withdraw_comment(said, by=works.lead, at=NOW)
    assert Comment.objects.get(pk=said.pk).text == "说错了"
    with pytest.raises(Refused, match="comment_changed"):
        withdraw_comment(said, by=works.lead, at=NOW)
    with pytest.raises(Refused, match="comment_changed"):
        edit_comment(said, "再改", edition=1, by=works.lead, at=NOW)
    with pytest.raises(TypeError):
        said.delete()


def test_offered_are_those_who_see_it_by_their_place(works: SmallWorks, task: Record) -> None:
    renamed(works.lead, "赵北山")
    renamed(works.planner, "李长山")
    renamed(works.other_lead, "王外人")
    assert [name for name, _unit in could_be_told(task, "山", at=NOW)] == ["李长山", "赵北山"]
    assert "王外人" not in [name for name, _unit in could_be_told(task, "", at=NOW)]
    renamed(works.city.actor(Role.TOWNSHIP_CLERK, "north"), "赵北山")
    assert {name for name, _unit in could_be_told(task, "赵", at=NOW)} == {"赵北山（北山旗）"}
