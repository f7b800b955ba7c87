"""A call to an address somebody else has given: over HTTPS, to no inner host, without being led elsewhere.

The name is resolved once and the very address that was checked is connected to, so that a name server that answers
differently the second time leads nowhere. OWASP, Server-Side Request Forgery Prevention Cheat Sheet.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

CONNECT, ANSWER = 5.0, 15.0  # seconds
ALTOGETHER = 20.0  # from the connection to the end of the answer, however little comes at a time
MOST_BYTES = 65_536  # of an answer
MOST_ADDRESS = 500
NEVER_PUBLIC = tuple(
    ipaddress.ip_network(each)
    for each in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "fec0::/10", "192.88.99.0/24", "5f00::/16")
)
"""What `ipaddress` takes for global: translated (RFC 6052, 8215), IPv4 in IPv6 and site-local (RFC 4291, 3879), 6to4
relays (RFC 7526), segment routing (RFC 9602)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be called, and the number it is called under."""

    url: SplitResult
    host: str
    port: int
    number: str


def check_address(address: str, *, inner: Collection[str]) -> SplitResult:
    """Refuse an address of another form; `inner` are hosts of the office itself, which may be called by http too."""
    try:
        url = urlsplit(address)
        port = url.port
    except ValueError as error:
        raise _bad_address() from error
    host = url.hostname or ""
    if not host or len(address) > MOST_ADDRESS or url.username or url.password or not address.isascii():
        raise _bad_address()
    if any(character.isspace() or ord(character) < 33 for character in address):
        raise _bad_address()
    ours = host in inner
    if url.scheme != "https" and not (ours and url.scheme == "http"):
        raise _bad_address()
    if port is not None and port != 443 and not ours:
        raise _bad_address()
    return url


def post_json(
    address: str, body: Mapping[str, object], *, headers: Mapping[str, str], inner: Collection[str]
) -> Answer:
    """POST the body and answer what came back, whatever its status; a redirect is not followed.

    Raises Refused for an address that may not be called, OSError where nothing answers.
    """
    target = _resolved(check_address(address, inner=inner), inner=inner)
    path = target.url.path or "/"
    if target.url.query:
        path = f"{path}?{target.url.query}"
    sent = json.dumps(body, ensure_ascii=False).encode()
    told = {"Host": target.url.netloc, "Content-Type": "application/json; charset=utf-8", **headers}
    with _connected(target) as plain:
        connection = _connection(target, plain)
        try:
            connection.request("POST", path, body=sent, headers=told)
            answer = connection.getresponse()
            return Answer(answer.status, answer.read(MOST_BYTES))
        except http.client.HTTPException as error:
            raise ConnectionError(f"{target.host} does not speak HTTP: {error}") from error
        finally:
            connection.close()


def _resolved(url: SplitResult, *, inner: Collection[str]) -> Target:
    host = url.hostname or ""
    port = url.port or (443 if url.scheme == "https" else 80)
    numbers = [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if host not in inner:
        for number in numbers:
            if not is_public(number):
                raise Refused(
                    "notices.inner_address",
                    reason=Text(
                        f"{host} 指向内网地址，没有发送。", f"{host} leads to an inner address; nothing was sent."
                    ),
                    remedy=Text(
                        "确实是本单位的内网主机时，请系统运维人员把它写进 LUOSHI_INNER_HOSTS。",
                        "If it is a host of the office, have the operator name it in LUOSHI_INNER_HOSTS.",
                    ),
                    where=host,
                )
    return Target(url, host, port, numbers[0])


def is_public(number: str) -> bool:
    """Whether an IP address is one of the open internet, also when written as IPv4 within IPv6."""
    address = ipaddress.ip_address(number.split("%", 1)[0])
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    address = mapped or address
    if any(address.version == net.version and address in net for net in NEVER_PUBLIC):
        return False
    return address.is_global and not address.is_multicast


@contextmanager
def _connected(target: Target) -> Iterator[socket.socket]:
    """A connection to the number that was checked, broken off when its time is up: who answers one byte at a time
    stays within each timeout, and would hold a worker for days."""
    plain = socket.create_connection((target.number, target.port), timeout=CONNECT)
    plain.settimeout(ANSWER)
    ended = threading.Event()
    with plain.dup() as twin:

        def break_off() -> None:
            ended.set()
            twin.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(ALTOGETHER, break_off)
        timer.daemon = True
        timer.start()
        try:
            yield plain
        except OSError:
            if not ended.is_set():
                raise
        finally:
            timer.cancel()
            timer.join()
            plain.close()
        if ended.is_set():  # what is cut off reads like an answer that was short
            raise TimeoutError(f"{target.host} took too long")


def _connection(target: Target, plain: socket.socket) -> http.client.HTTPConnection:
    """HTTP over a connection; the certificate is still asked for the name."""
    connection = http.client.HTTPConnection(target.host, target.port, timeout=ANSWER)
    if target.url.scheme != "https":
        connection.sock = plain
        return connection
    connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
    return connection


def _bad_address() -> Refused:
    return Refused(
        "notices.bad_address",
        reason=Text("这个地址不能用。", "This address cannot be used."),
        remedy=Text(
            "请填写 https:// 开头的完整地址，不带用户名和端口；内网主机须先列入 LUOSHI_INNER_HOSTS。",
            "Give a whole address that begins with https://, without user name or port; a host of the office has to "
            "stand in LUOSHI_INNER_HOSTS first.",
        ),
        where="address",
    )
