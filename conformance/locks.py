"""File locks in the user's state folder, by which the runs of one machine know of each other."""

import fcntl
import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import platformdirs

from conformance.origin import Origin
from conformance.run_id import RunId

_LOOK_AGAIN = 0.1
"""Seconds between two looks at a lock that somebody else holds."""


def state_root() -> Path:
    """The folder in which the harness keeps what outlives a run: locks, budgets and drafts, never a secret."""
    return Path(platformdirs.user_state_dir("leadgenius-conformance", appauthor=False))


def state_of(origin: Origin) -> Path:
    """The folder that all runs of this machine against one origin share."""
    return state_root() / "origins" / hashlib.sha256(origin.text.encode()).hexdigest()[:16]


class RunLock:
    """Held while a run lives; a run is live while its lock is held (ARCHITECTURE: Words, Run id)."""

    def __init__(self, run: RunId) -> None:
        self._path = _path(run)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file: IO[bytes] = self._path.open("ab")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def release(self) -> None:
        """Let go: the run is over."""
        self._path.unlink(missing_ok=True)
        self._file.close()


class ActorLock:
    """Held by the one process that uses an actor for itself, such as one of the limit actors.

    `folder` is the state folder that the runs against one origin share, `name` the actor's; `bound` the seconds to wait
    for another holder, after which TimeoutError is raised; `user` names the process to those that follow, and
    `last_user` is the one before it.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        bound: float,
        user: str = "",
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        path = folder / "actors" / f"{name}.lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: IO[bytes] = path.open("a+b")
        until = clock() + bound
        while not taken(self._file):
            if clock() >= until:
                self._file.close()
                raise TimeoutError(f"another process has used {name} for {bound:g} s")
            sleep(_LOOK_AGAIN)
        self._file.seek(0)
        self.last_user = self._file.read().decode(errors="replace")
        self._file.truncate(0)
        self._file.write(user.encode())
        self._file.flush()

    def release(self) -> None:
        """Let the next one use the actor; the file stays, so that all wait for the same one."""
        self._file.close()


def is_live(run: RunId) -> bool:
    """Whether a process of this machine holds the run's lock."""
    path = _path(run)
    if not path.exists():
        return False
    with path.open("ab") as file:
        return not taken(file)


def taken(file: IO[bytes] | int) -> bool:
    """Whether an open file could be locked for this process alone, at once; it stays so until it is closed."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _path(run: RunId) -> Path:
    return state_root() / "runs" / f"{run.text}.lock"
