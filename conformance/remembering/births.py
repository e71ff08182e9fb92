"""Leads that were made in a batch: its answer names none, so each is known by its e-mail once a view shows it."""

from collections.abc import Iterable, Mapping
from typing import Any

from conformance.remembering.comparing import is_plain, is_set
from conformance.remembering.kinds import kinds
from conformance.remembering.record import Held, Remembered
from conformance.remembering.writes import Row, Write


class Births:
    """Rows of batches that were stored, and whose leads no view has shown yet.

    Only an e-mail that nothing else of this process has ever written tells a lead.
    """

    def __init__(self) -> None:
        self._written: set[str] = set()
        self._due: dict[str, tuple[Row, Write]] = {}
        self._named: set[str] = set()

    def take(self, write: Write) -> None:
        """Take note of the e-mails that a write sends, and of the rows that a batch has stored."""
        rows = write.asked.rows if write.asked.rows is not None else [write.asked.fields]
        emails = [_folded(row.get("email")) for row in rows]
        batch = write.operation == "createLeads" and write.asked.rows is not None and write.outcome == "done"
        stored = batch and write.caller is not None and _all_stored(write, rows)
        for row, email in zip(rows, emails, strict=True):
            self._due.pop(email, None)
            if stored and email and email not in self._written and emails.count(email) == 1:
                self._due[email] = (row, write)
        self.spoil(emails)

    def spoil(self, emails: Iterable[str]) -> None:
        """These e-mails tell nobody from now on, but for the leads that are due."""
        self._written.update(_folded(each) for each in emails)

    def name(self, names: Iterable[str]) -> None:
        """A write has named these ids: what it did to a lead that no view had shown by its e-mail is not known."""
        self._named.update(names)

    def born(self, row: Mapping[str, Any]) -> Remembered | None:
        """The lead that a view shows for the first time, as its row of the batch made it; None for any other."""
        due = self._due.get(_folded(row.get("email"))) if self._due else None
        if due is None or row["id"] in self._named or row.get("client_id") != due[0].get("client_id"):
            return None
        sent, write = self._due.pop(_folded(row.get("email")))
        kind = kinds()["lead"]
        record = Remembered(kind, row["id"], write.caller, write.exchange, write.ended)
        for name, value in sent.items():
            if is_set(value) and is_plain(value) and (name in kind.inputs or name == "client_id"):
                record.held[name] = Held(value, "made together", write.exchange)
        return record


def _all_stored(write: Write, rows: list[Row]) -> bool:
    sent = write.asked.fields.get("leads")
    return isinstance(sent, list) and len(sent) == len(rows) == write.exchange.at("created")


def _folded(email: object) -> str:
    return email.strip().casefold() if isinstance(email, str) else ""
