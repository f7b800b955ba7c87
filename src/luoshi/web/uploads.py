"""Uploads before any view sees them: too large ones are refused unread, a full disk becomes words."""

import errno
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from typing_extensions import override

from luoshi.evidence.limits import MEGABYTE
from luoshi.evidence.policies import refused
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.wording import say

TOO_LARGE = 413
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class UploadLimits:
    """Answers 413 to a body larger than is ever taken, before a byte of it is read.

    Stands among the outermost: Django reads the body as soon as it looks for the form's token. Whoever is not
    signed in may send no more than the sign-in needs.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        most = settings.EVIDENCE["request_megabytes"]
        if not request.user.is_authenticated:
            most = settings.EVIDENCE["stranger_megabytes"]
        if _length(request) <= most * MEGABYTE:
            return self.get_response(request)
        told = Refused(
            "web.upload_too_large",
            reason=Text(f"一次上传超过 {most} MB，没有接收。", f"An upload is more than {most} MB; none was taken."),
            remedy=Text("请分几次上传，或压缩后再传。", "Upload in several turns, or make the files smaller."),
        )
        response = (
            json_of([told_of("", told)], TOO_LARGE)
            if wants_json(request)
            else render(request, "web/refused.html", {"refused": told}, status=TOO_LARGE)
        )
        response.headers["Connection"] = "close"
        return response


def _length(request: HttpRequest) -> int:
    """What the request says of its length; a body without a length is not read at all."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isascii() and told.isdigit() else 0


class Incoming(FileUploadHandler):
    """Takes files into the evidence folder; when that is full the upload ends, and the view finds out why.

    What is not kept goes with the request, and after a kill with the next clean-up.
    """

    file: "UploadedFile[bytes]"

    @override
    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        with _Telling(self.request):
            folder = Path(settings.EVIDENCE["folder"]) / "incoming"
            folder.mkdir(parents=True, exist_ok=True)
            coming = NamedTemporaryFile(dir=folder, suffix=".part")  # noqa: SIM115  (closed with the request)
            self.file = UploadedFile(coming, self.file_name, self.content_type, 0, self.charset)

    @override
    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        with _Telling(self.request):
            self.file.write(raw_data)

    @override
    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        with _Telling(self.request):
            self.file.seek(0)
        self.file.size = file_size
        return self.file

    @override
    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            with suppress(OSError):
                self.file.close()


class _Telling:
    """Turns a failing disk into the end of the upload, with the refusal left on the request."""

    def __init__(self, request: Any) -> None:
        self.request = request

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            self.request.upload_trouble = refused("disk_full" if error.errno in _FULL else "store")
            raise StopUpload(connection_reset=False) from error


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answers what Django could not read; a form with too much text in it is told what to do instead."""
    if not isinstance(exception, RequestDataTooBig):
        return render(request, "400.html", status=400)
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE
    told = Refused(
        "web.text_too_large",
        reason=Text(f"填写或粘贴的文字超过 {most} MB，没有接收。", f"More than {most} MB of text; none was taken."),
        remedy=Text("表格请存成 .xlsx 或 .csv 文件再上传。", "Save a table as .xlsx or .csv and upload the file."),
    )
    return render(request, "web/refused.html", {"refused": told}, status=TOO_LARGE)


def trouble_of(request: HttpRequest) -> Refused | None:
    """Why an upload ended early, if it did. Look after the files have been asked for."""
    found: Refused | None = getattr(request, "upload_trouble", None)
    return found


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's script asks, which shows each file's fate itself."""
    return request.headers.get("Accept", "").startswith("application/json")


def told_of(name: str, told: Refused) -> dict[str, object]:
    """The fate of a file that was refused."""
    words = Text(f"{told.reason.zh}{told.remedy.zh}", f"{told.reason.en} {told.remedy.en}")
    return {"name": name, "ok": False, "words": say(words)}


def json_of(files: list[dict[str, object]], status: int) -> HttpResponse:
    """The fates of files, for the script."""
    text = json.dumps({"files": files}, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type="application/json")
