"""Which ids more than one client has, as the listings show them: what removes one of these may reach the other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from conformance.run_id import RunId, run_of

_Whose = tuple[RunId | None, str | None]
"""The run whose tag a client carries, None for a stranger's, and the company whose listing shows it."""


def shared(listings: Iterable[tuple[str | None, Iterable[Mapping[str, Any]]]]) -> tuple[set[str], set[str]]:
    """The `id`s and the `client_id`s that several clients have, not all of them made by one run in one company.

    `listings` are rows of GET /clients, each with the company that they were shown to. A row that is shown twice is one
    client, and what one run made for one company holds nothing of anybody else's.
    """
    of_ids: dict[str, dict[object, _Whose]] = defaultdict(dict)
    of_client_ids: dict[str, dict[object, _Whose]] = defaultdict(dict)
    for company, rows in listings:
        for row in rows:
            id, client_id = row.get("id"), row.get("client_id")
            whose = (run_of(str(row.get("clientName", ""))), company)
            if isinstance(id, str):
                of_ids[id][repr((client_id, whose))] = whose
            if isinstance(client_id, str):
                of_client_ids[client_id][repr((id, whose))] = whose
    return _several(of_ids), _several(of_client_ids)


def _several(holders: Mapping[str, Mapping[object, _Whose]]) -> set[str]:
    return {
        text
        for text, clients in holders.items()
        if len(clients) > 1 and (len(set(clients.values())) > 1 or None in {run for run, _ in clients.values()})
    }
