"""Exhibits made ready for the page: tiles under their kinds, with the photos elsewhere that look the same."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from luoshi.evidence.formats import FORMATS, IMAGES
from luoshi.evidence.limits import MEGABYTE
from luoshi.evidence.models import Content
from luoshi.evidence.policies import most_bytes
from luoshi.evidence.previews import has_preview
from luoshi.packs.declarations import EvidenceKind, Register
from luoshi.registers import permissions
from luoshi.registers.exhibits import MOST, Likeness, exhibits_of, likenesses
from luoshi.registers.models import Exhibit, MoveStatus, Record, Seen
from luoshi.rules.actors import Actor
from luoshi.web.components.exhibits import ExhibitKind, ExhibitSheet, ExhibitTile, Hint
from luoshi.web.components.records import Event, Fact
from luoshi.web.wording import say

PICTURES = ",".join(sorted(FORMATS[each].media_type for each in IMAGES))
ALL = ",".join(sorted(suffix for each in FORMATS.values() for suffix in each.suffixes))


def sheet_of(actor: Actor, register: Register, found: Record, held: Mapping[Exhibit, ExhibitTile]) -> ExhibitSheet:
    """Every kind the register declares, with its files; first those that lie there or that a next move asks for."""
    may_attach = permissions.can_attach(actor, found, register)
    lifecycle = register.lifecycle
    asked = {kind for move in lifecycle.moves_from(found.state) for kind in move.needs} if lifecycle else set()
    look = lifecycle.second_look if lifecycle else None
    asked |= set(look.needs) if look and found.looks.filter(seen=Seen.OPEN).exists() else set()
    kinds, others = list[ExhibitKind](), list[ExhibitKind]()
    for name, kind in register.evidence.items():
        tiles = tuple(tile for each, tile in held.items() if each.kind == name)
        shown = _kind(found, name, kind, tiles, may_attach)
        (kinds if tiles or name in asked else others).append(shown)
    return ExhibitSheet(tuple(kinds), tuple(others) if may_attach else (), settings.EVIDENCE["request_megabytes"])


def _kind(
    found: Record, name: str, kind: EvidenceKind, tiles: tuple[ExhibitTile, ...], may_attach: bool
) -> ExhibitKind:
    return ExhibitKind(
        id=name,
        title=say(kind.title),
        note=_note(kind),
        tiles=tiles,
        accept=PICTURES if kind.photo else ALL,
        upload=reverse("record_attach", args=[found.pk, name]) if may_attach else "",
    )


def _note(kind: EvidenceKind) -> str:
    """What is taken, and what becomes of it."""
    most = most_bytes("jpeg" if kind.photo else "pdf") // MEGABYTE
    if kind.keeps_place:
        return _("照片，每张不超过 %(most)s MB；拍摄地点和时间随照片保留") % {"most": most}
    if kind.photo:
        return _("照片，每张不超过 %(most)s MB；拍摄地点等信息会去除") % {"most": most}
    return _("照片、PDF、Word、Excel、OFD 或文本，每个不超过 %(most)s MB") % {"most": most}


def tiles_of(actor: Actor, register: Register, found: Record) -> dict[Exhibit, ExhibitTile]:
    """Every file of a record with its tile, the oldest first; read once for all parts of a page."""
    held = exhibits_of(found) if register.evidence else []
    may_attach = bool(held) and permissions.can_attach(actor, found, register)
    return {each: tile_of(actor, register, each, may_attach=may_attach) for each in held}


def tile_of(actor: Actor, register: Register, exhibit: Exhibit, *, may_attach: bool) -> ExhibitTile:
    """One file as a tile. Of a photo that waits to be believed, those that look the same are looked for."""
    content, withdrawn = exhibit.file.content, exhibit.withdrawn_at is not None
    settled = exhibit.look_id is not None or (exhibit.move is not None and exhibit.move.status == MoveStatus.DONE)
    hints = () if withdrawn or settled else hints_of(likenesses(actor, exhibit))
    sha256 = content.sha256
    return ExhibitTile(
        name=exhibit.file.name,
        href=reverse("evidence_about", args=[sha256]),
        preview=reverse("evidence_preview", args=[sha256]) if has_preview(content) and not withdrawn else "",
        facts=facts_of(content),
        who=f"{exhibit.by_name} · {timezone.localtime(exhibit.at):%Y-%m-%d %H:%M}",
        serves=_serves(register, exhibit),
        hints=hints,
        withdrawn=f"{exhibit.withdrawn_name}：{exhibit.withdrawn_reason}" if withdrawn else "",
        withdraw=reverse("exhibit_withdraw", args=[exhibit.pk])
        if may_attach and not withdrawn and exhibit.move is None and exhibit.look_id is None
        else "",
    )


def with_files(event: Event, register: Register, held: Iterable[Exhibit]) -> Event:
    """The event of a move with the files it rests on: each under its kind, leading to its page."""
    files = tuple(
        Fact(
            say(register.evidence[each.kind].title) if each.kind in register.evidence else each.kind,
            each.file.name,
            reverse("evidence_about", args=[each.file.content.sha256]),
        )
        for each in held
    )
    return replace(event, facts=(*event.facts, *files))


def facts_of(content: Content) -> str:
    """What a content is, and how large."""
    return f"{say(FORMATS[content.format].title)} · {size_of(content.size)}"


def size_of(size: int) -> str:
    """Bytes as people say them."""
    if size < MEGABYTE:
        return f"{number_format(max(1, round(size / 1000)), use_l10n=True)} kB"
    return f"{size / MEGABYTE:.1f} MB"


def _serves(register: Register, exhibit: Exhibit) -> str:
    if exhibit.look_id is not None:
        return _("用于：回头看")
    if exhibit.move is None:
        return ""
    moves = register.lifecycle.moves if register.lifecycle else {}
    declared = moves.get(exhibit.move.name)
    title = say(declared.title) if declared else exhibit.move.name
    return _("用于：%(move)s") % {"move": title}


def hints_of(found: Iterable[Likeness]) -> tuple[Hint, ...]:
    """The photos that look the same, in words: by their record's number, or only that there is one."""
    every = list(found)
    hints = [_hint(each) for each in every[:MOST]]
    if len(every) > MOST:
        hints.append(Hint(_("另有 %(many)s 处也几乎相同。") % {"many": len(every) - MOST}))
    return tuple(hints)


def _hint(each: Likeness) -> Hint:
    if each.record is None:
        if each.same:
            return Hint(_("这张照片也用在您无权查看的另一条记录上。"))
        return Hint(_("这张照片与您无权查看的另一条记录的照片几乎相同。"))
    words = {"number": each.record.number}
    href = reverse("record", args=[each.record.pk])
    if each.same:
        return Hint(_("这张照片也用在 %(number)s 上。") % words, href)
    return Hint(_("这张照片与 %(number)s 的照片几乎相同。") % words, href)
