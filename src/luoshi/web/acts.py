"""The acts of the audit log and what they were done to, in words."""

from collections.abc import Callable, Iterable, Mapping

from django.urls import reverse

from luoshi.audit.models import Entry
from luoshi.jobs.models import Job
from luoshi.measures.models import PrintedFigure
from luoshi.org.models import Post, Unit, UnitGroup
from luoshi.packs.models import PackVersion
from luoshi.people.models import Account
from luoshi.registers.models import Draw, FrozenList, Record
from luoshi.rules.actors import Role
from luoshi.rules.texts import Text
from luoshi.web.awaiting import title_of
from luoshi.web.components.tables import Cell
from luoshi.web.wording import say

ACTS: Mapping[str, Text] = {
    "registers.create": Text("登记", "Entered"),
    "registers.adopt": Text("由既有台账接收", "Taken over from an older ledger"),
    "registers.correct": Text("更正", "Corrected"),
    "registers.propose": Text("提交流转待确认", "Proposed a move"),
    "registers.move": Text("流转", "Moved on"),
    "registers.turn_down": Text("退回流转", "Turned a move down"),
    "registers.waive": Text("登记豁免", "Waived a condition"),
    "registers.set_parties": Text("调整责任单位", "Changed the units responsible"),
    "registers.place_under": Text("调整上级", "Changed the parent"),
    "registers.close_list": Text("封存回头看名单", "Closed a list for second looks"),
    "registers.draw_looks": Text("抽取回头看", "Drew second looks"),
    "registers.look": Text("回头看", "Looked a second time"),
    "registers.begin_review": Text("发起独立评议", "Began an independent review"),
    "registers.give_verdict": Text("密封给出评议结论", "Gave a verdict under seal"),
    "registers.open_review": Text("公开全部评议结论", "Opened all verdicts"),
    "registers.reconcile": Text("裁定评议", "Reconciled differing verdicts"),
    "registers.claim": Text("重复登记，已留存", "Offered again; kept as a claim"),
    "registers.republish": Text("转到台账的新版本", "Brought to a new version of the register"),
    "registers.freeze": Text("冻结清单", "Froze a list"),
    "registers.propose_change": Text("提出清单变动", "Proposed a change of a list"),
    "registers.sign_change": Text("签署清单变动", "Signed a change of a list"),
    "registers.turn_down_change": Text("退回清单变动", "Turned a change of a list down"),
    "registers.attach": Text("附上材料", "Attached a file"),
    "registers.detach": Text("撤回材料", "Withdrew a file"),
    "evidence.keep": Text("上传附件", "Uploaded a file"),
    "evidence.hold": Text("使用附件", "Put a file to use"),
    "evidence.remove": Text("清理未用的附件", "Cleaned an unused file away"),
    "registers.stop_clock": Text("停表", "Stopped a clock"),
    "registers.resume_clock": Text("恢复计时", "Let a clock run again"),
    "registers.ask_for_time": Text("申请延期", "Asked for more time"),
    "registers.grant_time": Text("同意延期", "Granted more time"),
    "registers.refuse_time": Text("不予延期", "Refused more time"),
    "registers.chase": Text("催办", "Chased"),
    "registers.reply": Text("答复催办", "Answered a notice"),
    "registers.redate": Text("按新日历重算期限", "Computed due dates anew"),
    "measures.print": Text("存为打印数", "Printed a figure"),
    "audit.receive": Text("签收日志头", "Received a head of the log"),
    "audit.mail": Text("寄出日志头", "Mailed a head of the log"),
    "audit.verify": Text("核对审计日志", "Checked the whole log"),
    "audit.rotate_key": Text("更换签名密钥", "Changed the signing key"),
    "packs.publish": Text("发布业务条线", "Published a line of work"),
    "jobs.enqueue": Text("发起任务", "Asked for a job"),
    "jobs.retry": Text("重试任务", "Tried a job again"),
    "jobs.cancel": Text("取消任务", "Cancelled a job"),
    "people.create_account": Text("开立账号", "Opened an account"),
    "people.set_password": Text("设置密码", "Set a password"),
    "people.deactivate": Text("停用账号", "Closed an account"),
    "org.create_unit": Text("设立单位", "Set up a unit"),
    "org.rename_unit": Text("单位更名", "Renamed a unit"),
    "org.move_unit": Text("调整隶属", "Placed a unit elsewhere"),
    "org.close_unit": Text("撤销单位", "Closed a unit"),
    "org.merge_unit": Text("单位合并", "Merged a unit"),
    "org.split_unit": Text("单位拆分", "Split a unit"),
    "org.add_alias": Text("登记别名", "Added another name"),
    "org.grant_establishment": Text("核定编制", "Granted staff posts"),
    "org.define_group": Text("定义单位组", "Defined a group of units"),
    "org.hold_post": Text("任职", "Took up a post"),
    "org.end_post": Text("离任", "Left a post"),
    "org.delegate": Text("委托代办", "Had somebody stand in"),
    "org.revoke_delegation": Text("收回代办", "Took a delegation back"),
}


