"""佐证材料: uploading, looking at, fetching and withdrawing files; who may is asked at every fetch."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.files.base import File as Coming
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from luoshi.evidence.actions import keep
from luoshi.evidence.holders import holders
from luoshi.evidence.models import File
from luoshi.evidence.policies import refused as refusal
from luoshi.evidence.previews import MEDIA_TYPE, has_preview, preview_of
from luoshi.evidence.stores import store
from luoshi.packs.declarations import EvidenceKind
from luoshi.packs.queries import register as declared
from luoshi.registers import permissions, queries
from luoshi.registers.actions import attach, detach
from luoshi.registers.exhibits import likenesses, open_to
from luoshi.registers.models import Exhibit, Record
from luoshi.registers.queries import hanging
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.acting import actor_of
from luoshi.web.clock import now
from luoshi.web.components.records import Fact
from luoshi.web.exhibiting import facts_of, hints_of, sheet_of, tiles_of
from luoshi.web.uploads import json_of, told_of, trouble_of, wants_json
from luoshi.web.wording import say

SANDBOX = "sandbox; default-src 'none'"
PARTIAL, UNSATISFIABLE, UNFIT = 206, 416, 422
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


@require_POST
def attach_files(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Take files for one kind of evidence; each stands alone, so that one refused loses none of the others."""
    actor = actor_of(request)
    found = queries.get(actor, pk)
    register = declared(found.register, found.pack_version_id)
    permissions.check_can_attach(actor, found, register)
    coming = request.FILES.getlist("files")
    fates = [_take(found, kind, register.evidence.get(kind), each, by=actor) for each in coming]
    trouble = trouble_of(request) or (None if coming else _nothing_sent())
    fates += [told_of("", trouble)] if trouble else []
    if wants_json(request):
        return json_of(fates, 200 if all(each["ok"] for each in fates) else UNFIT)
    for each in fates:
        words = f"{each['name']} {each['words']}".strip()
        (messages.success if each["ok"] else messages.error)(request, words)
    return redirect(f"{reverse('record', args=[pk])}#evidence")


def _take(
    found: Record, kind: str, declared_kind: EvidenceKind | None, coming: Coming[bytes], *, by: Actor
) -> dict[str, object]:
    name, at = coming.name or "", now()
    photo = declared_kind is not None and declared_kind.photo
    place = declared_kind is not None and declared_kind.keeps_place
    try:
        file = keep(coming, name=name, by=by, at=at, photo=photo, keeps_place=place)
        exhibit = attach(found, kind, file=file, by=by, at=at)
    except Refused as told:
        return told_of(name, told)
    hints = hints_of(likenesses(by, exhibit))
    return {"name": file.name, "ok": True, "words": " ".join([_("已附上。"), *(hint.text for hint in hints)])}


def _nothing_sent() -> Refused:
    return Refused(
        "web.no_file",
        reason=Text("没有选择文件。", "No file was chosen."),
        remedy=Text("请先选择文件，再上传。", "Choose files, then upload."),
    )


@require_GET
def record_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The evidence of a record alone, for the script after an upload."""
    actor = actor_of(request)
    found = queries.get(actor, pk)
    register = declared(found.register, found.pack_version_id)
    context = {"record": found, "evidence": sheet_of(actor, register, found, tiles_of(actor, register, found))}
    return render(request, "web/components/evidence_sheet.html", context)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a file that no move rests on, with the reason."""
    actor = actor_of(request)
    exhibit = hanging(Exhibit.objects.select_related("file__content"), pk)
    exhibit.record = queries.get(actor, exhibit.record_id)
    detach(exhibit, reason=request.POST.get("reason", ""), by=actor, at=now())
    messages.success(request, _("已撤回，原件和理由保留在记录中。"))
    return redirect(f"{reverse('record', args=[exhibit.record_id])}#evidence")


def _seen(request: HttpRequest, sha256: str) -> File:
    """The file if the person may see it; otherwise the same answer as for one that does not exist."""
    file = holders().seen_by(actor_of(request), sha256)
    if file is None:
        raise Http404
    return file


