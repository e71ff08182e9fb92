"""`python -m conformance.sandbox.nursery SOCKET`: a process that has imported everything, and forks a sandbox a wish.

Whoever wants a sandbox connects to the socket and writes one line: the flags of `conformance.sandbox` as a JSON list.
The connection then is the sandbox's standard input and output: the line that says where it listens comes back over it,
and with `--stop-with-stdin` it ends when the connection closes. The nursery ends when its own standard input does.
"""

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import traceback
from typing import NoReturn

from conformance.sandbox import defects, resources, variants
from conformance.sandbox.__main__ import main
from conformance.sandbox.deviation import Deviation
from conformance.sandbox.listing import classes_in
from conformance.sandbox.resource import Resource

_LONGEST_WISH = 65536
"""Bytes of a line of flags."""

_OF_A_SERVER = ("application", "serve", "profile")
"""Modules that the command line imports only where it serves."""


def warm() -> None:
    """Import what a sandbox needs, once for all."""
    for name in _OF_A_SERVER:
        importlib.import_module(f"conformance.sandbox.{name}")
    classes_in(resources, Resource)
    for package in (defects, variants):
        classes_in(package, Deviation)
    gc.freeze()


def listen(path: str) -> None:
    """Fork a sandbox for each connection, until standard input closes."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how a sandbox ended
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(path)
        listener.listen(64)
        print("nursery", flush=True)
        while True:
            ready, _, _ = select.select([listener, sys.stdin.fileno()], [], [])
            if sys.stdin.fileno() in ready:
                return
            connection, _ = listener.accept()
            with connection:
                if os.fork() == 0:
                    listener.close()
                    _become(connection)


def _become(connection: socket.socket) -> NoReturn:
    """Be the sandbox that the connection asks for."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        flags = json.loads(_line(connection))
        for stream in (0, 1):
            os.dup2(connection.fileno(), stream)
        connection.close()
        main([str(each) for each in flags])
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:  # whatever it is, it must not climb into the nursery's copy of the loop
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _line(connection: socket.socket) -> bytes:
    wish = b""
    while not wish.endswith(b"\n") and len(wish) < _LONGEST_WISH:
        more = connection.recv(4096)
        if not more:
            break
        wish += more
    return wish


if __name__ == "__main__":
    warm()
    listen(sys.argv[1])
