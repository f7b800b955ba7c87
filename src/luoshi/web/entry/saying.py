"""What the page says by itself, without asking the site: away from the network too."""

from django.utils.translation import gettext as _


def client_words() -> dict[str, str]:
    """Sentences by name; what stands in braces is put in by the browser."""
    return {
        "number": _("不是数。请只写一个数，可带单位，如 3500 或 0.35亿。"),
        "whole": _("不是整数。"),
        "min": _("小于下限 {bound}。请核对正负号和单位。"),
        "max": _("大于上限 {bound}。请核对单位。"),
        "date": _("不是日期。请写成 2022-02-09 或 2022年2月9日。"),
        "choice": _("不在选项中：{options}"),
        "unsent": _("{count} 格未送出，已存在这台设备上"),
        "clean": _("都已送到"),
        "typing": _("{count} 格未保存"),
        "sending": _("正在送 {count} 格…"),
        "offline": _("没有网络：{count} 格已存在这台设备上，连上后会自动送出。"),
        "signedOut": _("登录已过期。填的内容还在这台设备上，请重新登录后再送。"),
        "otherPerson": _("这台设备上现在登录的是另一个人，没有送出。"),
        "wrong": _("{count} 格需要改正后再保存"),
        "saved": _("已保存"),
        "both": _("两个值待裁定"),
        "pasted": _("已粘贴 {count} 格"),
        "newer": _("系统已更新。送完之后请刷新页面。"),
        "noStore": _("这个浏览器不能在本机保存内容，断网时请不要填。"),
        "unit": _("单位"),
        "period": _("期别"),
        "register": _("报表"),
        "field": _("栏"),
        "value": _("填的值"),
        "state": _("状态"),
        "at": _("填写时间"),
        "waiting": _("等待送出"),
        "draft": _("未保存"),
        "refused": _("被退回"),
        "file": _("未送出的填报"),
    }
