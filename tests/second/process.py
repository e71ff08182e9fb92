"""The second server as a process of its own, as users start it."""

import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PATIENCE = 30
"""Seconds within which it must have started, answered or ended."""


def command(*arguments: str) -> list[str]:
    """How it is started."""
    return [sys.executable, "-m", "tests.second", *arguments]


def first_line(said: IO[str], patience: float = PATIENCE) -> str:
    """The first that a process says; nothing where it has said nothing for so many seconds, or ended."""
    ready, _, _ = select.select([said], [], [], patience)
    return said.readline().strip() if ready else ""


@dataclass
class Server:
    """A running server: its process, its origin and the file of its profile."""

    process: "subprocess.Popen[str]"
    file: Path
    origin: str

    def stop(self) -> int:
        """End it as a service manager does; gives its exit code."""
        self.process.terminate()
        return self.process.wait(timeout=PATIENCE)


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[Server]:
    """A server of its own with its profile in a folder, stopped afterwards."""
    file, errors = folder / "profile.toml", folder / "errors.txt"
    with errors.open("w") as heard:
        process = subprocess.Popen(
            command("--port", "0", "--profile-out", str(file), *arguments),
            stdout=subprocess.PIPE,
            stderr=heard,
            text=True,
            cwd=Path(__file__).parents[2],
        )
    assert process.stdout is not None
    try:
        origin = first_line(process.stdout)
        assert origin, errors.read_text() or "it did not start"
        server = Server(process, file, origin)
        yield server
        assert server.stop() == 0
        assert errors.read_text() == ""
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
