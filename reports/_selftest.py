"""selftest.json and selftest.html: how strong the harness is, for machines and for people."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from markupsafe import Markup

from conformance.proving.rows import MARKS, MOST_COLLATERAL, Row, Selftest, Share, share
from conformance.reports._pages import allowed, source, template
from conformance.whole_file import write_whole

_WIDE, _HIGH = 1000, 300
"""The units of the curve's picture."""


def write(found: Selftest, folder: Path) -> Path:
    """Write both into a folder; gives the page."""
    write_whole(folder / "selftest.json", found.model_dump_json(indent=1) + "\n")
    return write_whole(folder / "selftest.html", render(found))


def render(found: Selftest) -> str:
    """The page; all that it prints is made printable, bounded and escaped by the environment."""
    style = source("report.css")
    return template("selftest.html.j2").render(
        found=found,
        style=Markup(style),  # our own file: nothing in it comes from a run
        policy=f"default-src 'none'; style-src '{allowed(style)}'; base-uri 'none'; form-action 'none'",
        most=MOST_COLLATERAL,
        steps=_steps(found),
        marks=[(_across(mark), mark) for mark in MARKS],
        areas=_by(found, lambda row: [row.defect.requirement.split("-")[1]]),
        faults=_by(found, lambda row: row.defect.faults),
        wide=[row for row in found.rows if len(row.breaches) > MOST_COLLATERAL],
    )


def _steps(found: Selftest) -> str:
    """The path of the curve: a step up for each kill, at its request."""
    kills = sorted(
        row.request for row in found.rows if row.killed and row.level == "standard" and row.request is not None
    )
    height = _HIGH / max(len(found.rows), 1)
    path = [f"M0 {_HIGH}"]
    for number, request in enumerate(kills, 1):
        path.append(f"H{_across(request)}V{_HIGH - number * height:.1f}")
    return "".join([*path, f"H{_WIDE}"])


def _across(request: int) -> float:
    return round(min(request / MARKS[-1], 1) * _WIDE, 1)


def _by(found: Selftest, keys: Callable[[Row], Iterable[str]]) -> list[tuple[str, Share]]:
    """The shares of rows that have a key in common."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in found.rows:
        for key in keys(row):
            rows[key].append(row)
    return [(key, share(rows[key])) for key in sorted(rows)]
