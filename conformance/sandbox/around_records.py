"""Putting something around the writing of rows, of clients and leads alike: for mistakes that both routes can make."""

from collections.abc import Callable

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Object


def changed_rows(application: Application, change: Callable[[Record, str], Record]) -> None:
    """Let every client and every lead that was changed be `change(record, table)`, by the name of its table."""

    def client_changed(record: Record, changes: Object) -> Record:
        return change(of_client(record, changes), clients.clients.table.name)

    def lead_changed(record: Record, changes: Object) -> Record:
        return change(of_lead(record, changes), rows.leads.table.name)

    clients, rows = application.resource(Clients), application.resource(Leads).rows
    of_client, of_lead = clients.changed, rows.changed
    override(clients.changed, lambda _: client_changed)
    override(rows.changed, lambda _: lead_changed)
