"""Clients that file as fast as they are answered, over HTTP, from a process of their own; prints what they saw.

`python -m bench.works.clients PORT SECONDS CLIENTS PATH [FORM]…`: each client keeps one connection. With forms it
signs in at the site's own page and adds one of them to what it files; without, there is nothing to sign in to.
"""

import json
import secrets
import socket
import sys
import threading
import time
from urllib.parse import urlencode

from typing_extensions import override

WARM = 2.0  # seconds before the clock starts
PASSWORD = "a-password-of-the-bench"  # noqa: S105  (of generated accounts)


class Browser:
    """One kept connection and its cookies: as little as it takes, since it runs on the same cores."""

    def __init__(self, port: int) -> None:
        self._address = ("127.0.0.1", port)
        self._socket: socket.socket | None = None
        self.cookies: dict[str, str] = {}

    def send(self, method: str, path: str, fields: dict[str, str] | None = None, key: str = "") -> int:
        """The status of the answer; cookies are kept."""
        body = urlencode(fields).encode() if fields is not None else b""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._address[1]}\r\nCookie: {cookies}\r\n"
        if fields is not None:
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        if key:
            head += f"Idempotency-Key: {key}\r\n"
        return self._exchange(f"{head}\r\n".encode() + body)

    def _exchange(self, request: bytes) -> int:
        if self._socket is None:
            self._socket = socket.create_connection(self._address, timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._more()
        head, _, body = answer.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b": ")
            if name.lower() == b"content-length":
                length = int(value)
            elif name.lower() == b"set-cookie":
                cookie, _, given = value.strip().partition(b";")[0].decode().partition("=")
                self.cookies[cookie] = given
        while len(body) < length:
            body += self._more()
        return int(head[9:12])

    def _more(self) -> bytes:
        assert self._socket is not None  # noqa: S101  (only called after connecting)
        got = self._socket.recv(65536)
        if not got:
            raise ConnectionError("the server hung up")
        return got

    def close(self) -> None:
        """Leave the connection; the next request makes a new one."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


class Client(threading.Thread):
    """Files until told to stop; `seen` are (when acknowledged, seconds it took), `wrong` what went wrong."""

    def __init__(self, number: int, port: int, path: str, until: float) -> None:
        super().__init__(daemon=True)
        self.browser, self.number, self.path, self.until = Browser(port), number, path, until
        self.seen: list[tuple[float, float]] = []
        self.wrong: list[str] = []
        self.form: dict[str, str] = {}

    def sign_in(self) -> None:
        """Through the site's own page, as a person does."""
        self.browser.send("GET", "/sign-in/")
        given = {"username": f"officer{self.number}", "password": PASSWORD}
        token = {"csrfmiddlewaretoken": self.browser.cookies["csrftoken"]}
        if self.browser.send("POST", "/sign-in/", token | given) != 302:
            raise SystemExit(f"officer{self.number} could not sign in")
        self.form = {"csrfmiddlewaretoken": self.browser.cookies["csrftoken"]}

    @override
    def run(self) -> None:
        while time.monotonic() < self.until:
            key = secrets.token_urlsafe(12)
            fields = self.form | {"name": f"filed {key}", "amount": "12.5", "jobs": "7", "mode": "scene"}
            begun = time.monotonic()
            try:
                status = self.browser.send("POST", self.path, fields, key)
            except (OSError, ValueError) as error:
                self.wrong.append(str(error))
                self.browser.close()
                continue
            ended = time.monotonic()
            self.browser.cookies.pop("messages", None)  # as the page that a browser is led to would take it
            if status in (200, 302):
                self.seen.append((ended, ended - begun))
            else:
                self.wrong.append(str(status))


def measured(clients: list[Client], since: float, seconds: float) -> dict[str, float]:
    """Filings a second and how long they took, in milliseconds, of those acknowledged after `since`."""
    took = sorted(spent for client in clients for ended, spent in client.seen if ended >= since)
    at = [took[min(len(took) - 1, int(len(took) * share))] * 1000 for share in (0.5, 0.95, 0.99)]
    return {
        "rate": len(took) / seconds,
        "p50": at[0],
        "p95": at[1],
        "p99": at[2],
        "worst": took[-1] * 1000,
        "errors": float(sum(len(client.wrong) for client in clients)),
        "acknowledged": float(sum(len(client.seen) for client in clients)),
    }


def main() -> None:
    port, seconds, many, path = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    forms: list[dict[str, str]] = [json.loads(text) for text in sys.argv[5:]]
    clients = [Client(number, port, path, 0.0) for number in range(many)]
    for client in clients:
        if forms:
            client.sign_in()
            client.form |= forms[client.number % len(forms)]
    since = time.monotonic() + WARM
    for client in clients:
        client.until = since + seconds
        client.start()
    for client in clients:
        client.join()
    print(json.dumps(measured(clients, since, seconds)))


if __name__ == "__main__":
    main()
