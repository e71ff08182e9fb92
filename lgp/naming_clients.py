"""Finds the client that somebody names by either of its ids: leads carry its `client_id`, changes take its `id`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.errors import NotThisApi, UsageError
from conformance.harmless import one_line
from conformance.lgp.refusals import ApiRefused
from conformance.lgp.session import Session
from conformance.redaction import Redactor

_LONGEST_NAME = 60


class NoSuchClient(ApiRefused):
    """The service shows the company no client of that name: exit code 1, as for any record that it does not know."""

    def __init__(self, named: str) -> None:
        super().__init__(f"there is no client {one_line(named)}", "`lgp clients list` shows them all", status=404)


@dataclass(frozen=True)
class Client:
    """A client: its record's `id`, its `client_id`, and its row as the API gave it."""

    id: str
    client_id: str
    row: Mapping[str, Any]

    def told(self, redactor: Redactor) -> str:
        """Its name and its `client_id`, for a question or a sentence: cut once they are redacted, so that no half of a
        secret is left.
        """
        name = self.row.get("clientName")
        words = one_line(redactor.text(name), _LONGEST_NAME) if isinstance(name, str) else ""
        client_id = one_line(redactor.text(self.client_id), _LONGEST_NAME)
        return f"{words} ({client_id})" if words else client_id


def client_of(session: Session, named: str) -> Client:
    """The client of that `client_id` or `id`; NoSuchClient where the company has none, UsageError for an empty word.

    The list is walked where the question finds nothing: a server may answer it for one of the two ids alone.
    """
    if not named.strip():
        raise UsageError("no client is named", "Give its client_id or id, which `lgp clients list` shows")
    answer = session.ask("listClients", query={"clientId": named}, absent=True)
    row = _of(answer.rows("clients"), named) or _of(session.rows("listClients"), named)
    if row is None:
        raise NoSuchClient(named)
    return _client(row)


def all_clients(session: Session) -> list[Client]:
    """All clients of the company."""
    return [_client(row) for row in session.rows("listClients")]


def _of(rows: Iterable[dict[str, Any]], named: str) -> dict[str, Any] | None:
    return next((row for row in rows if named in (row.get("client_id"), row.get("id"))), None)


def _client(row: dict[str, Any]) -> Client:
    id, client_id = row.get("id"), row.get("client_id")
    if not isinstance(id, str) or not isinstance(client_id, str):
        raise NotThisApi("the service shows a client without id or client_id", "See that --base-url is right")
    return Client(id, client_id, row)
