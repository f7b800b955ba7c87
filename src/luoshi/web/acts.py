"""The acts of the audit log and what they were done to, in words."""

from collections.abc import Callable, Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.audit.models import Entry, Head
from luoshi.evidence.models import Content, File
from luoshi.jobs.models import Job
from luoshi.measures.models import PrintedFigure
from luoshi.org.models import Post, Unit, UnitGroup
from luoshi.packs.models import PackVersion
from luoshi.packs.queries import current
from luoshi.people.models import Account
from luoshi.registers.models import Draw, FrozenList, Record, SavedView
from luoshi.reports.models import FormFile, Issue
from luoshi.rules.actors import Role
from luoshi.rules.texts import Text
from luoshi.sheets.models import Import
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
    "registers.withdraw": Text("撤回登记", "Took a record back"),
    "registers.waive": Text("登记豁免", "Waived a condition"),
    "returns.remind": Text("催报", "Asked for a return"),
    "registers.offer": Text("留存待定值", "Kept a value beside another"),
    "registers.settle_offer": Text("裁定两个值", "Chose between two values"),
    "registers.set_parties": Text("调整责任单位", "Changed the units responsible"),
    "registers.place_under": Text("调整上级", "Changed the parent"),
    "registers.close_list": Text("封存回头看名单", "Closed a list for second looks"),
    "registers.draw_looks": Text("抽取回头看", "Drew second looks"),
    "registers.look": Text("回头看", "Looked a second time"),
    "registers.begin_review": Text("发起独立评议", "Began an independent review"),
    "registers.give_verdict": Text("密封给出评议结论", "Gave a verdict under seal"),
    "registers.open_review": Text("公开全部评议结论", "Opened all verdicts"),
    "registers.replace_reviewer": Text("评议人离任，由下一位接替", "Asked the next reviewer by lot"),
    "registers.reconcile": Text("裁定评议", "Reconciled differing verdicts"),
    "registers.claim": Text("重复登记，已留存", "Offered again; kept as a claim"),
    "registers.republish": Text("转到台账的新版本", "Brought to a new version of the register"),
    "registers.freeze": Text("冻结清单", "Froze a list"),
    "registers.propose_change": Text("提出清单变动", "Proposed a change of a list"),
    "registers.sign_change": Text("签署清单变动", "Signed a change of a list"),
    "registers.turn_down_change": Text("退回清单变动", "Turned a change of a list down"),
    "registers.attach": Text("附上材料", "Attached a file"),
    "registers.detach": Text("撤回材料", "Withdrew a file"),
    "reports.bring": Text("上传报表文件", "Brought the file of a form"),
    "reports.correct_cells": Text("更正认出的内容", "Corrected what was understood of a form"),
    "reports.settle_slot": Text("指定一格的来源", "Said what fills a place of a form"),
    "reports.choose_tracing": Text("指定溯源号写在哪里", "Said where lineage ids are told"),
    "reports.issue": Text("生成报表", "Filled a form"),
    "reports.confirm_held": Text("确认已有，由系统填", "Confirmed that it is held"),
    "reports.decline_held": Text("认定不是同一项", "Said that it is another datum"),
    "reports.count": Text("为报表计数", "Counted the cells of a form"),
    "reports.keep_timing": Text("登记实测用时", "Kept measured times"),
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
    "registers.save_view": Text("保存视图", "Saved a view"),
    "registers.change_view": Text("修改视图", "Changed a view"),
    "registers.remove_view": Text("删除视图", "Removed a view"),
    "registers.restore_view": Text("恢复视图", "Restored a view"),
    "registers.choose_view": Text("选定默认视图", "Chose a usual view"),
    "registers.comment": Text("评论", "Commented"),
    "registers.edit_comment": Text("修改评论", "Edited a comment"),
    "registers.withdraw_comment": Text("撤回评论", "Withdrew a comment"),
    "registers.redate": Text("按新日历重算期限", "Computed due dates anew"),
    "calendars.publish": Text("发布年度日历", "Published a calendar year"),
    "sheets.begin": Text("上传待导入的表", "Brought a table"),
    "sheets.map": Text("对应表的各列", "Mapped the columns of a table"),
    "sheets.look": Text("核对表的各行", "Checked the rows of a table"),
    "sheets.confirm": Text("确认导入", "Confirmed an import"),
    "sheets.finish": Text("导入完毕", "Finished an import"),
    "sheets.undo": Text("撤销导入", "Undid an import"),
    "sheets.undone": Text("撤销完毕", "Finished undoing an import"),
    "sheets.drop": Text("放弃导入", "Dropped an import"),
    "measures.print": Text("存为打印数", "Printed a figure"),
    "audit.receive": Text("签收日志头", "Received a head of the log"),
    "audit.mail": Text("寄出日志头", "Mailed a head of the log"),
    "audit.verify": Text("核对审计日志", "Checked the whole log"),
    "audit.rotate_key": Text("更换签名密钥", "Changed the signing key"),
    "dictionary.confirm_alias": Text("确认数据元的叫法", "Confirmed a wording of a data element"),
    "dictionary.withdraw_alias": Text("撤回数据元的叫法", "Withdrew a wording of a data element"),
    "packs.publish": Text("发布业务条线", "Published a line of work"),
    "notices.set_preferences": Text("设置提醒方式", "Chose how to be told"),
    "notices.turn_mail_off": Text("停止提醒邮件", "Turned mail off"),
    "notices.follow": Text("关注记录", "Follows a record"),
    "notices.unfollow": Text("不再关注", "Follows a record no more"),
    "notices.set_messenger": Text("设置办公消息", "Set up a messenger"),
    "notices.try_messenger": Text("试发办公消息", "Tried a messenger"),
    "notices.close_messenger": Text("停用办公消息", "Closed a messenger"),
    "jobs.enqueue": Text("发起任务", "Asked for a job"),
    "jobs.retry": Text("重试任务", "Tried a job again"),
    "jobs.cancel": Text("取消任务", "Cancelled a job"),
    "jobs.forget": Text("清理早已办结的任务", "Cleaned away jobs done long ago"),
    "people.create_account": Text("开立账号", "Opened an account"),
    "people.set_password": Text("设置密码", "Set a password"),
    "people.reactivate": Text("重新启用账号", "Opened an account again"),
    "people.invite": Text("生成一次性登录链接", "Made a link that serves once"),
    "people.take_invitation": Text("用链接设密码", "Set a password by a link"),
    "people.deactivate": Text("停用账号", "Closed an account"),
    "api.make_agenda": Text("开通日程订阅", "Made an agenda"),
    "api.revoke_agenda": Text("撤销日程订阅", "Revoked an agenda"),
    "api.subscribe": Text("订阅推送", "Subscribed to what happens"),
    "api.end_subscription": Text("结束推送订阅", "Ended a subscription"),
    "api.renew_secret": Text("更换推送的签名密钥", "Changed the secret of a webhook"),
    "api.pause_subscription": Text("暂停推送", "Paused a webhook"),
    "api.resume_subscription": Text("恢复推送", "Resumed a webhook"),
    "api.stop_subscription": Text("多日未收下，停止推送", "Stopped a webhook nobody took for days"),
    "api.ping": Text("试发推送", "Tried a webhook"),
    "api.send_again": Text("重发推送", "Sent a message again"),
    "api.make_token": Text("开通接口令牌", "Made a token"),
    "api.revoke_token": Text("撤销接口令牌", "Revoked a token"),
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


