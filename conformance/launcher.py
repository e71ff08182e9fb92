"""Starts the embedded sandbox as a process of its own; all that comes back is the profile that it writes."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from conformance.errors import HarnessBroken

WINDOW_OF_A_RUN = 10
"""Seconds: the rate window of a sandbox that a run starts for itself, so that limit tests need not wait a minute."""

_START_BOUND = 20.0
_STOP_BOUND = 5.0

_LONGEST_LINE = 300
"""Characters of a log's last line that are told."""


@contextmanager
def sandbox(arguments: Sequence[str] = ()) -> Iterator[Path]:
    """A running sandbox on a free port of 127.0.0.1, stopped at the end; gives the profile file that it wrote.

    `arguments` are flags of `conformance sandbox`. The sandbox stops by itself when this process dies, however it dies.
    """
    with TemporaryDirectory(prefix="leadgenius-sandbox-") as folder:
        profile = Path(folder) / "profile.toml"
        log = Path(folder) / "sandbox.log"
        command = [sys.executable, "-m", "conformance.sandbox", "--port", "0", "--profile-out", str(profile)]
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*command, "--stop-with-stdin", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                env=environment(),
                start_new_session=True,  # Ctrl-C is for us: the clean-up still needs the sandbox
            )
        try:
            _await(process, log)
            yield profile
        finally:
            _stop(process)


def arguments_of_a_run(seed: int) -> list[str]:
    """The flags of the sandbox that a run without a target starts."""
    return ["--window", str(WINDOW_OF_A_RUN), "--seed", str(seed)]


def last_line(log: Path) -> str:
    """The last that a process of ours has written to its log."""
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines() if log.exists() else []
    return lines[-1][:_LONGEST_LINE] if lines else "it said nothing"


def environment() -> dict[str, str]:
    """Our environment, with this project importable wherever the command was started."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(each for each in sys.path if each), "PYTHONUNBUFFERED": "1"}


def _await(process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait, within the bound, for the line that says that connections are accepted; the profile is on disk by then."""
    pipes = [process.stdout] if process.stdout is not None else []
    ready, _, _ = select.select(pipes, [], [], _START_BOUND)
    line = ready[0].readline() if ready else b""
    if b"http://" not in line:
        process.kill()
        process.wait()
        raise HarnessBroken(f"the embedded sandbox did not start: {last_line(log)}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_STOP_BOUND)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
