"""The reading copy as the rest of the room asks it: always there, always current."""

import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock, Thread
from typing import TypeVar

from django.db import connection

from luoshi.measures.reading import generations
from luoshi.measures.reading.building import build
from luoshi.measures.reading.engine import DAMAGE, home
from luoshi.measures.reading.layout import Layout
from luoshi.measures.reading.live import Live, Session, Stale

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
ATTEMPTS = 4


class Copy:
    """The live generation of this process; threads share it, and a new generation takes its place quietly."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._live: Live | None = None
        self._pointer: Path | None = None
        self._builder: Thread | None = None

    def ask(self, layouts: Sequence[Layout], work: Callable[[Session], Answer]) -> Answer:
        """Put a question to the registers as they are now; `work` may run twice when a file proves damaged."""
        if connection.in_atomic_block:
            return _ask_inside_transaction(layouts, work)
        for attempt in range(ATTEMPTS):
            live = self._current(layouts)
            try:
                with live.session() as session:
                    answer = work(session)
            except Stale as stale:
                log.warning("reading copy: the open generation is %s; opening it anew", stale)
                self._replace(live, layouts)
            except DAMAGE as error:
                if attempt == ATTEMPTS - 1:
                    raise
                log.warning("reading copy: reading failed (%s); building it anew", error)
                self._replace(live, layouts)
            else:
                if live.tail_is_long():
                    self._build_aside(live, layouts)
                return answer
        raise RuntimeError("the database changes its identity faster than it can be read")

    def _current(self, layouts: Sequence[Layout]) -> Live:
        with self._lock:
            pointer = generations.current(home())
            if self._live is None or pointer != self._pointer or not self._live.fits(layouts):
                self._live = _opened(layouts)
                self._pointer = generations.current(home())
            return self._live

    def _replace(self, live: Live, layouts: Sequence[Layout]) -> None:
        """Build what follows a generation that failed, unless another thread or process has."""
        with self._lock:
            if self._live is live:
                self._live = None
                _built(layouts, live.generation)

    def _build_aside(self, live: Live, layouts: Sequence[Layout]) -> None:
        """Build the next generation in the background; one thread here, one process on the machine."""
        with self._lock:
            if self._builder is not None and self._builder.is_alive():
                return
            self._builder = Thread(target=_build_quietly, args=(layouts, live.generation), daemon=True)
            self._builder.start()

    def let_go(self) -> None:
        """Close the live generation, once the questions put to it are answered; the next question opens it again."""
        with self._lock:
            self._live = None

    def wait_for_builder(self) -> None:
        """Wait until a build in the background, if any, is done."""
        if self._builder is not None:
            self._builder.join()


COPY = Copy()

# The engine's threads do not follow into a forked process: there its end waits for them for ever, or crashes.
os.register_at_fork(before=COPY.let_go)


def _ask_inside_transaction(layouts: Sequence[Layout], work: Callable[[Session], Answer]) -> Answer:
    """What a transaction wrote may yet be undone: its view is its own, and never kept."""
    pointer = generations.current(home())
    try:
        live = Live(pointer, layouts)
    except (Stale, *DAMAGE):
        live = Live(None, layouts)
    try:
        with live.session() as session:
            return work(session)
    finally:
        live.close()


def _opened(layouts: Sequence[Layout]) -> Live:
    """The current generation, open; built where there is none or it does not fit, in memory if that fails."""
    path = generations.current(home())
    for _ in range(ATTEMPTS):
        if path is None:
            path = _built(layouts, None)
        if path is None:
            break
        try:
            return Live(path, layouts)
        except (Stale, *DAMAGE) as error:
            latest = generations.current(home())
            if latest == path:
                log.warning("reading copy: %s is not usable (%s)", path.name, error)
                latest = _built(layouts, path)
            path = latest
    return Live(None, layouts)


def _built(layouts: Sequence[Layout], replacing: Path | None) -> Path | None:
    try:
        return build(layouts, replacing=replacing)
    except (OSError, *DAMAGE) as error:
        log.error(
            "reading copy: cannot write a new generation in %s (%s). Figures are computed in memory meanwhile, "
            "slower. Free space there, or set LUOSHI_HOME to a disk that has some.",
            home(),
            error,
        )
        return None


def _build_quietly(layouts: Sequence[Layout], replacing: Path | None) -> None:
    try:
        build(layouts, replacing=replacing, wait=False)
    except (OSError, *DAMAGE) as error:
        log.warning("reading copy: building in the background failed (%s); the old generation goes on", error)
    finally:
        connection.close()
