"""The page of one kind of mistake: what it means, why it is one, and how it looks."""

from luoshi.packs.codes.entry import Code
from luoshi.rules.texts import Text

_WHY = Text("为什么", "Why")
_MESSAGE = Text("提示", "Message")
_WRONG = Text("错", "Wrong")
_RIGHT = Text("对", "Right")


def page(code: Code, language: str) -> str:
    """The page in Markdown."""
    parts = [
        f"# {code.id} {code.title.in_(language)}",
        f"{_MESSAGE.in_(language)}: {code.message.in_(language)}\n{code.remedy.in_(language)}",
        f"## {_WHY.in_(language)}\n\n{code.why.in_(language)}",
    ]
    if code.edit is not None:
        parts.append(_example(_WRONG.in_(language), code.edit.file, code.edit.wrong))
        if code.edit.right:
            parts.append(_example(_RIGHT.in_(language), code.edit.file, code.edit.right))
    return "\n\n".join(parts) + "\n"


def _example(title: str, file: str, text: str) -> str:
    visible = text.replace("\ufeff", "<BOM>").replace("\t", "→   ")
    return f"## {title}\n\n`{file}`\n\n```yaml\n{visible.strip(chr(10))}\n```"
