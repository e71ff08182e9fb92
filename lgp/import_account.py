"""The account of an import: what became of each row, and how to go on where it was cut off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from conformance.errors import NotThisApi
from conformance.exchange import Exchange
from conformance.harmless import one_line
from conformance.lgp import line_spans
from conformance.lgp.counted import counted
from conformance.lgp.importing import Row
from conformance.lgp.line_spans import Span
from conformance.redaction import Redactor

_NAMED = 5
"""Skipped rows, and reasons, that are told one by one."""

_LONGEST_NAME = 60

_THERE = "already_exists"

_UNSENT = "not sent"
_IN_DOUBT = "no answer tells what became of them, so that they may have been stored"

_EACH = "with --json, each is named"


@dataclass(frozen=True)
class Skipped:
    """A row that the service skipped, as it names it, and its line where that is known."""

    name: str
    row: Row | None

    @property
    def value(self) -> str:
        """It as JSON: as the service names it, but by its line where it has no e-mail."""
        return self.name if self.row is None or self.row.email else f"line {self.row.line}"

    def told(self, redactor: Redactor) -> str:
        """It in words: a name of the service's is cut once it is redacted, so that no half of a secret is left."""
        if self.row is None:
            return one_line(redactor.text(self.name), _LONGEST_NAME)
        return f"line {self.row.line} ({one_line(self.row.email)})" if self.row.email else self.value


@dataclass(frozen=True)
class Fault:
    """Why rows were not created, and in which lines; None where the service names a row that was not sent."""

    span: Span | None
    kind: str
    reason: str

    @property
    def value(self) -> dict[str, str]:
        """It as JSON."""
        first, last = self.span or (0, 0)
        lines = "" if self.span is None else f"{first}-{last}" if last > first else f"{first}"
        return {"lines": lines, "errorType": self.kind, "error": self.reason}


@dataclass
class Account:
    """What became of the rows.

    `there` are those skipped since the client has such a lead already; `failed` are all others that were not created.
    `open_from` is the line of the first row that got no answer or was not sent, where the import was cut off.
    """

    created: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    there: int = 0
    failed: int = 0
    open_from: int | None = None

    @property
    def value(self) -> dict[str, Any]:
        """It as JSON."""
        return {
            "created": self.created,
            "skipped": [each.value for each in self.skipped],
            "errors": [each.value for each in self.faults],
        }

    def lines(self, redactor: Redactor) -> Iterator[str]:
        """What was created and skipped, in lines for people."""
        yield f"created {self.created}, skipped {len(self.skipped)}{self._why_skipped}"
        yield from (f"skipped {each.told(redactor)}" for each in self.skipped[:_NAMED])
        if more := self.skipped[_NAMED:]:
            lines = line_spans.in_words((each.row.line, each.row.line) for each in more if each.row is not None)
            yield f"skipped {len(more)} more{f', {lines}' if lines else ''}; {_EACH}"

    def reasons(self) -> Iterator[str]:
        """Why rows were not created that are not there already, a line a reason."""
        by_reason: dict[str, list[Span | None]] = {}
        for each in self.faults:
            if each.kind != _THERE:
                by_reason.setdefault(each.reason or each.kind, []).append(each.span)
        for reason, spans in list(by_reason.items())[:_NAMED]:
            yield f"{line_spans.in_words(each for each in spans if each is not None) or 'line ?'}: {reason}"
        if len(by_reason) > _NAMED:
            yield f"{counted(len(by_reason) - _NAMED, 'more reason')}; {_EACH}"

    def took(self, batch: Sequence[Row], answer: Exchange) -> None:
        """Account for a batch that the service took; rows that it gave no reason for count as failed."""
        created, skipped = answer.at("created"), answer.at("skipped")
        if not isinstance(created, int) or not isinstance(skipped, list):
            raise NotThisApi("the service answered a batch without created and skipped", "See what `leads list` shows")
        self.created += created
        there = 0
        of_errors: list[Row] = []
        for error in answer.rows("errors"):
            index, kind, told = error.get("index"), error.get("errorType"), error.get("error")
            row = batch[index] if isinstance(index, int) and 0 <= index < len(batch) else None
            of_errors += [row] if row is not None else []
            there += kind == _THERE
            span = (row.line, row.line) if row is not None else None
            self.faults.append(Fault(span, str(kind or ""), str(told or "")))
        self.skipped += _matched([each for each in skipped if isinstance(each, str)], batch, of_errors)
        self.there += there
        self.failed += max(0, len(batch) - created - there)

    def refused(self, batch: Sequence[Row], reason: str) -> None:
        """Account for a batch that was refused whole."""
        self._left(batch, reason)

    def cut_off(self, in_doubt: Sequence[Row], unsent: Sequence[Row]) -> None:
        """Account for the rows that got no answer, and for those that were not sent."""
        self.open_from = next((row.line for row in (*in_doubt, *unsent)), None)
        self._left(in_doubt, _IN_DOUBT)
        self._left(unsent, _UNSENT)

    def next_step(self, rows: Sequence[Row]) -> str:
        """What to do once the import of these rows was cut off; empty where all had been sent."""
        if self.open_from is None:
            return ""
        if all(row.email for row in rows):
            return "To go on, run the same command: rows that are there already are skipped"
        return (
            f"To go on, see with `lgp leads list` which rows from line {self.open_from} on are there, and import the "
            "others alone: one without an e-mail is stored as often as it is sent"
        )

    @property
    def _why_skipped(self) -> str:
        are = "is" if self.there == 1 else "are"
        if not self.there:
            return ""
        return f"{' that' if self.there == len(self.skipped) else f', of which {self.there}'} {are} there already"

    def _left(self, rows: Sequence[Row], reason: str) -> None:
        if rows:
            self.failed += len(rows)
            self.faults.append(Fault((rows[0].line, rows[-1].line), "", reason))


def _matched(names: Sequence[str], batch: Sequence[Row], of_errors: Sequence[Row]) -> Iterator[Skipped]:
    """The rows that the service skipped: it names one by its e-mail, or by its place where it has none.

    Of rows with one e-mail those are meant that it tells an error of, else the last.
    """
    by_email: dict[str, list[Row]] = {}
    for row in (*(each for each in batch if each not in of_errors), *reversed(of_errors)):
        if row.email:
            by_email.setdefault(row.email.casefold(), []).append(row)
    for name in names:
        index = int(name) if name.isascii() and name.isdigit() and len(name) < 4 else len(batch)
        if index < len(batch) and not batch[index].email:
            yield Skipped(name, batch[index])
        else:
            rows = by_email.get(name.casefold(), [])
            yield Skipped(name, rows.pop() if rows else None)
