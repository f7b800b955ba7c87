"""The page of one kind of mistake: what it means, why it is one, and how it looks."""

from luoshi.packs.codes.entry import Code, Edit
from luoshi.packs.scaffolding import scaffold
from luoshi.rules.texts import Text

SAMPLE = ("sample", "YB")
_WHY = Text("为什么", "Why")
_WRONG = Text("错", "Wrong")
_RIGHT = Text("对", "Right")


def page(code: Code, *languages: str) -> str:
    """The page in Markdown, in the languages asked for; the example needs no translation."""
    parts = [f"# {code.id} {_said(code.title, languages)}"]
    parts += [f"> {code.message.in_(language)} {code.remedy.in_(language)}" for language in languages]
    parts.append(f"## {_said(_WHY, languages)}")
    parts += [code.why.in_(language) for language in languages]
    if code.edit is not None:
        right, wrong = lines_of(code.edit)
        parts.append(_example(_said(_WRONG, languages), code.edit.file, wrong))
        if right:
            parts.append(_example(_said(_RIGHT, languages), code.edit.file, right))
    return "\n\n".join(parts) + "\n"


def filled(edit: Edit) -> tuple[str, str]:
    """What the edit takes from the sample pack and what it puts there."""
    pack, prefix = SAMPLE
    right, wrong = (part.replace("PACK_ID", pack).replace("PACK_PREFIX", prefix) for part in (edit.right, edit.wrong))
    return right, wrong


def lines_of(edit: Edit) -> tuple[str, str]:
    """The whole lines an edit touches, before and after; what is only taken away is shown with the line above it."""
    right, wrong = filled(edit)
    if not right:
        return "", wrong
    text = scaffold(*SAMPLE)[edit.file]
    at = text.index(right)
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at + len(right) - 1)
    if not wrong:
        start = text.rfind("\n", 0, start - 1) + 1
    before, after = text[start:at], text[at + len(right) : max(end, at + len(right))]
    return before + right + after, before + wrong + after


def _said(text: Text, languages: tuple[str, ...]) -> str:
    return " · ".join(text.in_(language) for language in languages)


def _example(title: str, file: str, text: str) -> str:
    visible = text.replace("\ufeff", "<BOM>").replace("\t", "→   ").strip("\n")
    return f"## {title}\n\n`{file}`\n\n```yaml\n{visible}\n```"
