"""A folder that one process at a time works in: a second one is refused, and is told who holds it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from conformance.errors import UsageError
from conformance.locks import taken

_LOCK = ".lock"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder, which is made where there is none, until the block ends or this process and all it has forked do.

    UsageError where another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("a+b") as file:
        if not taken(file):
            file.seek(0)
            holder = file.read().decode(errors="replace") or "another process"
            raise UsageError(f"{folder} is held by {holder}", "Wait for its end, or give --out another folder")
        file.truncate(0)
        file.write(f"process {os.getpid()}, which began at {datetime.now():%H:%M:%S}".encode())
        file.flush()
        yield
