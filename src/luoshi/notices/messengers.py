"""Messages as the incoming webhooks of WeCom, DingTalk and Feishu take them, and what their answers mean.

WeCom: {"msgtype": "markdown", "markdown": {"content": …}}, answers {"errcode": 0}. DingTalk: msgtype markdown with
title and text, signed by timestamp and sign in the address, answers {"errcode": 0}. Feishu: msg_type text, signed by
timestamp and sign in the body, answers {"code": 0}.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlencode

from luoshi.notices.outgoing import Answer
from luoshi.rules.texts import Text


class Style(StrEnum):
    """Whose webhook it is."""

    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"

    @property
    def label(self) -> Text:
        """The messenger's name for people."""
        return STYLES[self]


STYLES = {
    Style.WECOM: Text("企业微信", "WeCom"),
    Style.DINGTALK: Text("钉钉", "DingTalk"),
    Style.FEISHU: Text("飞书", "Feishu"),
}
LONGEST = 3800  # bytes; WeCom takes 4096 of markdown


@dataclass(frozen=True, slots=True)
class Message:
    """Where to post what."""

    address: str
    body: Mapping[str, object]


def message(style: Style, address: str, secret: str, *, title: str, text: str, at: datetime) -> Message:
    """The message in the messenger's own form, signed where a secret is given."""
    text = _shortened(text)
    if style is Style.WECOM:
        return Message(address, {"msgtype": "markdown", "markdown": {"content": text}})
    if style is Style.DINGTALK:
        body = {"msgtype": "markdown", "markdown": {"title": title, "text": text}}
        return Message(f"{address}{_dingtalk_sign(address, secret, at)}", body)
    plain: dict[str, object] = {"msg_type": "text", "content": {"text": text}}
    if secret:
        moment = str(int(at.timestamp()))
        key = f"{moment}\n{secret}".encode()
        plain |= {"timestamp": moment, "sign": base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()}
    return Message(address, plain)


def _dingtalk_sign(address: str, secret: str, at: datetime) -> str:
    if not secret:
        return ""
    moment = str(int(at.timestamp() * 1000))
    digest = hmac.new(secret.encode(), f"{moment}\n{secret}".encode(), hashlib.sha256).digest()
    query = urlencode({"timestamp": moment, "sign": base64.b64encode(digest).decode()})
    return f"{'&' if '?' in address else '?'}{query}"


def refusal_of(answer: Answer) -> str:
    """What the messenger says against a message; empty where it took it."""
    if answer.status >= 300:
        return f"HTTP {answer.status}"
    try:
        told = json.loads(answer.body or b"{}")
    except ValueError:
        return ""
    if not isinstance(told, dict):
        return ""
    code = told.get("errcode", told.get("code", told.get("StatusCode", 0)))
    return "" if code in (0, "0", None) else f"{code} {told.get('errmsg') or told.get('msg') or ''}".strip()


def is_final(answer: Answer) -> bool:
    """Whether sending the same again would be refused again; a server in trouble or too many calls pass."""
    return 300 <= answer.status < 500 and answer.status not in (408, 425, 429)


def escaped(text: str) -> str:
    """Somebody's own words as text: markdown in them draws nothing, and no address in them becomes a link."""
    return "".join(f"\\{each}" if each in "\\`*_{}[]()<>#!|~" else each for each in text)


def _shortened(text: str) -> str:
    cut = text.encode()[:LONGEST].decode("utf-8", "ignore")
    return text if cut == text else f"{cut}…"