SUBJECTS: Mapping[str, Text] = {
    "record": Text("记录", "Record"),
    "list": Text("底册", "List"),
    "look_draw": Text("回头看名单", "List for second looks"),
    "unit": Text("单位", "Unit"),
    "group": Text("单位分组", "Group of units"),
    "post": Text("岗位", "Post"),
    "account": Text("账号", "Account"),
    "pack_version": Text("条线版本", "Version of a line of work"),
    "alias": Text("数据元的叫法", "Wording of a data element"),
    "token": Text("接口令牌", "Token"),
    "subscription": Text("推送", "Webhook"),
    "agenda": Text("日历订阅", "Calendar feed"),
    "cell_timing": Text("填报用时", "Time taken to fill a cell"),
    "job": Text("任务", "Job"),
    "figure": Text("打印数", "Printed figure"),
    "file": Text("附件", "File"),
    "content": Text("附件内容", "Content of a file"),
    "calendar": Text("工作日历", "Calendar of workdays"),
    "audit_head": Text("日志头", "Head of the log"),
    "audit_key": Text("签名密钥", "Signing key"),
    "audit_verification": Text("日志核对", "Check of the log"),
}
"""What an entry can be about, for what has no name of its own."""


def subject_text(kind: str, number: int) -> str:
    """A subject without a name: what it is, and its number where it has one."""
    title = say(SUBJECTS[kind]) if kind in SUBJECTS else kind
    return f"{title} {number}" if number else title


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
    found = Record.every.in_bulk(ids).values()
    return {
        each.pk: Cell(each.label or each.number, reverse("record", args=[each.pk]), each.number if each.label else "")
        for each in found
    }


def _lists(ids: set[int]) -> dict[int, Cell]:
    found = FrozenList.objects.in_bulk(ids).values()
    return {each.pk: Cell(each.title, reverse("list", args=[each.pk])) for each in found}


def _views(ids: set[int]) -> dict[int, Cell]:
    return {each.pk: Cell(each.title) for each in SavedView.objects.in_bulk(ids).values()}


def _draws(ids: set[int]) -> dict[int, Cell]:
    found = Draw.objects.in_bulk(ids).values()
    return {each.pk: Cell(_draw(each), reverse("draw", args=[each.pk]), each.period) for each in found}


def _draw(draw: Draw) -> str:
    """A draw by the register it was made of, as that is called today."""
    pack, _dot, name = draw.register.partition(".")
    registers = current().packs[pack].registers if pack in current().packs else {}
    return say(registers[name].title) if name in registers else draw.register


