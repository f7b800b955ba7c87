"""The page docs/reference/api.md, written from the document that the interface serves."""

from collections.abc import Iterator, Mapping
from typing import Any

from luoshi.api.document import document
from luoshi.api.trying import Trial, trials

HEAD = """\
# The API

Written from the OpenAPI document by `luoshi packs reference docs/reference`; a test compares the two. How to begin:
[use the API](../how-to/use-the-api.md). The document itself is served at `/api/v1/openapi.json`; at `/api/` it can be
tried.

Every operation but the document takes `Authorization: Bearer <token>`. Statuses in brackets are problems
(`application/problem+json`); each of their codes has a page at `/api/problems/`.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_operations(document("en"))]) + "\n"


def _operations(described: Mapping[str, Any]) -> Iterator[str]:
    found = trials(described)
    for tag in described["tags"]:
        yield f"## {tag['name']}\n"
        for trial in found:
            if trial.tag == tag["name"]:
                yield from _operation(trial)


def _operation(trial: Trial) -> Iterator[str]:
    yield f"### `{trial.method} {trial.path}`\n"
    told = f"{trial.summary}." if trial.about == trial.summary else f"{trial.summary}. {trial.about}"
    good = [status for status, _words in trial.statuses if status < "400"]
    bad = [status for status, _words in trial.statuses if status >= "400"]
    yield f"{told}\n"
    yield f"Answers {', '.join(good)} [{', '.join(bad)}].\n"
    if trial.takes:
        yield "| takes | in | |\n|---|---|---|"
        for taken in trial.takes:
            words = [taken.about, f"one of {', '.join(taken.options)}" if taken.options else ""]
            words += ["required" if taken.required and taken.place != "path" else ""]
            yield f"| `{taken.name}` | {taken.place} | {'; '.join(each for each in words if each)} |"
        yield ""
    if trial.body:
        yield f"```json\n{trial.body}\n```\n"
    if trial.file:
        yield f"One file, as `{trial.file}` of a multipart form.\n"
