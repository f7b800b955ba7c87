"""Calling the receiver of a webhook, as notices call messengers: to no inner host, without being led elsewhere."""

import json
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from luoshi.notices import outgoing
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a call: the status and first words, or the trouble it had instead, as a name of `TROUBLES`."""

    status: int | None
    words: str
    milliseconds: int
    trouble: str = ""

    @property
    def good(self) -> bool:
        """Whether the receiver took it; to be led elsewhere is not taking it."""
        return self.status is not None and 200 <= self.status < 300


TROUBLES = {
    "address": Text("地址不能用，或指向内网", "the address cannot be used, or leads inside"),
    "certificate": Text("证书无效", "its certificate is not valid"),
    "time": Text("没有及时应答", "it did not answer in time"),
    "connection": Text("连不上", "it cannot be reached"),
}


def check_address(url: str) -> str:
    """The address, if one like it may be called; what its name stands for is looked at each time it is."""
    outgoing.check_address(url, inner=settings.INNER_HOSTS)
    return url


def text_of(body: Mapping[str, object]) -> str:
    """A message as it goes out, which is what is signed."""
    return json.dumps(body, ensure_ascii=False)


def call(url: str, body: str, headers: Mapping[str, str]) -> Answer:
    """Send a message, as `text_of` wrote it. Whatever the other side does is an answer; some 20 seconds at most."""
    began = time.monotonic()
    status, words, trouble = None, "", ""
    try:
        found = outgoing.post_json(url, json.loads(body), headers=headers, inner=settings.INNER_HOSTS)
    except Refused:
        trouble = "address"
    except ssl.SSLError:
        trouble = "certificate"
    except TimeoutError:
        trouble = "time"
    except (OSError, ValueError):
        trouble = "connection"
    else:
        status, words = found.status, found.body[:MOST_WORDS].decode("utf-8", "replace").replace("\0", "")
    return Answer(status, words[:MOST_WORDS], round((time.monotonic() - began) * 1000), trouble)
