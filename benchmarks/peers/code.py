"""What made a cell, as a digest: a cell of other code is not taken over; and the commit that facts are told of."""

import hashlib
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

from benchmarks.tools import DOCUMENT
from conformance import _layout
from conformance.proving import remembered

_HERE = Path(__file__).parent
_ROOT = _HERE.parent.parent
_SANDBOX = _layout.PACKAGE / "sandbox"
_LIBRARIES = ("starlette", "uvicorn")
"""What the sandbox stands on."""

_COMMON = ("bounded.py", "relay.py", "target.py", "tools.py", "verdicts.py")
"""What every tool of a comparison is run and read by."""

_ONLY_TELL = ("__main__.py", "code.py", "drawing.py", "results.json", "table.py")
"""What decides no cell."""


def of_ours() -> str:
    """The digest for our own tool: what decides a run, and how the comparison runs and reads it."""
    return _digest(remembered.code(), sandbox(), compared())


def of_peer(name: str, release: str) -> str:
    """The digest for a peer in a release: the sandbox, and how the comparison runs and reads it."""
    return _digest(name, release, sandbox(), compared())


@cache
def sandbox() -> str:
    """The digest of the sandbox without a defect, with what it stands on; each defect tells its own (`Defect.code`)."""
    files = (each for each in _SANDBOX.rglob("*.py") if not remembered.is_defect(each))
    return _digest(sys.version, *(f"{each} {version(each)}" for each in _LIBRARIES), *_texts(files))


@cache
def compared() -> str:
    """The digest of what starts the tools and reads their reports, with the peers' flows, hooks and document."""
    own = (each for each in _HERE.iterdir() if each.is_file() and each.name not in _ONLY_TELL)
    return _digest(*_texts([*own, *(_HERE.parent / each for each in _COMMON), DOCUMENT]))


def commit() -> str:
    """The commit that is checked out, and whether files differ from it; empty where there is no repository."""
    head = _git("rev-parse", "--short", "HEAD")
    return f"{head} with changes" if head and _git("status", "--porcelain", "--untracked-files=no") else head


def today() -> str:
    """The date, in UTC."""
    return datetime.now(UTC).date().isoformat()


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=_ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return "" if done.returncode else done.stdout.strip()


def _texts(files: Iterable[Path]) -> list[str]:
    return [f"{each.name}\0{each.read_text(encoding='utf-8')}" for each in sorted(files)]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0\0".join(parts).encode()).hexdigest()
