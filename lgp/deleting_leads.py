"""Deletes leads in batches, and purges clients in a way that does not time out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from conformance.exchange import Exchange
from conformance.lgp import documented
from conformance.lgp.counted import counted
from conformance.lgp.naming_clients import Client
from conformance.lgp.progress import Progress
from conformance.lgp.session import Session

_SWIFT_BATCH = 50
_LARGEST_PURGE = 500
"""The real service times out on a purge of some 1,000 leads, and deletes no more than 50 at once swiftly."""


@dataclass(frozen=True)
class Deleted:
    """How many leads were deleted, and which were not, as far as the API says so."""

    count: int
    skipped: list[str]


def delete_leads(session: Session, ids: Sequence[str], note: Callable[[str], None], most: int | None = None) -> Deleted:
    """Delete leads in batches of at most so many; more than one batch tells its progress through `note`."""
    size = most or documented.most(session.contract, "deleteLeads", "ids")
    count = 0
    skipped: list[str] = []
    for start in range(0, len(ids), size):
        batch = list(ids[start : start + size])
        answer = session.ask("deleteLeads", json={"ids": batch}, absent=True)
        left = batch if answer.status == 404 else _skipped(answer)
        told = answer.at("deleted")
        count += told if isinstance(told, int) else len(batch) - len(left)
        skipped += left
        if len(ids) > size:
            note(f"{min(start + size, len(ids))} of {counted(len(ids), 'lead')}")
    return Deleted(count, skipped)


def lead_ids(session: Session, client: Client, note: Callable[[str], None]) -> list[str]:
    """The ids of all leads of a client; `note` tells how many, now and then."""
    progress = Progress(note)
    ids: list[str] = []
    for page in session.pages("listLeads", {"client_id": client.client_id}, session.largest_page("listLeads")):
        ids += [row["id"] for row in page.rows("leads") if isinstance(row.get("id"), str)]
        progress.at(f"{counted(len(ids), 'lead')} read")
    return ids


def purge(session: Session, client: Client, ids: Sequence[str], note: Callable[[str], None]) -> int:
    """Delete a client with its leads, of which these are known; gives the number of leads deleted."""
    before = delete_leads(session, ids[:-_LARGEST_PURGE], note, _SWIFT_BATCH).count
    answer = session.ask("deleteClient", query={"id": client.id, "purge": True})
    told = answer.at("deletedLeads")
    return before + (told if isinstance(told, int) else len(ids) - before)


def _skipped(answer: Exchange) -> list[str]:
    value = answer.at("skipped")
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
