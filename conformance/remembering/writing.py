"""What a write makes of the records that it names: changed, removed, only tried, or no longer known."""

from collections.abc import Callable, Iterable, Iterator

from conformance.expectations import Judgement, shown
from conformance.remembering import blaming, changing
from conformance.remembering.births import Births
from conformance.remembering.companies import Companies
from conformance.remembering.kinds import CREATES, DELETES, LOOSE_RUNS, RUNS, SETS, UPDATES, Name, kinds
from conformance.remembering.looking import Found
from conformance.remembering.missing import Deletion
from conformance.remembering.record import Remembered, Removal
from conformance.remembering.records import Records
from conformance.remembering.writes import Asked, Row, Write, told_ids, told_rows


class Writing:
    """Applies the writes of a process to its records; `are_one` tells whether two actors are of one company."""

    def __init__(self, records: Records, are_one: Callable[[str, str], bool]) -> None:
        self.deletions: list[Deletion] = []
        self.births = Births()
        self.companies = Companies(records)
        self._records = records
        self._are_one = are_one

    def concerned(self, operation: str, asked: Asked, caller: str | None) -> list[Remembered]:
        """The records that a write may change: those that it names by id, and what goes with those."""
        if operation in SETS:
            set_ = self.companies.set_of(operation, caller)
            return [] if set_ is None else [set_]
        if operation in UPDATES or operation in DELETES:
            kind = UPDATES[operation][0] if operation in UPDATES else DELETES[operation]
            named = self._records.with_ids(kind, asked.ids_for(operation))
            leads = [lead for each in named for lead in self._records.leads_of(each)] if kind == "client" else []
            return named + (leads if operation == "deleteClient" else [])
        if operation in RUNS or operation in LOOSE_RUNS:
            return self._records.with_ids("lead", asked.ids_for(operation))
        names = asked.names
        if operation == "createLeads":  # an e-mail that is there may mean its lead
            return [each for each in self._records.named(names, "lead") if each.value("email") in names]
        if operation == "saveTerritoryCompany":
            rows = self._records.named(names, "territory")
            return [each for each in rows if each.value("companyName") in {*names, *map(str.strip, names)}]
        return []

    def take(self, write: Write) -> Iterator[Found]:
        """Let a write have its effect, and tell what its answer contradicts."""
        operation = write.operation
        if operation in ("createLeads", "updateLeads", "updateEnrichLead"):
            self.births.take(write)
        if operation not in CREATES:
            self.births.name(write.asked.ids_for(operation))
        if write.outcome != "refused" and not write.asked.is_read:
            self.doubt(self.concerned(operation, write.asked, write.caller))
            return
        if operation in SETS:
            self.companies.take(write)
        elif operation in CREATES:
            self._created(write)
        elif operation in UPDATES:
            yield from self._updated(write)
        elif operation == "deleteLeads":
            self._deleted_leads(write)
        elif operation == "deleteClient":
            self._deleted_client(write)
        elif operation in RUNS or operation in LOOSE_RUNS:
            self._started(write)

    def doubt(self, records: Iterable[Remembered]) -> None:
        """Nobody knows what became of these records."""
        for each in records:
            each.forget()
            each.stands = False

    def _created(self, write: Write) -> None:
        kind, key = CREATES[write.operation]
        concerned = self.concerned(write.operation, write.asked, write.caller)
        if write.outcome == "unknown" or write.asked.rows is not None:
            self.doubt(concerned if write.outcome != "refused" else ())
            return
        if write.outcome == "refused":
            if kind == "territory":
                self._tried(concerned, write)
            return
        row = write.exchange.record(key)
        id = row.get("id") if row is not None else None
        if row is None or not isinstance(id, str) or not id:
            self.doubt(concerned)
            return
        known = self._records.get(kind, id)
        if known is None:
            self._make(kind, id, row, write)
        elif kind == "territory" and self._is_own(known, write):
            changing.saved(known, write.asked.fields, write.exchange)
        else:
            self.doubt([known])

    def _make(self, kind: Name, id: str, row: Row, write: Write) -> None:
        record = Remembered(kinds()[kind], id, write.caller, write.exchange, write.ended, shown_at=write.ended)
        record.seen_by |= {write.caller} if write.caller else set()
        changing.made(record, write.asked.fields, row, write.exchange)
        self._records.add(record)

    def _updated(self, write: Write) -> Iterator[Found]:
        kind, key = UPDATES[write.operation]
        asked, rows = write.asked, write.asked.rows
        concerned = self.concerned(write.operation, asked, write.caller)
        if write.outcome == "refused":
            self._tried(concerned, write)
        elif write.outcome == "unknown" or write.exchange.status != 200:
            self.doubt(concerned)
        elif rows is not None:
            written = told_rows(asked, write.exchange)
            if written is None:
                self.doubt(concerned)
            for sent in written or ():
                self._change(kind, str(sent["id"]), sent, None, write, batch=True)
        else:
            target = asked.last if write.operation == "updateEnrichLead" else asked.fields.get("id")
            row = write.exchange.record(key)
            if row is not None and row.get("id") != target:
                self.doubt(concerned)
                self.doubt(self._records.with_ids(kind, [str(row.get("id"))]))
                return
            yield from self._change(kind, str(target), asked.fields, row, write, batch=False)
            self._not_meant(kind, str(target), write)

    def _change(self, kind: Name, id: str, sent: Row, row: Row | None, write: Write, *, batch: bool) -> list[Found]:
        record = self._records.get(kind, id)
        if record is None or record.removal is not None:
            return []
        if _is_open(record, write):
            self.doubt([record])
            return []
        if not self._is_own(record, write):
            record.tried(blaming.foreign(write.operation, batch=batch), sent, write.exchange)
            return []
        old = changing.answers_old(record, sent, row) if row is not None else []
        found = _stale(record, old, sent, row or {}, write)
        changing.updated(record, sent, row, write.exchange, batch=batch)
        record.proved, record.shown_at = True, write.ended
        self._records.rename(record)
        for name in (*record.kind.own, "id", "updatedAt"):
            if name in sent:
                record.tried(blaming.claimed(kind, name), {name: sent[name]}, write.exchange)
        return found

    def _not_meant(self, kind: Name, target: str, write: Write) -> None:
        """Another record that the body of an update names, beside that of its path."""
        other = self._records.get(kind, write.asked.fields.get("id"))
        if other is not None and other.id != target:
            other.tried("LG-LEAD-054", write.asked.fields, write.exchange)

    def _deleted_leads(self, write: Write) -> None:
        asked, concerned = write.asked, self.concerned("deleteLeads", write.asked, write.caller)
        if write.outcome == "refused":
            self._tried(concerned, write, removes=True)
            return
        batch = asked.ids is not None
        single = asked.value("id")
        gone = told_ids(asked, write.exchange) if batch else [single] if single else None
        if write.outcome == "unknown" or write.exchange.status != 200 or gone is None or (batch and single):
            self.doubt(concerned)
            return
        for record in self._records.with_ids("lead", gone):
            self._remove(record, write, batch=batch, purge=False)

    def _deleted_client(self, write: Write) -> None:
        concerned = self.concerned("deleteClient", write.asked, write.caller)
        clients = [each for each in concerned if each.kind.name == "client"]
        leads = [each for each in concerned if each.kind.name == "lead"]
        purges = [value for name, value in write.asked.query if name == "purge"]
        if write.outcome == "refused":
            self._tried(clients, write, removes=True)
            odd = purges not in ([], ["true"], ["false"])
            for lead in leads:
                law = "LG-ISO-007" if self._is_strange(lead, write) else "LG-CLI-024" if odd else None
                lead.tried(law, {}, write.exchange, removes=True)
            return
        certain = write.outcome == "done" and write.exchange.status == 200 and purges in ([], ["true"], ["false"])
        if not certain or len(clients) != 1 or clients[0].id != write.asked.value("id"):
            self.doubt(concerned)
            return
        purge, client = purges == ["true"], clients[0]
        own_id = client.value("client_id")
        if not isinstance(own_id, str):
            self.doubt(concerned)
            return
        self._remove(client, write, batch=False, purge=purge)
        for lead in leads if purge else ():
            if lead.value("client_id") == own_id and client.maker is not None:
                self._remove(lead, write, batch=False, purge=True)
            else:
                self.doubt([lead])

    def _remove(self, record: Remembered, write: Write, *, batch: bool, purge: bool) -> None:
        if _is_open(record, write):
            self.doubt([record])
        elif not self._is_own(record, write):
            record.tried(blaming.foreign(write.operation, batch=batch), {}, write.exchange, removes=True)
        elif record.removal is None:
            law, in_bulk = blaming.removed(record.kind.name, batch=batch, purged=purge)
            record.removal = Removal(law, in_bulk, write.exchange)
            if purge and record.kind.name == "lead":
                return
            client = str(record.value("client_id"))
            self.deletions.append(
                Deletion(record.kind.name, client, write.ended, write.exchange, purge=purge, batch=batch)
            )

    def _started(self, write: Write) -> None:
        for lead in self.concerned(write.operation, write.asked, write.caller):
            if self._is_strange(lead, write):
                lead.tried(blaming.foreign(write.operation, batch=False), {}, write.exchange)
            elif _is_open(lead, write) and write.outcome != "refused":
                lead.ignored = True
            elif write.outcome != "refused":
                changing.begun(lead, write.exchange, bounded=write.operation in RUNS)
            else:
                changing.maybe_begun(lead)

    def _tried(self, concerned: Iterable[Remembered], write: Write, *, removes: bool = False) -> None:
        rows = write.asked.rows
        for record in concerned:
            sent = next((row for row in rows if row.get("id") == record.id), {}) if rows else write.asked.fields
            law = blaming.refused(record.kind.name, write.exchange, write.asked.body)
            if self._is_strange(record, write) and write.exchange.status != 429:
                batch = rows is not None or write.asked.ids is not None
                law = blaming.foreign(write.operation, batch=batch) or law
            record.tried(law, sent, write.exchange, removes=removes)

    def _is_own(self, record: Remembered, write: Write) -> bool:
        return write.caller is not None and record.maker is not None and self._are_one(write.caller, record.maker)

    def _is_strange(self, record: Remembered, write: Write) -> bool:
        return not _is_open(record, write) and not self._is_own(record, write)


def _is_open(record: Remembered, write: Write) -> bool:
    """Whether nobody can say if a write is of the company that made the record: a request may be two people's."""
    return write.caller is None or record.maker is None


def _stale(record: Remembered, old: list[str], sent: Row, row: Row, write: Write) -> list[Found]:
    law = {"updateClient": "LG-CLI-010", "updateLeads": "LG-LEAD-035", "updateEnrichLead": "LG-LEAD-036"}
    if not old or write.operation not in law:
        return []
    expected = f"the updated {record.kind.name} {record.id} with {shown({each: sent[each] for each in old})}"
    actual = f"as it was before: {shown({each: row[each] for each in old})}"
    return [Found(law[write.operation], Judgement(False, expected, actual), (write.exchange,))]
