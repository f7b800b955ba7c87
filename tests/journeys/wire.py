"""The wire between a browser and the running site, which a test may cut, or let a request through twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import urlsplit

from typing_extensions import override

NOT_PASSED_ON = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}


class Wire:
    """Passes every request on; `cut` ends connections unanswered, `doubled` passes what is sent on twice.

    `deaf` passes what is sent on and loses the answer.
    """

    def __init__(self, site: str) -> None:
        self.cut = self.doubled = self.deaf = False
        self.passed: list[str] = []  # what was sent, as it reached the site
        self._counting = Lock()
        self._site = urlsplit(site).netloc
        wire = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                wire.answer(self, b"")

            def do_POST(self) -> None:
                wire.answer(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

            @override
            def log_message(self, *_args: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://localhost:{self._server.server_address[1]}"
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        """One request on its way."""
        if self.cut:
            handler.close_connection = True
            handler.connection.close()
            return
        sent = handler.command == "POST"
        if sent and self.doubled:
            self._passed_on(handler, body)
        status, headers, told = self._passed_on(handler, body)
        if sent and self.deaf:
            handler.connection.close()
            return
        handler.send_response(status)
        for name, value in headers:
            if name.lower() not in NOT_PASSED_ON:
                handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(told)))
        handler.end_headers()
        handler.wfile.write(told)

    def _passed_on(self, handler: BaseHTTPRequestHandler, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = HTTPConnection(self._site, timeout=20)
        headers = {name: value for name, value in handler.headers.items() if name.lower() != "connection"}
        try:
            connection.request(handler.command, handler.path, body, headers)
            answer = connection.getresponse()
            if handler.command == "POST":
                with self._counting:
                    self.passed.append(handler.path)
            return answer.status, answer.getheaders(), answer.read()
        except (OSError, HTTPException):
            return 502, [], b""
        finally:
            connection.close()

    def close(self) -> None:
        """No more requests."""
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def wired(site: str) -> Iterator[Wire]:
    """A wire to the site, taken away at the end."""
    wire = Wire(site)
    try:
        yield wire
    finally:
        wire.close()
