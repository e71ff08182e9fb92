"""The summary that `run` and `report` print, and that summary.txt keeps."""

from collections.abc import Iterator

from rich.text import Text

from conformance.harmless import one_line, printable
from conformance.outcome.model import Left, RequirementRow, RunOutcome

NAME = "summary.txt"

FINDING_LINES = 60
"""Lines that the findings take at most."""

_WIDTH = 240
_LEFT_SHOWN = 20
_UNPROVEN_SHOWN = 8
_STYLES = {"CONFORMANT": "bold green", "NOT CONFORMANT": "bold red", "INCOMPLETE": "bold yellow"}


def render(outcome: RunOutcome, finding_lines: int = FINDING_LINES) -> str:
    """The summary as plain text: findings first, the verdict last, where the eye is when a run ends.

    Below it stands only what else decides the exit code.
    """
    parts = [
        _findings(outcome, finding_lines),
        _left(outcome),
        _waivers(outcome),
        _broken(outcome),
        _unproven(outcome),
        _counts(outcome),
        _verdict(outcome),
    ]
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part))) + "\n"


def styled(outcome: RunOutcome) -> Text:
    """The summary with the verdict and the findings' heads in colour, for a terminal that shows it."""
    text = Text(render(outcome))
    text.highlight_regex(r"(?m)^(?:failed|flaky) +LG-[A-Z]+-\d+.*$", "red")
    text.highlight_regex(r"(?m)^advisory +LG-[A-Z]+-\d+.*$", "yellow")
    text.highlight_regex(r"(?m)^  (?:expected|actual|request|again|source|seen in|smallest) ", "dim")
    said = text.plain.rfind(f"\n{outcome.verdict}") + 1
    text.stylize(_STYLES[outcome.verdict], said, said + len(outcome.verdict))
    return text


def _findings(outcome: RunOutcome, limit: int) -> Iterator[str]:
    rows = sorted((row for row in outcome.requirements if row.findings), key=lambda row: (row.advisory, row.id))
    used = 0
    for number, row in enumerate(rows):
        lines = "\n".join(_finding(row)).split("\n")
        if used + len(lines) > limit:
            yield f"… and {_more(len(rows) - number, 'broken requirement')}, all in report.html and report.json"
            return
        used += len(lines)
        yield from lines


def _finding(row: RequirementRow) -> list[str]:
    first = row.findings[0]
    others = len(row.findings) - 1
    more = f"; {_more(others, 'finding')} of it" if others else ""
    return [
        f"{row.status:<13}{row.id}  {one_line(row.title, _WIDTH)}  [{row.level}, {row.provenance}]",
        f"  expected  {one_line(first.expected, _WIDTH)}",
        f"  actual    {one_line(first.actual, _WIDTH)}",
        f"  seen in   {one_line(first.seen_in, _WIDTH)}{more}",
        *([f"  smallest  {one_line(first.shape, _WIDTH)} ({first.how_small})"] if first.shape else ()),
        f"  request   {_command(first.curl)}",
        f"  again     {_command(first.rerun)}",
    ]


def _more(count: int, noun: str) -> str:
    return f"{count} more {noun}{'' if count == 1 else 's'}"


def _command(text: str) -> str:
    """A command that can be copied: whole where it is of a usable length, its further lines set in."""
    return printable(text).replace("\n", "\n            ")


def _left(outcome: RunOutcome) -> Iterator[str]:
    yield from _list("left behind", outcome.unwanted)
    yield from _list("kept as asked (--skip-cleanup)", tuple(each for each in outcome.leftovers if each.wanted))
    yield from _list("made for good (nothing removes it)", outcome.permanent)


def _list(title: str, left: tuple[Left, ...]) -> Iterator[str]:
    if left:
        yield f"{title}: {len(left)}"
    for each in left[:_LEFT_SHOWN]:
        actor = f" by {each.actor}" if each.actor else ""
        told = f"{each.what} {each.id or '(no id)'}{actor}: {each.reason}"
        yield f"  {one_line(told, _WIDTH)}"
    if len(left) > _LEFT_SHOWN:
        yield f"  … and {len(left) - _LEFT_SHOWN} more, all in report.json"


def _waivers(outcome: RunOutcome) -> Iterator[str]:
    remedies = {
        "expired": "take it out, or renew it",
        "no longer needed": "the requirement is kept: take it out",
        "not tried": "nothing in this run speaks of it",
    }
    for each in outcome.waivers:
        where = f" on {each.operation}" if each.operation else ""
        remedy = f": {remedies[each.state]}" if each.state in remedies else ""
        told = f"{each.requirement}{where}, by {each.owner} until {each.expires}: {each.state}{remedy}"
        yield f"waiver   {one_line(told, _WIDTH)}"


def _broken(outcome: RunOutcome) -> Iterator[str]:
    for each in outcome.run.broken[:_LEFT_SHOWN]:
        yield f"the harness broke: {one_line(each, _WIDTH)}"


def _unproven(outcome: RunOutcome) -> Iterator[str]:
    """The claimed MUSTs that nothing decided: what keeps a run from its verdict, and why."""
    states = ("inconclusive", "not tested")
    rows = [row for row in outcome.requirements if row.claimed and not row.advisory and row.status in states]
    for row in rows[:_UNPROVEN_SHOWN]:
        yield f"{row.status:<13}{row.id}  {one_line(f'{row.title}: {row.reason}', _WIDTH)}"
    if len(rows) > _UNPROVEN_SHOWN:
        yield f"… and {len(rows) - _UNPROVEN_SHOWN} more without a decision, all in report.json"


def _counts(outcome: RunOutcome) -> Iterator[str]:
    for level, counts in outcome.counts.items():
        told = ", ".join(f"{status} {count}" for status, count in counts.items() if count)
        yield f"{level:<9}{told or 'none'}"
    sent = outcome.requests
    apart = f"{sent.retried} retried, {sent.unplanned_429} unplanned 429"
    yield f"requests {sent.total} ({apart}) in {outcome.run.seconds:.1f} s"
    yield f"cells    {outcome.cells.tried} of {outcome.cells.claimed} operations and faults that meet were tried"
    yield from _coverage(outcome)


def _coverage(outcome: RunOutcome) -> Iterator[str]:
    if outcome.coverage.known:
        totals = outcome.coverage.totals
        shares = (
            (totals.statuses, "statuses seen"),
            (totals.valid, "inputs sent valid"),
            (totals.invalid, "invalid"),
            (totals.broken, "keywords violated"),
            (totals.accepted, "valid generated requests with a 2xx"),
        )
        yield f"coverage {', '.join(f'{each.percent} % of {words}' for each, words in shares if each.due)}"


def _verdict(outcome: RunOutcome) -> Iterator[str]:
    yield one_line(outcome.sentence, 4 * _WIDTH)
    if outcome.failed_by_waivers:
        yield one_line(outcome.failed_by_waivers, 4 * _WIDTH)
