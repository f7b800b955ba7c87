"""`python -m bench.works.plain PORT`: makes the peer's tables and serves it, as `luoshi serve` serves ours."""

import sys

from django.core.management import call_command
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from bench.works.plain import site

WORKERS, THREADS = 2, 4  # the quickest of the ways tried on two cores


def main() -> None:
    call_command("migrate", run_syncdb=True, verbosity=0)
    connections.close_all()
    Server(
        f"{site.__name__}:application",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        log_level=LogLevels.error,
    ).serve()


if __name__ == "__main__":
    main()
