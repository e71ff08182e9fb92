"""What a company has but one of, itself and its settings, in the companies that this process has founded."""

from collections.abc import Iterator

from conformance.remembering import blaming, changing
from conformance.remembering.kinds import SETS, SINGLES, Name, kinds
from conformance.remembering.record import Remembered
from conformance.remembering.records import Records
from conformance.remembering.writes import Write


class Companies:
    """The companies that somebody of this process has founded: nobody else changes them or their settings."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._founded: dict[str, str] = {}

    def set_of(self, operation: str, caller: str | None) -> Remembered | None:
        """What an operation of a caller is about, where it is the company that they have founded or a set of it."""
        company = self._founded.get(caller or "")
        return self._records.get(SETS[operation][0], company) if company and operation in SETS else None

    def take(self, write: Write) -> None:
        """Let a write have its effect."""
        kind, key = SETS[write.operation]
        known = self.set_of(write.operation, write.caller)
        if write.outcome == "refused":
            if known is not None:
                law = blaming.refused(kind, write.exchange, write.asked.body)
                known.tried(law, write.asked.fields, write.exchange)
            return
        row = write.exchange.record(key)
        if write.outcome != "done" or row is None:
            for each in self._of(write.caller):
                each.ignored = True
        elif write.operation == "createCompany":
            self._found(write, row.get("id"))
        elif write.exchange.request.method == "POST":
            self._make(kind, write)
        elif known is not None:
            changing.updated(known, write.asked.fields, row, write.exchange)
            for name in (*known.kind.own, "id", "company_id"):
                if name in write.asked.fields:
                    known.tried(blaming.claimed(kind, name), {name: write.asked.fields[name]}, write.exchange)

    def _found(self, write: Write, id: object) -> None:
        caller = write.caller
        if caller is None or not isinstance(id, str) or caller in self._founded:
            for each in self._of(caller):
                each.ignored = True
            return
        self._founded[caller] = id
        self._make("company", write)

    def _make(self, kind: Name, write: Write) -> None:
        company, caller = self._founded.get(write.caller or ""), write.caller or ""
        row = write.exchange.record(SETS[write.operation][1]) or {}
        known = self._records.get(kind, company)
        if known is not None:
            known.forget()  # what is there may have been changed, and not only in what was sent
        elif company is not None:
            record = Remembered(kinds()[kind], company, caller, write.exchange, write.ended)
            changing.made(record, write.asked.fields, row, write.exchange)
            self._records.add(record)

    def _of(self, caller: str | None) -> Iterator[Remembered]:
        company = self._founded.get(caller or "")
        found = (self._records.get(kind, company) for kind in SINGLES)
        return (each for each in found if each is not None)
