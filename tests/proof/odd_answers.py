"""A target of which now and then one value of an answer is gone, null, or of another type than it should be.

`python -m tests.proof.odd_answers FROM TO` runs all hand-written suites against such a target for each seed, and tells
of the runs that broke the harness itself.
"""

import json
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from conformance import launcher
from conformance.exits import Exit
from tests.proof.between import Change, Passing, between
from tests.proof.runs import conformance, hand_written

SHARES = (0.02, 0.04, 0.08)
"""Of the answers, how many are odd: where they are many, few tests come as far as their end."""

_INSTEAD: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 10**18, "", "odd", "\u0000", "https://[", "2026-13-45T99:00:00Z"),
    *({}, [], {"a": {"b": 1}}, [1, None], [[]]),
)
_GONE = object()

_FLAGS = ("--window", "4", "--rate", "standard=20")
"""Small limits, for which nobody has to wait long."""


def ran(seed: int, folder: Path) -> "subprocess.CompletedProcess[str]":
    """All hand-written suites against such a target, by a seed, with whatever they write in a folder."""
    share = SHARES[seed % len(SHARES)]
    with (
        launcher.sandbox([*_FLAGS, "--seed", str(seed)]) as file,
        between(file, folder, odd(seed, share)) as changed,
    ):
        flags = ("--profile", str(changed), "--out", str(folder / "out"), *hand_written())
        return conformance("run", "-q", *flags, state=folder / "state")


def odd(seed: int, share: float) -> Change:
    """Changes one value in this share of the answers (0 to 1), drawn by a seed."""
    draws, lock = random.Random(seed), threading.Lock()

    def change(passing: Passing) -> bytes:
        with lock:
            return _changed(passing.body, draws) if draws.random() < share else passing.body

    return change


def broke(ended: "subprocess.CompletedProcess[str]") -> str:
    """What a run says that broke the harness itself; empty where nothing did."""
    said = ended.stdout + ended.stderr
    if ended.returncode != Exit.BROKEN and "Traceback" not in said:
        return ""
    return "\n".join(line for line in said.splitlines() if line.startswith("broke:")) or said[-2000:]


def _changed(body: bytes, draws: random.Random) -> bytes:
    try:
        value = json.loads(body)
    except ValueError:
        return body
    places = list(_places(value))
    if not places:
        return body
    holder, key = draws.choice(places)
    instead = draws.choice((_GONE, *_INSTEAD))
    if instead is _GONE:
        del holder[key]
    else:
        holder[key] = instead
    return json.dumps(value).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every object and list in a JSON value, with each of its keys."""
    pending = [value]
    while pending:
        node = pending.pop()
        keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
        for key in keys:
            yield node, key
            pending.append(node[key])


def main() -> None:
    """Tell of one run after the other."""
    for seed in range(int(sys.argv[1]), int(sys.argv[2])):
        with TemporaryDirectory(prefix="leadgenius-odd-") as folder:
            ended = ran(seed, Path(folder))
        print(f"seed {seed}: exit {ended.returncode} {broke(ended)}".rstrip(), flush=True)


if __name__ == "__main__":
    main()