def _units(ids: set[int]) -> dict[int, Cell]:
    return {each.pk: Cell(each.title) for each in Unit.objects.in_bulk(ids).values()}


def _groups(ids: set[int]) -> dict[int, Cell]:
    found = UnitGroup.objects.in_bulk(ids).values()
    return {each.pk: Cell(say(Text(each.title_zh, each.title_en))) for each in found}


def _posts(ids: set[int]) -> dict[int, Cell]:
    return {each.pk: _post(each) for each in Post.objects.filter(pk__in=ids).select_related("account", "unit")}


def _accounts(ids: set[int]) -> dict[int, Cell]:
    return {each.pk: Cell(each.display_name) for each in Account.objects.in_bulk(ids).values()}


def _imports(ids: set[int]) -> dict[int, Cell]:
    found = Import.objects.filter(pk__in=ids).select_related("file")
    return {each.pk: Cell(each.file.name, reverse("import", args=[each.pk]), f"#{each.pk}") for each in found}


def _versions(ids: set[int]) -> dict[int, Cell]:
    packs = current().packs
    found = PackVersion.objects.in_bulk(ids).values()
    return {
        each.pk: Cell(say(packs[each.pack].titles) if each.pack in packs else each.pack, note=each.version)
        for each in found
    }


def _jobs(ids: set[int]) -> dict[int, Cell]:
    found = Job.objects.in_bulk(ids).values()
    return {each.pk: Cell(title_of(each), reverse("job", args=[each.pk]), f"#{each.pk}") for each in found}


def _figures(ids: set[int]) -> dict[int, Cell]:
    found = PrintedFigure.objects.in_bulk(ids).values()
    return {each.pk: Cell(say(Text(each.text_zh, each.text_en)), reverse("figure", args=[each.pk])) for each in found}


def _heads(ids: set[int]) -> dict[int, Cell]:
    found = Head.objects.in_bulk(ids).values()
    told = {each.pk: _("%(size)s 项日志的日志头") % {"size": f"{each.size:,}"} for each in found}
    return {pk: Cell(text, reverse("audit_head", args=[pk])) for pk, text in told.items()}


def _calendars(ids: set[int]) -> dict[int, Cell]:
    """A year that was published, or all open deadlines."""
    return {pk: Cell(_("%(year)s 年放假安排") % {"year": pk} if pk else _("全部未到期的时限")) for pk in ids}


def _checks(ids: set[int]) -> dict[int, Cell]:
    return dict.fromkeys(ids, Cell(_("整个日志")))


def _old_jobs(ids: set[int]) -> dict[int, Cell]:
    return dict.fromkeys(ids, Cell(_("早已办结的任务")))


def _keys(ids: set[int]) -> dict[int, Cell]:
    return dict.fromkeys(ids, Cell(_("签名密钥")))


def _files(ids: set[int]) -> dict[int, Cell]:
    found = File.objects.filter(pk__in=ids).select_related("content")
    return {
        each.pk: Cell(each.name, reverse("evidence_about", args=[each.content.sha256]), each.content.sha256[:12])
        for each in found
    }


def _contents(ids: set[int]) -> dict[int, Cell]:
    """Contents have no name of their own: their digest is how people tell them apart."""
    found = Content.objects.in_bulk(ids).values()
    return {each.pk: Cell(_("附件内容"), note=each.sha256[:12]) for each in found}


def _form_files(ids: set[int]) -> dict[int, Cell]:
    found = FormFile.objects.filter(pk__in=ids).select_related("record")
    return {
        each.pk: Cell(
            each.record.label,
            reverse("form_file", args=[each.record_id]),
            _("第 %(version)s 版") % {"version": each.version},
        )
        for each in found
    }


def _issues(ids: set[int]) -> dict[int, Cell]:
    found = Issue.objects.filter(pk__in=ids).select_related("form_file__record", "unit")
    return {
        each.pk: Cell(
            each.form_file.record.label, reverse("issue", args=[each.pk]), f"{each.unit.title} · {each.period}"
        )
        for each in found
    }


def _post(post: Post) -> Cell:
    return Cell(post.account.display_name, note=f"{post.unit.title} · {say(Role(post.role).label)}")


NAMED: Mapping[str, Callable[[set[int]], dict[int, Cell]]] = {
    "record": _records,
    "list": _lists,
    "saved_view": _views,
    "look_draw": _draws,
    "unit": _units,
    "group": _groups,
    "post": _posts,
    "account": _accounts,
    "pack_version": _versions,
    "job": _jobs,
    "figure": _figures,
    "jobs": _old_jobs,
    "audit_head": _heads,
    "audit_verification": _checks,
    "audit_key": _keys,
    "calendar": _calendars,
    "file": _files,
    "content": _contents,
    "import": _imports,
    "form_file": _form_files,
    "issue": _issues,
}
