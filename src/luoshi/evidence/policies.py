"""Why a file is not taken, in words that say what to do."""

from collections.abc import Mapping

from luoshi.evidence.formats import FORMATS, Family
from luoshi.evidence.limits import MEGABYTE, limits
from luoshi.rules.names import clean_text
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

NAME_LENGTH = 200
_TAKEN = Text(
    "可以上传：" + "、".join(dict.fromkeys(each.suffixes[0][1:] for each in FORMATS.values())) + "。",
    "Taken are: " + ", ".join(dict.fromkeys(each.suffixes[0][1:] for each in FORMATS.values())) + ".",
)
_ANEW = Text("请从原处重新导出或重新拍照，再上传。", "Export it or take it again, then upload it.")

REFUSALS: Mapping[str, tuple[Text, Text]] = {
    "empty": (Text("文件是空的。", "The file is empty."), _ANEW),
    "unknown": (
        Text(
            "内容不是可以接收的格式，与文件名无关。",
            "The content is no format that is taken, whatever its name says.",
        ),
        _TAKEN,
    ),
    "not_a_picture": (
        Text("这一类证明要照片，这个文件不是图片。", "This kind of evidence is a photo; the file is no picture."),
        Text("请上传 jpg、png 或 webp。", "Upload a jpg, png or webp."),
    ),
    "heic": (
        Text("苹果的 HEIC 照片不能接收。", "HEIC photos of Apple phones are not taken."),
        Text(
            "请在“设置→相机→格式”选“兼容性最佳”，或把照片存为 JPEG。",
            "Choose Settings, Camera, Formats, Most Compatible, or save the photo as JPEG.",
        ),
    ),
    "archive": (
        Text("压缩包不能作为证明。", "An archive is no evidence."),
        Text("请解压后逐个上传。", "Unpack it and upload the files."),
    ),
    "polyglot": (
        Text(
            "文件前后夹带了别的内容，或没有传完整。",
            "The file carries something else before or behind it, or is cut short.",
        ),
        _ANEW,
    ),
    "bomb": (
        Text("文件展开后过大或项目过多，可能有害。", "The file would unfold far too large; it may do harm."),
        Text("请另存为新文件，或转为 PDF。", "Save it as a new file, or as PDF."),
    ),
    "paths": (
        Text("文件内部的路径不正常，可能有害。", "Paths inside the file are not as they should be; it may do harm."),
        _ANEW,
    ),
    "encrypted": (
        Text("文件有密码，别人打不开。", "The file has a password; nobody else can open it."),
        Text("请去掉密码后上传。", "Remove the password, then upload it."),
    ),
    "macros": (
        Text("文件含有宏。", "The file holds macros."),
        Text("请另存为不含宏的文档，或转为 PDF。", "Save it without macros, or as PDF."),
    ),
    "markup": (
        Text("网页文件不能作为证明。", "A web page is no evidence."),
        Text("请打印为 PDF 后上传。", "Print it to PDF and upload that."),
    ),
    "animated": (
        Text("动图不能作为证明。", "A moving picture is no evidence."),
        Text("请上传单张图片。", "Upload a single picture."),
    ),
    "damaged": (
        Text(
            "文件打不开，内容已损坏或并非所称的格式。",
            "The file cannot be opened: it is damaged or not what it claims to be.",
        ),
        _ANEW,
    ),
    "too_costly": (
        Text(
            "检查这个文件耗用的内存或时间过多，已停止。",
            "Examining the file took too much memory or time and was stopped.",
        ),
        Text("请另存为较小的文件，或转为 PDF。", "Save a smaller one, or a PDF."),
    ),
    "disk_full": (
        Text("服务器存放附件的空间已满，没有保存。", "The server has no space left for files; nothing was kept."),
        Text("请联系管理员清理空间，之后再上传。", "Ask an administrator to make room, then upload again."),
    ),
    "store": (
        Text("附件存储暂时用不了，没有保存。", "The store of files cannot be reached; nothing was kept."),
        Text("请稍后再试；持续如此请联系管理员。", "Try again later; tell an administrator if it stays so."),
    ),
    "removed": (
        Text("这个附件长期没有用上，已被清理。", "This file was used by nothing for long and has been cleaned away."),
        Text("请重新上传。", "Upload it again."),
    ),
    "missing": (
        Text("附件的内容在存储中找不到。", "The file's content is not in the store."),
        Text("请联系管理员运行 luoshi evidence check。", "Ask an administrator to run luoshi evidence check."),
    ),
}


def refused(code: str, *, name: str = "", **words: object) -> Refused:
    """The refusal of a code the examination gave; `name` is the file's."""
    if code == "too_many_pixels":
        many, most = int(str(words["pixels"])), int(str(words["most"]))
        return Refused(
            "evidence.too_many_pixels",
            reason=Text(
                f"图片有 {many / 1e6:.0f} 百万像素，超过 {most / 1e6:.0f} 百万。",
                f"The picture has {many / 1e6:.0f} million pixels; at most {most / 1e6:.0f} million are taken.",
            ),
            remedy=Text("请调低相机的分辨率，或缩小后上传。", "Set the camera to fewer pixels, or scale it down."),
            where=name,
        )
    reason, remedy = REFUSALS[code]
    return Refused(f"evidence.{code}", reason=reason, remedy=remedy, where=name)


def most_bytes(guessed: str) -> int:
    """The most bytes taken of what the first bytes look like."""
    known = limits().bytes
    if guessed in known:
        return known[guessed]
    return max(known[each.id] for each in FORMATS.values() if each.family == Family(guessed))


def too_large(most: int, *, name: str = "") -> Refused:
    """The refusal of a file with more bytes than its format may have."""
    return Refused(
        "evidence.too_large",
        reason=Text(f"文件超过 {most / MEGABYTE:.0f} MB。", f"The file has more than {most / MEGABYTE:.0f} MB."),
        remedy=Text(
            "请压缩图片、拆分文件，或只截取有关部分。", "Scale it down, split it, or send the part that matters."
        ),
        where=name,
    )


def clean_name(name: str) -> str:
    """The name as it is kept: no folders, nothing invisible, at most 200 characters with its ending."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1].strip().strip(".")
    text = clean_text(last, where="name", lines=False) or "file"
    stem, dot, ending = text.rpartition(".")
    if len(text) <= NAME_LENGTH:
        return text
    return f"{stem[: NAME_LENGTH - 11]}{dot}{ending[:10]}" if dot else text[:NAME_LENGTH]
