"""Kept examples: what generated tests found broken, in the run's folder, so that the next run tries it first.

An example is data of the test that keeps it (a request, a sequence of steps); records in it have names, not ids.
"""

import json
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from conformance.exchange import Json
from conformance.redaction import Redactor

FOLDER = "examples"
"""The folder of a run that holds its examples, one file a process."""

MOST_CARRIED = 50
"""Examples of earlier runs that a run takes over, the newest first."""

MOST_TRIED = 10
"""Examples that one test tries, the newest first: what a run sends stays bounded."""

_CARRIED = "earlier.jsonl"


class KeptExample(BaseModel):
    """An example with its test and the target that it was found on (an origin, or `embedded`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    target: str
    test: str
    example: Json


class Kept:
    """The examples of one process: those of earlier runs in `folder`, and those that this process keeps itself."""

    def __init__(
        self, folder: Path, segment: str, target: str, test: Callable[[], str | None], redactor: Redactor
    ) -> None:
        self._folder = folder
        self._file = folder / f"{segment}.jsonl"
        self._target = target
        self._test = test
        self._redactor = redactor
        self._own: list[KeptExample] = []
        self._earlier: list[KeptExample] | None = None

    def examples(self) -> list[Json]:
        """The examples of the test on stage, the newest first and none twice, at most `MOST_TRIED`."""
        if self._earlier is None:
            self._earlier = _read(self._folder / _CARRIED)
        test = self._test()
        found = (each.example for each in (*reversed(self._own), *self._earlier) if each.test == test)
        return list({_text(each): each for each in found}.values())[:MOST_TRIED]

    def keep(self, example: Json) -> None:
        """Keep an example of the test on stage, once; JSON data, written without secrets."""
        kept = KeptExample(target=self._target, test=self._test() or "", example=example)
        if any((each.test, _text(each.example)) == (kept.test, _text(example)) for each in self._own):
            return
        self._own.append(kept)
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(self._redactor.text(_line(kept)))


def carry(earlier: Path, out: Path, target: str) -> None:
    """Take the examples of an earlier run's folder over into a new one, where they were found on the same target."""
    found = [each for each in read(earlier) if each.target == target]
    distinct = list({(each.test, _text(each.example)): each for each in found}.values())[:MOST_CARRIED]
    if distinct:
        (out / FOLDER).mkdir(parents=True, exist_ok=True)
        (out / FOLDER / _CARRIED).write_text("".join(map(_line, distinct)), "utf-8")


def read(run: Path) -> list[KeptExample]:
    """All examples of a run's folder, the newest first: its own before those that it took over."""
    own = [file for file in sorted((run / FOLDER).glob("*.jsonl")) if file.name != _CARRIED]
    return [*(each for file in own for each in reversed(_read(file))), *_read(run / FOLDER / _CARRIED)]


def _read(file: Path) -> list[KeptExample]:
    """The examples of a file; lines that are none (torn, or of another version) are passed over."""
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            found.append(KeptExample.model_validate(json.loads(line)))
        except (ValueError, RecursionError):
            continue
    return found


def _line(kept: KeptExample) -> str:
    return _text(kept.model_dump()) + "\n"


def _text(example: Json) -> str:
    """JSON in plain ASCII, which takes what UTF-8 cannot: half a character is a likely example."""
    return json.dumps(example, sort_keys=True)
