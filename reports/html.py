"""report.html: the outcome for people, as one page that loads nothing and runs nothing but its own few lines."""

from collections import defaultdict

from markupsafe import Markup

from conformance.outcome.model import STATUSES, RequirementRow, RunOutcome, Status
from conformance.reports._pages import allowed, source, template

NAME = "report.html"

_FINDINGS_SHOWN = 5
_ROWS_SHOWN = 200
_NAMES_SHOWN = 100
_BAR = 1000


def render(outcome: RunOutcome) -> str:
    """The page; all that it prints is made printable, bounded and escaped by the environment, not by the template."""
    style, script = source("report.css"), source("report.js")
    broken = sorted((row for row in outcome.requirements if row.findings), key=lambda row: row.id)
    return template("report.html.j2").render(
        outcome=outcome,
        policy=_policy(style, script),
        style=Markup(style),  # our own file: nothing in it comes from a run
        script=Markup(script),
        failing=[row for row in broken if not row.advisory],
        advisory=[row for row in broken if row.advisory],
        bars={level: _bar(counts) for level, counts in outcome.counts.items()},
        areas=sorted({row.area for row in outcome.requirements}),
        statuses=_present(outcome.requirements),
        beside=_beside(outcome),
        findings_shown=_FINDINGS_SHOWN,
        rows_shown=_ROWS_SHOWN,
        names_shown=_NAMES_SHOWN,
    )


def _beside(outcome: RunOutcome) -> dict[str, list[str]]:
    """The requirements that each exchange of a finding breaks, where it breaks several."""
    broken: dict[str, set[str]] = defaultdict(set)
    for finding in outcome.findings:
        for exchange in finding.exchanges:
            broken[exchange].add(finding.requirement)
    return {exchange: sorted(names) for exchange, names in broken.items() if len(names) > 1}


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy that allows the page's own style and script, by hash, and nothing else."""
    return (
        f"default-src 'none'; style-src '{allowed(style)}'; script-src '{allowed(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _bar(counts: dict[Status, int]) -> list[tuple[Status, int, int, int]]:
    """The parts of a level's bar: status, count, and offset and width of its `_BAR` units."""
    total = sum(counts.values())
    parts: list[tuple[Status, int, int, int]] = []
    before = 0
    for status in STATUSES:
        count = counts.get(status, 0)
        if count:
            offset, end = before * _BAR // total, (before + count) * _BAR // total
            parts.append((status, count, offset, end - offset))
        before += count
    return parts


def _present(rows: tuple[RequirementRow, ...]) -> list[Status]:
    found = {row.status for row in rows}
    return [status for status in STATUSES if status in found]
