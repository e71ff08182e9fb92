"""selftest.json and selftest.html: how strong the harness is, for machines and for people."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from markupsafe import Markup

from conformance.proving.rows import MARKS, MOST_COLLATERAL, Row, Selftest, Shares, shares
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
        lines=_lines(found),
        marks=[(_across(mark, _end(found.rows)), mark) for mark in MARKS],
        areas=_by(found, lambda row: [row.defect.requirement.split("-")[1]]),
        faults=_by(found, lambda row: row.defect.faults),
        whole_runs=[each for each in found.cleans if not each.requirements],
    )


def _lines(found: Selftest) -> list[tuple[str, Markup, bool]]:
    """The lines of the curve: whose they are, their path, and whether they are dashed."""
    full = [row for row in found.rows if not row.defect.advisory]
    advisory = [row for row in found.rows if row.defect.advisory]
    kinds = (("intending a MUST", full, False), ("advisory", advisory, True))
    end = _end(found.rows)
    return [(f"{name}, {len(rows)}", _steps(rows, end), dashed) for name, rows, dashed in kinds if rows]


def _steps(rows: Sequence[Row], end: int) -> Markup:
    """The path of some rows' line, whose top is all of them: a step up for each kill, at its request.

    It is made of numbers alone, and whole however long it is: a part of it would show a lower share.
    """
    kills = _kills(rows)
    height = _HIGH / len(rows)
    path = [f"M0 {_HIGH}"]
    for number, request in enumerate(kills, 1):
        path.append(f"H{_across(request, end)}V{_HIGH - number * height:.1f}")
    return Markup("".join([*path, f"H{_WIDE}"]))


def _kills(rows: Sequence[Row]) -> list[int]:
    """The requests at which a run at standard kills."""
    return sorted(row.request for row in rows if row.killed and row.level == "standard" and row.request is not None)


def _end(rows: Sequence[Row]) -> int:
    """The request at the right edge of the picture: the last mark, or a later kill."""
    return max([MARKS[-1], *_kills(rows)])


def _across(request: int, end: int) -> float:
    return round(request / end * _WIDE, 1)


def _by(found: Selftest, keys: Callable[[Row], Iterable[str]]) -> list[tuple[str, Shares]]:
    """The shares of rows that have a key in common."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in found.rows:
        for key in keys(row):
            rows[key].append(row)
    return [(key, shares(rows[key])) for key in sorted(rows)]
