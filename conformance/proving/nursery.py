"""A nursery of sandboxes: one process that has imported everything and forks a sandbox at a wish."""

import json
import select
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from conformance.driver import terminable
from conformance.errors import HarnessBroken
from conformance.launcher import environment, last_line

_START_BOUND = 20.0
"""Seconds for the nursery, and for each of its sandboxes."""


@dataclass(frozen=True)
class Nursery:
    """Where to ask for sandboxes, from any process that the one who opened it has forked; they write into `folder`."""

    folder: Path

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return self.folder / "socket"

    @property
    def log(self) -> Path:
        """What it and its sandboxes say."""
        return self.folder / "log"

    @contextmanager
    def sandbox(self, flags: Sequence[str]) -> Iterator[Path]:
        """A running sandbox on a free port of 127.0.0.1; gives the profile file that it wrote.

        `flags` are those of `conformance sandbox`. It stops at the end, and when this process dies, however it dies.
        HarnessBroken where it does not start.
        """
        with (
            TemporaryDirectory(dir=self.folder) as own,
            socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection,
        ):
            profile = Path(own) / "profile.toml"
            connection.settimeout(_START_BOUND)
            wish = ["--port", "0", "--profile-out", str(profile), "--stop-with-stdin", *flags]
            connection.connect(str(self.socket))
            connection.sendall(json.dumps(wish).encode() + b"\n")
            said = b""
            while not said.endswith(b"\n"):
                more = connection.recv(4096)
                if not more:
                    raise HarnessBroken(f"the sandbox {' '.join(flags)} did not start: {last_line(self.log)}")
                said += more
            yield profile


@contextmanager
def nursery() -> Iterator[Nursery]:
    """A nursery that ends, with its sandboxes, at the end of the block, and when this process dies.

    SIGTERM ends the block as Ctrl-C does, so that nothing of the nursery is left behind.
    """
    with terminable(), TemporaryDirectory(prefix="leadgenius-nursery-") as folder:
        at = Nursery(Path(folder))
        with at.log.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "conformance.sandbox.nursery", str(at.socket)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment(),
                start_new_session=True,  # Ctrl-C is for us
            )
        try:
            pipes = [process.stdout] if process.stdout is not None else []
            ready, _, _ = select.select(pipes, [], [], _START_BOUND)
            if not ready or b"nursery" not in ready[0].readline():
                raise HarnessBroken(f"the nursery of sandboxes did not start: {last_line(at.log)}")
            yield at
        finally:
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
            process.wait(_START_BOUND)
