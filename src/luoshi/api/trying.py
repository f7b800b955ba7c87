"""The operations as forms to try: what each takes, an example of its body, the same as a command."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MOST_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing an operation takes: in the path, the query or a header."""

    name: str
    place: str
    required: bool
    about: str
    options: tuple[str, ...] = ()
    several: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """An operation; `body` is an example of the JSON it takes, `file` the name of the file it takes."""

    id: str
    method: str
    path: str
    tag: str
    summary: str
    about: str
    takes: tuple[Taken, ...]
    body: str
    file: str
    statuses: tuple[tuple[str, str], ...]
    closed: bool

    @property
    def curl(self) -> str:
        """The same as a command; $LUOSHI is the site's address, $TOKEN the token."""
        parts = ["curl"] if self.method == "GET" else ["curl", "-X", self.method]
        parts += ['-H "Authorization: Bearer $TOKEN"'] if self.closed else []
        parts += [f'-H "{each.name}: …"' for each in self.takes if each.place == "header"]
        parts += [f"-F {self.file}=@…"] if self.file else []
        parts += ['-H "Content-Type: application/json"', f"-d '{' '.join(self.body.split())}'"] if self.body else []
        return " ".join([*parts, f'"$LUOSHI{self.path}"'])


def trials(document: Mapping[str, Any]) -> tuple[Trial, ...]:
    """Every operation of a document in one language, in its order."""
    return tuple(
        _trial(document, method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    )


def _trial(document: Mapping[str, Any], method: str, path: str, operation: Mapping[str, Any]) -> Trial:
    content = operation.get("requestBody", {}).get("content", {})
    sent = content.get("application/json")
    example = _example(document, sent["schema"], MOST_DEPTH) if sent else None
    upload = content.get("multipart/form-data", {}).get("schema", {}).get("properties", {})
    return Trial(
        id=operation["operationId"],
        method=method,
        path=path,
        tag=operation["tags"][0],
        summary=operation["summary"],
        about=operation["description"],
        takes=tuple(_taken(operation)),
        body=json.dumps(example, ensure_ascii=False, indent=2) if sent else "",
        file=next(iter(upload), ""),
        statuses=tuple((status, each["description"]) for status, each in sorted(operation["responses"].items())),
        closed=bool(operation.get("security")),
    )


def _taken(operation: Mapping[str, Any]) -> Iterator[Taken]:
    for each in operation["parameters"]:
        schema = each["schema"]
        options = tuple(str(option) for option in schema.get("enum", ()) if option != "")
        about = each.get("description", "")
        yield Taken(each["name"], each["in"], each["required"], about, options, schema.get("type") == "array")


def _example(document: Mapping[str, Any], schema: Mapping[str, Any], depth: int) -> Any:
    """Something of a schema's form: the required parts of objects, the first of several forms."""
    if "$ref" in schema:
        return _example(document, document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], depth)
    if "anyOf" in schema:
        return _example(document, schema["anyOf"][0], depth)
    if "default" in schema:
        return schema["default"]
    match schema.get("type"):
        case "object":
            required = schema.get("required", ())
            properties = schema.get("properties", {})
            return {name: _example(document, properties[name], depth - 1) for name in required} if depth else {}
        case "array":
            return []
        case "integer":
            return 1
        case "boolean":
            return True
        case _:
            return ""
