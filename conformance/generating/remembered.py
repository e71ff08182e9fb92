"""What was drawn before is not drawn again: by the same contract, generator and seed it comes to the same.

Drawing takes longer than sending, and loads a library that takes long by itself. Drafts hold names in the places of
records and no secret, so they may lie on this machine from run to run.
"""

import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from conformance import _layout, locks
from conformance.generating.draft import Draft
from conformance.whole_file import write_whole

_MOST = 8
"""Seeds whose drafts are kept, with what drew them: the newest."""

_LIBRARIES = ("hypothesis", "schemathesis", "jsonschema-rs")
"""What draws, besides our own modules."""

_READ_BY_THEM = ("contract.py", "examples.py", "exchange.py")
"""What those modules stand on, in the package's folder."""


def drafts(what: str, seed: int, draw: Callable[[], Sequence[Draft]], root: Path | None = None) -> list[Draft]:
    """The drafts that `draw` gives by the seed, from the disk where this machine has drawn them before.

    `what` tells what is drawn, in letters that a file's name may have; `root` is the folder to keep them in, instead of
    the user's own.
    """
    folder = (root or locks.state_root() / "drafts") / f"{_drawer()}-{seed}"
    file = folder / f"{what}.json"
    known = _read(file)
    if known is not None:
        return known
    found = list(draw())
    with suppress(OSError):  # a full disk keeps no run from its requests
        _keep(found, file)
    return found


def _read(file: Path) -> list[Draft] | None:
    """The drafts of a file; None where there is none, or one that is no longer read."""
    try:
        return _parsed(file.read_text(encoding="ascii"))
    except (OSError, ValueError, RecursionError):
        return None


def _parsed(text: str) -> list[Draft] | None:
    data = json.loads(text)
    if not isinstance(data, list):
        return None
    read = [Draft.from_json(each) for each in data]
    found = [each for each in read if each is not None]
    return found if len(found) == len(read) else None


def _keep(found: list[Draft], file: Path) -> None:
    """Keep what reads back as it was: not half a character in a query, say."""
    try:
        text = json.dumps([each.to_json() for each in found])
        if _parsed(text) != found:
            return
    except (ValueError, TypeError, RecursionError):
        return
    if not file.parent.is_dir():
        file.parent.mkdir(parents=True, exist_ok=True)
        _forget_the_oldest(file.parent.parent)
    write_whole(file, text)


def _forget_the_oldest(root: Path) -> None:
    kept = sorted(root.iterdir(), key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in kept[_MOST:]:
        shutil.rmtree(folder, ignore_errors=True)


@cache
def _drawer() -> str:
    """All that what is drawn depends on besides the seed, in a few letters."""
    modules = sorted((_layout.PACKAGE / "generating").glob("*.py"))
    files = [_layout.REFERENCES / "openapi.json", *modules, *(_layout.PACKAGE / name for name in _READ_BY_THEM)]
    versions = [sys.version, *(f"{each} {version(each)}" for each in _LIBRARIES)]
    hashed = hashlib.sha256("\n".join(versions).encode())
    for file in files:
        hashed.update(hashlib.sha256(file.read_bytes()).digest())
    return hashed.hexdigest()[:16]
