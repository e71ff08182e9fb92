"""The reports: one module a format, found by listing this folder, so that a new format is a new file.

Every format has `NAME`, the file that it is written to, and `render(outcome)`, a pure function of a run's outcome.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from conformance import _layout
from conformance.errors import HarnessBroken, UsageError
from conformance.outcome.model import RunOutcome
from conformance.whole_file import write_whole


@dataclass(frozen=True)
class Format:
    """A format: the file's name, and what renders it."""

    name: str
    render: Callable[[RunOutcome], str | bytes]


@cache
def formats() -> dict[str, Format]:
    """All formats by module name (`html`); HarnessBroken where a module is none, or two write the same file."""
    found = {name: _format(name) for name in _layout.module_names(_layout.REPORTS)}
    files = [each.name for each in found.values()]
    if len(set(files)) < len(files):
        raise HarnessBroken(f"two report formats write the same file, of {', '.join(sorted(files))}")
    return found


def write(outcome: RunOutcome, name: str, folder: Path) -> Path:
    """Write one format into a folder, which is made where it is missing; gives the file.

    The file appears whole or not at all. UsageError for an unknown format.
    """
    if name not in formats():
        raise UsageError(f"there is no report format {name}", f"The formats are {', '.join(formats())}")
    chosen = formats()[name]
    folder.mkdir(parents=True, exist_ok=True)
    return write_whole(folder / chosen.name, chosen.render(outcome))


def write_all(outcome: RunOutcome, folder: Path) -> list[Path]:
    """Write every format into a folder; gives the files."""
    return [write(outcome, name, folder) for name in formats()]


def _format(name: str) -> Format:
    module = importlib.import_module(f"conformance.reports.{name}")
    file, render = getattr(module, "NAME", None), getattr(module, "render", None)
    if not isinstance(file, str) or not callable(render):
        raise HarnessBroken(f"reports/{name}.py is no report format: it lacks NAME or render")
    return Format(file, render)
