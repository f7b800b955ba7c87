"""A program with a token, for tests."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from luoshi.api.actions import make_token
from luoshi.api.clock import now
from luoshi.api.codes import code_of
from luoshi.api.problems import MEDIA_TYPE
from luoshi.rules.actors import Actor, PostHeld


@dataclass
class Program:
    """Sends requests with a token; `answer` is the last one."""

    token: str = ""
    language: str = "en"
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def send(self, method: str, path: str, body: object = None, **headers: str) -> HttpResponse:
        """One request; a body that is no bytes goes as JSON."""
        more: dict[str, Any] = {}
        if body is not None:
            more["data"] = body if isinstance(body, bytes) else json.dumps(body)
            more["content_type"] = headers.pop("content_type", "application/json")
        told = {"Accept-Language": self.language} | {name.replace("_", "-"): text for name, text in headers.items()}
        if self.token:
            told["Authorization"] = f"Bearer {self.token}"
        address = path if path.startswith(("/api/", "/dhis2/")) else f"/api/v1{path}"
        answer: HttpResponse = self.client.generic(method, address, headers=told, **more)  # type: ignore[assignment]
        if answer.headers.get("Content-Type") == MEDIA_TYPE:
            assert code_of(json.loads(answer.content)["code"]), "a code without a page"
        return answer

    def get(self, path: str, **headers: str) -> Any:
        """The JSON of what must be there."""
        answer = self.send("GET", path, **headers)
        assert answer.status_code == 200, answer.content.decode()
        return json.loads(answer.content)

    def post(self, path: str, body: object, **headers: str) -> HttpResponse:
        """An act."""
        return self.send("POST", path, body, **headers)


def program(actor: Actor, *scopes: str, post: PostHeld | None = None) -> Program:
    """A program with a token of the person's; for everything where no scopes are named."""
    at = now()
    _token, text = make_token(
        "test", scopes=scopes or ("write",), expires_at=at + timedelta(days=30), by=actor, at=at, post=post
    )
    return Program(text)


def told(answer: HttpResponse) -> Any:
    """The JSON of an answer."""
    return json.loads(answer.content)
