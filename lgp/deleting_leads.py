"""Deletes leads in batches, and purges clients in a way that does not time out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from conformance.errors import HarnessError, Incomplete
from conformance.exchange import Exchange
from conformance.lgp import documented
from conformance.lgp.counted import counted
from conformance.lgp.naming_clients import Client
from conformance.lgp.progress import Progress
from conformance.lgp.refusals import may_be_done
from conformance.lgp.session import Session

_SWIFT_BATCH = 50
_LARGEST_PURGE = 500
"""The real service times out on a purge of some 1,000 leads, and deletes no more than 50 at once swiftly."""


@dataclass
class Deleted:
    """How many leads have been deleted, and which were not, as far as the API says so."""

    count: int = 0
    skipped: list[str] = field(default_factory=list)


def delete_leads(session: Session, ids: Sequence[str], note: Callable[[str], None]) -> Deleted:
    """Delete leads; more than one batch tells its progress through `note`."""
    deleted = Deleted()
    _delete(session, ids, deleted, note, documented.most(session.contract, "deleteLeads", "ids"), len(ids))
    return deleted


def _delete(
    session: Session, ids: Sequence[str], deleted: Deleted, note: Callable[[str], None], size: int, total: int
) -> None:
    """Delete leads in batches of at most `size`, and account for each; `total` are all that are to be deleted."""
    for start in range(0, len(ids), size):
        batch = list(ids[start : start + size])
        answer = session.ask("deleteLeads", json={"ids": batch}, absent=True)
        left = batch if answer.status == 404 else _skipped(answer)
        told = answer.at("deleted")
        deleted.count += told if isinstance(told, int) else len(batch) - len(left)
        deleted.skipped += left
        if total > size:
            note(f"{start + len(batch)} of {counted(total, 'lead')}")


def lead_ids(session: Session, client: Client, note: Callable[[str], None]) -> list[str]:
    """The ids of all leads of a client; `note` tells how many, now and then."""
    progress = Progress(note)
    ids: list[str] = []
    for page in session.pages("listLeads", {"client_id": client.client_id}, session.largest_page("listLeads")):
        ids += [row["id"] for row in page.rows("leads") if isinstance(row.get("id"), str)]
        progress.at(f"{counted(len(ids), 'lead')} read")
    return ids


def purge(session: Session, client: Client, ids: Sequence[str], note: Callable[[str], None]) -> int:
    """Delete a client with its leads, of which these are known; gives the number of leads deleted.

    What stops it tells how far it has come, as far as anybody knows; an interrupt is raised as Incomplete.
    """
    deleted = Deleted()
    client_asked = False
    try:
        _delete(session, ids[:-_LARGEST_PURGE], deleted, note, _SWIFT_BATCH, len(ids))
        client_asked = True
        answer = session.ask("deleteClient", query={"id": client.id, "purge": True})
    except KeyboardInterrupt as error:
        reached = _reached(deleted.count, len(ids), client_asked=client_asked)
        raise Incomplete(f"interrupted: {reached}", f"To go on, run the same command{_done(client_asked)}") from error
    except HarnessError as error:
        if may_be_done(error):
            reached = _reached(deleted.count, len(ids), client_asked=client_asked)
            note(f"{reached}; the same command goes on{_done(client_asked)}")
        elif deleted.count:
            goes_on = "; the same command goes on" if isinstance(error, Incomplete) else ""
            note(f"{deleted.count} of {counted(len(ids), 'lead')} were deleted{goes_on}")
        raise
    told = answer.at("deletedLeads")
    return deleted.count + (told if isinstance(told, int) else len(ids) - deleted.count)


def _reached(count: int, total: int, *, client_asked: bool) -> str:
    """How far a purge has come whose last request got no answer, and may be done all the same."""
    leads = counted(total, "lead")
    if client_asked and not count:
        return f"no answer tells whether the client and its {leads} were deleted"
    some = f"at least {count} of {leads} were deleted" if count else f"no answer tells how many of {leads} were deleted"
    of_client = "no answer tells whether the client was, with the others" if client_asked else "the client stays"
    return f"{some}, and {of_client}"


def _done(client_asked: bool) -> str:
    """By what one sees that the purge was done all the same."""
    return "; if there is no such client any more, it was done" if client_asked else ""


def _skipped(answer: Exchange) -> list[str]:
    value = answer.at("skipped")
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
