"""Everything people read exists in both languages: marked sentences have their English, `Text` has both halves."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from scripts.messages import collect, known, sentences, sources, untranslated
from tests.conventions.house import breaches, product_code, tree

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
LETTER = re.compile(r"[A-Za-z]")


def words(node: ast.expr) -> str | None:
    """The constant words of a string or an f-string; nothing where all of it is computed."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            said = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
            return said if HAN.search(said) or LETTER.search(said) else None
        case _:
            return None


def halves(call: ast.Call) -> tuple[str | None, str | None]:
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    zh = call.args[0] if call.args else named.get("zh")
    en = call.args[1] if len(call.args) > 1 else named.get("en")
    return (words(zh) if zh else None, words(en) if en else None)


def is_english(said: str) -> bool:
    """Whether a text reads as English; it may quote a Chinese word that people are to write."""
    return len(LETTER.findall(said)) > len(HAN.findall(said))


def half_said(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
            zh, en = halves(node)
            if zh == en and not HAN.search(zh or "") and not LETTER.search(zh or ""):
                continue  # both computed, or a sign that reads the same in both
            if zh is not None and not HAN.search(zh):
                yield f"line {node.lineno}: the Chinese of a Text holds no Chinese: {zh!r}"
            if en is not None and not is_english(en):
                yield f"line {node.lineno}: the English of a Text is Chinese or empty: {en!r}"


def in_english(path: Path) -> Iterator[str]:
    """Marked sentences that are not Chinese: the source language is Chinese, English stands in the catalogue."""
    for line, _, texts in sentences(path):
        if not any(HAN.search(text) for text in texts):
            yield f"line {line}: marked for translation, but not Chinese: {texts}"


def missing_english() -> list[str]:
    catalog = known()
    asked = {(message.context, message.id) for message in collect() if message.id}
    held = {(message.context, message.id) for message in catalog if message.id}
    return sorted(map(str, asked - held)) + untranslated(catalog)


def test_every_text_is_said_in_both_languages() -> None:
    assert breaches(half_said, product_code()) == []


def test_marked_sentences_are_chinese() -> None:
    assert breaches(in_english, tuple(sources())) == []


def test_every_marked_sentence_has_its_english() -> None:
    assert missing_english() == [], "run scripts/messages.py, then fill in the English"


def test_half_a_text_is_caught(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(
        'Text("x", "y")\nText("好", "")\nText("好", "好")\nText("好", "good")\nText("%", "%")\n', "utf-8"
    )
    assert [sentence[:6] for sentence in half_said(planted)] == ["line 1", "line 2", "line 3"]


def test_sentences_of_templates_and_modules_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    counted = "{% blocktranslate with n=x %}共 {{ n }} 项{% endblocktranslate %}"
    page.write_text('{% load i18n %}<b>{% translate "首页" %}</b>' + counted, encoding="utf-8")
    assert [texts[0] for _, _, texts in sentences(page)] == ["首页", "共 %(n)s 项"]
    module = tmp_path / "module.py"
    module.write_text('x = gettext("登录")\ny = _("Sign in")\n', encoding="utf-8")
    assert [texts[0] for _, _, texts in sentences(module)] == ["登录", "Sign in"]
    assert [sentence[:6] for sentence in in_english(module)] == ["line 2"]


def test_a_template_that_begins_far_to_the_right_is_read(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('    <p>{% translate "甲" %}</p>\n  <p>\n{% translate "乙" %}</p>\n', encoding="utf-8")
    assert [texts for _, _, texts in sentences(page)] == [("甲",), ("乙",)]