def act_text(act: str) -> str:
    """An act in words; one nobody has worded yet shows its name."""
    return say(ACTS[act]) if act in ACTS else act


def subjects_of(entries: Iterable[Entry]) -> dict[tuple[str, int], Cell]:
    """What a page of entries is about, each by its name. One query for each kind on the page."""
    ids: dict[str, set[int]] = {}
    for entry in entries:
        ids.setdefault(entry.subject_kind, set()).add(entry.subject_id)
    cells: dict[tuple[str, int], Cell] = {}
    for kind, wanted in ids.items():
        cells |= {(kind, pk): cell for pk, cell in _named(kind, wanted).items()}
    return cells


def _named(kind: str, ids: set[int]) -> dict[int, Cell]:
    return NAMED[kind](ids) if kind in NAMED else {}


def _records(ids: set[int]) -> dict[int, Cell]:
    found = Record.objects.in_bulk(ids).values()
    return {each.pk: Cell(each.label, reverse("record", args=[each.pk]), each.number) for each in found}


def _lists(ids: set[int]) -> dict[int, Cell]:
    found = FrozenList.objects.in_bulk(ids).values()
    return {each.pk: Cell(each.title, reverse("list", args=[each.pk])) for each in found}


def _draws(ids: set[int]) -> dict[int, Cell]:
    found = Draw.objects.in_bulk(ids).values()
    return {each.pk: Cell(f"{each.register} {each.period}", reverse("draw", args=[each.pk])) for each in found}


def _units(ids: set[int]) -> dict[int, Cell]:
    return {each.pk: Cell(each.title) for each in Unit.objects.in_bulk(ids).values()}


def _groups(ids: set[int]) -> dict[int, Cell]:
    found = UnitGroup.objects.in_bulk(ids).values()
    return {each.pk: Cell(say(Text(each.title_zh, each.title_en))) for each in found}


def _posts(ids: set[int]) -> dict[int, Cell]:
    return {each.pk: _post(each) for each in Post.objects.filter(pk__in=ids).select_related("account", "unit")}


def _accounts(ids: set[int]) -> dict[int, Cell]:
    return {each.pk: Cell(each.display_name) for each in Account.objects.in_bulk(ids).values()}


def _versions(ids: set[int]) -> dict[int, Cell]:
    return {each.pk: Cell(f"{each.pack} {each.version}") for each in PackVersion.objects.in_bulk(ids).values()}


def _jobs(ids: set[int]) -> dict[int, Cell]:
    found = Job.objects.in_bulk(ids).values()
    return {each.pk: Cell(title_of(each), reverse("job", args=[each.pk]), f"#{each.pk}") for each in found}


def _figures(ids: set[int]) -> dict[int, Cell]:
    printed = PrintedFigure.objects.filter(pk__in=ids).values_list("pk", flat=True)
    return {pk: Cell(f"#{pk}", reverse("figure", args=[pk])) for pk in printed}


def _post(post: Post) -> Cell:
    return Cell(post.account.display_name, note=f"{post.unit.title} · {say(Role(post.role).label)}")


NAMED: Mapping[str, Callable[[set[int]], dict[int, Cell]]] = {
    "record": _records,
    "list": _lists,
    "look_draw": _draws,
    "unit": _units,
    "group": _groups,
    "post": _posts,
    "account": _accounts,
    "pack_version": _versions,
    "job": _jobs,
    "figure": _figures,
}
