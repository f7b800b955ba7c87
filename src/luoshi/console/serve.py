"""`luoshi serve`: the site on this machine, until it is interrupted."""

import os
import socket
from contextlib import closing

import click
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from luoshi.console.audit import sealer_beside
from luoshi.console.people import telling_refusals
from luoshi.console.work import workers_beside
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

HOST, PORT = "127.0.0.1", 8000
SITE = "luoshi.site.wsgi:application"
THREADS = 8  # in all processes together
MOST_PROCESSES = 4
PATIENCE = 5  # seconds; a process told to stop while it is still being brought up does not hear it


def usual_processes() -> int:
    """One for each core, up to four: Python computes on one core in each."""
    return max(1, min(os.cpu_count() or 1, MOST_PROCESSES))


@click.command("serve")
@click.option("--port", default=PORT, show_default=True, help="The port to listen on.")
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(0, 64),
    help="Processes beside it that do jobs; 0 where `luoshi work` runs by itself.",
)
@click.option("--processes", type=click.IntRange(1, 64), help="Processes that answer; one for each core, up to 4.")
@telling_refusals
def command(port: int, workers: int, processes: int | None) -> None:
    """Serve the site on 127.0.0.1; a web server with HTTPS stands before it in an office."""
    check_port_is_free(port)
    serve(port, workers=workers, processes=processes or usual_processes())


def check_port_is_free(port: int) -> None:
    """Refuse a port that another program listens on, or that this user may not take, before any work is done."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise Refused(
                "serve.port",
                reason=Text(f"端口 {port} 不可用（{error}）。", f"Port {port} cannot be used ({error})."),
                remedy=Text(
                    f"换一个端口，例如 make demo PORT={PORT + 1}，或停止占用它的程序。",
                    f"Choose another, such as make demo PORT={PORT + 1}, or stop the program that uses it.",
                ),
                where=str(port),
            ) from error


def serve(port: int, *, workers: int = 1, processes: int = 1) -> None:
    """Listen until Ctrl-C; processes forked from this one, several threads in each, no log line per request.

    A process that ends by itself is started again.
    """
    connections.close_all()  # a connection to the database must not be shared with the process that serves
    click.secho(f"\n➜ http://{HOST}:{port}/   Ctrl-C 停止 / stops", bold=True)
    server = Server(
        SITE,
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=max(2, THREADS // processes),
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.error,
    )
    with sealer_beside(), workers_beside(workers):
        server.serve()
