"""The servers to measure, each a process on one core that ends with its `with` block."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE = CORES[0]


def leave_the_servers_core() -> None:
    """Move this process, which makes the load, to the other cores, where there are any."""
    os.sched_setaffinity(0, CORES[1:] or CORES)


@contextmanager
def serving(*arguments: str) -> Iterator[str]:
    """Start `python -m` with these arguments on the servers' core, and give the origin that it announces.

    The program prints its origin as the last word of its first line, and ends when its standard input closes.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {SERVER_CORE}),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip().rpartition(" ")[2]
    finally:
        process.stdin.close()
        process.wait(timeout=30)
        process.stdout.close()
