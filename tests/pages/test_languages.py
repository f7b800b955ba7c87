"""Both languages are complete: on an English page all Chinese is what people wrote, and the other way round.

Data is exempt by what marks it: Chinese on an English page stands in an element with `lang`, and is held in the
database; Latin words on a Chinese page are held there too, or stand in `code`, `kbd` or an element with `lang`.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import CharField, JSONField, TextField
from pytest_django import Settings
from typing_extensions import override

from luoshi.calendars.queries import arrangements
from luoshi.rules.actors import Role
from luoshi.web.languages import marked
from tests.pages.walking import Step, browser_of, walk
from tests.sample_city import SampleCity

HAN = re.compile(r"[\u3400-\u9fff]+")
COMMAND = re.compile(r"luoshi(?: [a-z-]+)+")  # of the console
LATIN = re.compile(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]")
PACKS = Path(__file__).resolve().parents[2] / "packs"
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style", "template"}
OPAQUE = {"title", "option", "textarea", "text"}  # hold no element that could be marked
EXEMPT = {"code", "kbd", "samp", "time"}
SPOKEN = ("aria-label", "alt", "title", "placeholder", "label")
# Names that Chinese texts use as they are.
NAMES = {
    "A3", "A4", "API", "Alt", "CSV", "Cookie", "Ctrl", "Enter", "Esc", "Excel", "HTTP", "HTTPS", "ICS", "JSON", "KB",
    "MB", "OFD", "OpenAPI", "PDF", "PostgreSQL", "Python", "QR", "REST", "SHA", "SHA-256", "SQLite", "Shift", "Tab",
    "URL", "WPS", "Webhook", "Word", "XLSX", "XLSForm", "YAML", "csv", "iCalendar", "json", "kB", "luoshi",
    "docx", "luoshi-lots", "pdf", "webhook", "xls", "xlsx", "zip",
    "SITE", "application", "http", "problem",
    "DAYS", "Django", "GB", "LUOSHI", "NOTICES", "https", "sqlite",
}  # fmt: skip
DECLARATIONS = {"packs"}  # what packs say is wording, not data
CITED = re.compile(r"\b(?:basis|document|en): *([^,}\n]+)")
WORDINGS = re.compile(r"\baliases: *\[([^]]+)\]")  # of offices, quoted as they are
LANGUAGE_NAMES = {"中文", "切换到中文", "English"}

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


class Words(HTMLParser):
    """The text of a page, each stretch with the language it stands in and whether it is set apart as code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str, str]] = []
        self.feed(html)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        traits = {name: value or "" for name, value in attrs}
        inherited = self.open[-1][1] if self.open else ""
        language = traits.get("lang", "code" if tag in EXEMPT or traits.get("translate") == "no" else inherited)
        self.found += [("trait", language, traits[name]) for name in SPOKEN if traits.get(name)]
        if tag not in VOID:
            self.open.append((tag, language))

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        return None

    @override
    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    @override
    def handle_data(self, data: str) -> None:
        if not self.open or any(tag in SILENT for tag, _ in self.open) or not data.strip():
            return
        if self.open[-1][0] == "textarea":  # what somebody is writing
            return
        kind = "opaque" if any(tag in OPAQUE for tag, _ in self.open) else "text"
        self.found.append((kind, self.open[-1][1], data.strip()))


def written() -> str:
    """Everything people wrote into the database, what packs cite or quote, and notices of holidays, in one piece."""
    packs = [path.read_text(encoding="utf-8") for path in PACKS.rglob("*.yaml")]
    cited = [line for text in packs for quoted in (CITED, WORDINGS) for line in quoted.findall(text)]
    cited += [text for each in arrangements() for text in (each.notice.title, each.notice.number or "")]
    return "\n".join(cited) + "\n".join(
        str(value)
        for model in apps.get_models()
        if model.__module__.startswith("luoshi.") and model._meta.app_label not in DECLARATIONS
        for field in model._meta.fields
        if isinstance(field, CharField | TextField | JSONField)
        for value in model._default_manager.values_list(field.name, flat=True).distinct().iterator()
    )


def chinese_in_english(html: str, held: str) -> Iterator[str]:
    """Chinese that is not marked as such, or that nobody wrote."""
    for kind, language, text in Words(html).found:
        for stretch in HAN.findall(text):
            if kind == "text" and not language.startswith("zh"):
                yield f"not marked as Chinese: {text}"
            elif stretch not in held and text not in LANGUAGE_NAMES:
                yield f"nobody wrote: {text}"


def english_in_chinese(html: str, held: str) -> Iterator[str]:
    """Latin words that are no name, no code, and that nobody wrote."""
    for _, language, text in Words(html).found:
        if language in ("code", "en"):
            continue
        for word in LATIN.findall(COMMAND.sub("", text)):
            if word not in NAMES | LANGUAGE_NAMES and word not in held:
                yield f"{word}: {text[:80]}"


def steps(language: str) -> Iterator[Step]:
    """The walk, in a language, of the roles that between them may see every page."""
    for role in (Role.SUPERVISOR, Role.COUNTY_LEAD, Role.ADMINISTRATOR):
        yield from walk(browser_of(role, language), role)


@pytest.fixture
def city(sample_city: SampleCity, settings: Settings) -> SampleCity:
    """The sample as `luoshi demo` shows it."""
    settings.DEMO, settings.SAMPLE_DAY = True, sample_city.today
    return sample_city


@pytest.mark.parametrize(("language", "breaches"), [("en", chinese_in_english), ("zh-hans", english_in_chinese)])
def test_no_page_leaves_a_word_untranslated(city: SampleCity, language: str, breaches: object) -> None:
    assert callable(breaches)
    held, visited = written(), set()
    found: dict[str, str] = {}
    for step in steps(language):
        visited.add(step.route)
        for breach in breaches(step.html, held):
            found.setdefault(breach, f"{step.role}: {step.address}")
    assert found == {}
    assert len(visited) > 25


def test_a_planted_word_is_caught() -> None:
    page = '<html lang="en"><p>Projects 项目</p><bdi lang="zh-Hans">河湾区</bdi><b aria-label="关闭">x</b></html>'
    assert list(chinese_in_english(page, "河湾区")) == ["not marked as Chinese: Projects 项目", "nobody wrote: 关闭"]
    page = '<html lang="zh-Hans"><body><p>导出 CSV</p><p>Overdue 3 件</p><code>not_visible</code></body></html>'
    assert list(english_in_chinese(page, "")) == ["Overdue: Overdue 3 件"]


def test_chinese_is_marked_and_a_piece_of_text_stays_one_piece() -> None:
    html = '<a title="河湾">河湾区</a><p>Good day, 谷雨（样例）!</p><option>河湾区</option><p>x</p>'
    assert marked(html) == (
        '<a title="河湾"><bdi lang="zh-Hans">河湾区</bdi></a>'
        '<p><bdi>Good day, <bdi lang="zh-Hans">谷雨（样例）</bdi>!</bdi></p><option>河湾区</option><p>x</p>'
    )
