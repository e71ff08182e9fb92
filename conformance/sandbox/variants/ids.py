"""Ids of other looks: they are opaque, and non-empty."""

import secrets
import uuid
from collections.abc import Callable
from itertools import count
from typing import ClassVar

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.resources.processing import Processing
from conformance.sandbox.resources.webhooks import Webhooks
from conformance.sandbox.results import slug
from conformance.sandbox.store import Store
from conformance.sandbox.values import Object

_GREATEST = "SELECT max(CAST({name} AS INTEGER)) FROM {table} WHERE {name} NOT GLOB '*[^0-9]*' AND length({name}) < 16"


class ClientIdsAreSlugs(Variant):
    """Named after the client."""

    id = "client-ids-are-slugs"
    sentence = "The client_id of a new client is its name in lower case with hyphens and a short number."
    requirements = ("LG-CLI-001", "LG-CLI-003", "LG-CLI-004", "LG-CLI-008", "LG-CLI-017", "LG-LEAD-005", "LG-LEAD-014")

    def apply(self, application: Application) -> None:
        """Draw it from the name."""
        clients = application.resource(Clients)

        def stored(call: Call, fields: Object) -> Record:
            name = f"{slug(str(fields['clientName']), 'client')}-{secrets.randbelow(10**9)}"
            return clients.clients.insert(
                company_id=call.company_id, owner=call.principal.owner, fields=fields, client_id=name
            )

        override(clients.stored, lambda _: stored)


class _OtherIds(Variant):
    """Draws the ids of clients and leads, and the `client_id`, in its own way."""

    def apply(self, application: Application) -> None:
        """Store new rows under ids of that look."""
        clients, leads = application.resource(Clients).clients, application.resource(Leads).rows

        def client(call: Call, fields: Object) -> Record:
            company, owner = call.company_id, call.principal.owner
            id, client_id = self.new(), self.new_client_id()
            return clients.insert(id=id, company_id=company, owner=owner, fields=fields, client_id=client_id)

        def lead(call: Call, client: Record, fields: Object) -> Record:
            company, owner = call.company_id, call.principal.owner
            client_id = client.columns["client_id"]
            return leads.leads.insert(
                id=self.new_lead_id(), company_id=company, owner=owner, fields=fields, client_id=client_id
            )

        override(application.resource(Clients).stored, lambda _: client)
        override(leads.stored, lambda _: lead)

    def new(self) -> str:
        """A fresh id."""
        raise NotImplementedError

    def new_client_id(self) -> str:
        """A fresh `client_id`."""
        return self.new()

    def new_lead_id(self) -> str:
        """A fresh id of a lead."""
        return self.new()


def _greatest(store: Store, table: str) -> int:
    """The greatest number that stands in a table as an id, or as a `client_id`; 0 where there is none."""
    names = [name for _, name, *_ in store.all(f"PRAGMA table_info({table})") if name in ("id", "client_id")]
    numbers = [store.one(_GREATEST.format(table=table, name=each)) for each in names]
    return max((int(row[0]) for row in numbers if row is not None and row[0] is not None), default=0)


class IdsAreNumbers(_OtherIds):
    """Keys of a database that counts."""

    id = "ids-are-numbers"
    sentence = "The ids of new clients and leads, and the client_id, are texts of digits."
    requirements = ("LG-CLI-001", "LG-CLI-007", "LG-CLI-017", "LG-LEAD-001", "LG-LEAD-048", "LG-LEAD-052", "LG-ISO-027")

    def new(self) -> str:
        """A number of twelve digits."""
        return str(10**11 + secrets.randbelow(10**11))


class IdsAreShort(_OtherIds):
    """One sequence for all tables."""

    id = "ids-are-short"
    sentence = "The ids of new clients and leads, and the client_id, count from 1 together."
    requirements: ClassVar[tuple[str, ...]] = (
        "LG-CLI-001",
        "LG-CLI-016",
        "LG-CLI-018",
        "LG-CLI-024",
        "LG-LEAD-048",
        "LG-ISO-001",
        "LG-ISO-007",
        "LG-PRIO-001",
        "LG-PRIO-002",
        "LG-PRIO-003",
    )

    def __init__(self) -> None:
        self._numbers = count(1)

    def apply(self, application: Application) -> None:
        """Go on where an earlier process has ended."""
        super().apply(application)
        self._numbers = count(1 + max(_greatest(application.store, table) for table in ("clients", "leads")))

    def new(self) -> str:
        """The next number."""
        return str(next(self._numbers))