@require_safe
def download(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """The bytes, to be saved and never shown in place; in parts, where parts are asked for."""
    file = _seen(request, sha256)
    size, kept = file.content.size, store()
    try:
        there = kept.holds(sha256, size)
    except OSError:
        raise refusal("store", name=file.name) from None
    if not there:
        raise refusal("missing", name=file.name)
    part = _part(request, sha256, size)
    if part is None:
        response: HttpResponseBase = HttpResponse(status=UNSATISFIABLE)
        response.headers["Content-Range"] = f"bytes */{size}"
        return response
    start, length = part
    pieces: Iterator[bytes] = kept.read(sha256, start, length) if request.method == "GET" else iter(())
    response = StreamingHttpResponse(pieces, status=200 if length == size else PARTIAL)
    if length != size:
        response.headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    response.headers["Content-Length"] = str(length)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = f'"{sha256}"'
    return _sealed(response, file.media_type, f"attachment; filename*=UTF-8''{quote(file.name, safe='')}")


def _part(request: HttpRequest, sha256: str, size: int) -> tuple[int, int] | None:
    """Where to start and how many bytes; all of it for what is no single range, nothing for one outside."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if_range = request.headers.get("If-Range")
    if asked is None or not any(asked.groups()) or if_range not in (None, f'"{sha256}"'):
        return 0, size
    first, last = asked.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    return (start, end - start + 1) if start <= end else None


def _sealed(response: Any, media_type: str, disposition: str) -> HttpResponseBase:
    """Whatever the bytes are, no browser runs them: their type is what we found, they are saved, and in a sandbox."""
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = disposition
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    sealed: HttpResponseBase = response
    return sealed


@require_safe
def preview(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """The small picture of a photo or of a document's first page: always a JPEG of our own making."""
    small = preview_of(_seen(request, sha256).content)
    if small is None:
        raise Http404
    return _sealed(HttpResponse(small.read_bytes()), MEDIA_TYPE, "inline")


@require_GET
def about(request: HttpRequest, sha256: str) -> HttpResponse:
    """One file: what it is, whose, what it proves, and which photos elsewhere look the same."""
    actor, file = actor_of(request), _seen(request, sha256)
    uses = list(Exhibit.objects.filter(content=file.content).select_related("record", "file__content").order_by("pk"))
    seen = {record.pk: record for record in open_to(actor, {each.record_id for each in uses})}
    mine = [each for each in uses if each.record_id in seen]
    hints = {hint for each in mine if each.withdrawn_at is None for hint in hints_of(likenesses(actor, each))}
    context = {
        "file": file,
        "facts": _facts(file),
        "uses": [Fact(each.record.label, _use(each), reverse("record", args=[each.record_id])) for each in mine],
        "hints": sorted(hints, key=lambda hint: hint.text),
        "shown": has_preview(file.content),
    }
    return render(request, "web/evidence.html", context)


def _use(exhibit: Exhibit) -> str:
    kinds = declared(exhibit.record.register, exhibit.record.pack_version_id).evidence
    kind = say(kinds[exhibit.kind].title) if exhibit.kind in kinds else exhibit.kind
    return f"{exhibit.record.number} · {kind}"


def _facts(file: File) -> tuple[Fact, ...]:
    content = file.content
    facts = [
        Fact(_("类型和大小"), facts_of(content)),
        Fact(_("上传"), f"{file.by_name} · {timezone.localtime(file.at):%Y-%m-%d %H:%M}"),
    ]
    if content.width and content.height:
        facts.append(Fact(_("像素"), f"{content.width} × {content.height}"))
    if content.latitude is not None and content.longitude is not None:
        facts.append(Fact(_("拍摄地点（北纬、东经）"), f"{content.latitude}, {content.longitude}"))
    if content.taken:
        facts.append(Fact(_("拍摄时间（按相机）"), content.taken))
    facts.append(Fact("SHA-256", content.sha256, wide=True))
    if file.original_sha256 != content.sha256:
        facts.append(Fact(_("上传时原件的 SHA-256"), file.original_sha256, wide=True))
    return tuple(facts)