class IdsAreCountedByKind(IdsAreShort):
    """A sequence for each table."""

    id = "ids-are-counted-by-kind"
    sentence = (
        "The ids of new clients count from 1, and so do those of new leads, of the runs of processing, of companies "
        "and of new webhooks, which show no company."
    )
    requirements = (
        "LG-CLI-001",
        "LG-CLI-007",
        "LG-CLI-021",
        "LG-LEAD-001",
        "LG-LEAD-048",
        "LG-ISO-001",
        "LG-ISO-006",
        "LG-ISO-008",
        "LG-ISO-019",
        "LG-ADM-001",
        "LG-COMP-003",
        "LG-HOOK-001",
        "LG-HOOK-002",
        "LG-PROC-001",
        "LG-PRIO-001",
        "LG-PRIO-002",
        "LG-PRIO-003",
        "LG-PRIO-005",
    )

    def __init__(self) -> None:
        super().__init__()
        self._leads, self._runs, self._companies, self._webhooks = count(1), count(1), count(1), count(1)

    def apply(self, application: Application) -> None:
        """Count the runs, the companies and the webhooks as well."""
        super().apply(application)
        tables = ("clients", "leads", "runs", "companies", "webhooks")
        counts = [count(1 + _greatest(application.store, table)) for table in tables]
        self._numbers, self._leads, self._runs, self._companies, self._webhooks = counts
        override(application.resource(Processing).new_id, lambda _: lambda: str(next(self._runs)))
        webhooks = application.resource(Webhooks)

        def company(original: Callable[..., Record]) -> Callable[..., Record]:
            return lambda **facts: original(**{**facts, "id": str(next(self._companies))})

        def webhook(original: Callable[..., Record]) -> Callable[..., Record]:
            return lambda call, _, *rest: original(call, str(next(self._webhooks)), *rest)

        for old in application.identity.companies.select(Filter()):
            if not old.id.isdigit():  # an earlier process has
                self._renumber(application.store, old.id, str(next(self._companies)))
        override(application.identity.add_company, company)
        override(webhooks.stored, webhook)
        override(
            webhooks.shown,
            lambda original: (
                lambda record: {name: each for name, each in original(record).items() if name != "company_id"}
            ),
        )

    def _renumber(self, store: Store, old: str, new: str) -> None:
        """Give a company that is there another id, wherever one stands."""
        for (table,) in store.all("SELECT name FROM sqlite_master WHERE type = 'table'"):
            if any(column[1] == "company_id" for column in store.all(f"PRAGMA table_info({table})")):
                store.execute(f"UPDATE {table} SET company_id = ? WHERE company_id = ?", (new, old))
        store.execute("UPDATE companies SET id = ? WHERE id = ?", (new, old))

    def new_client_id(self) -> str:
        """One that no other table could hold."""
        return str(uuid.uuid4())

    def new_lead_id(self) -> str:
        """The next number of a lead."""
        return str(next(self._leads))


class IdsNeedEscaping(_OtherIds):
    """Keys with signs that mean something in URLs."""

    id = "ids-need-escaping"
    sentence = (
        "The ids of new clients and leads, and the client_id, hold colons, plus signs, ampersands, quotes and more."
    )
    requirements = (
        "LG-CLI-007",
        "LG-CLI-008",
        "LG-CLI-019",
        "LG-LEAD-005",
        "LG-LEAD-036",
        "LG-LEAD-047",
        "LG-PAGE-009",
        "LG-ISO-001",
        "LG-ISO-003",
        "LG-ISO-034",
    )

    def new(self) -> str:
        """Something random with such signs around it."""
        return f'a:{secrets.token_hex(8)}+b=%20&c#é "~1?'


class RunIdsAreUuids(Variant):
    """A run is a record like any other."""

    id = "run-ids-are-uuids"
    sentence = "The ids of runs are UUIDs without a word before them."
    requirements = ("LG-PROC-001", "LG-PROC-009", "LG-TASK-001", "LG-TASK-004", "LG-ISO-021")

    def apply(self, application: Application) -> None:
        """Leave the word out."""
        override(application.resource(Processing).new_id, lambda _: lambda: str(uuid.uuid4()))
