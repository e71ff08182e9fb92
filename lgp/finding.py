"""Walks the leads of clients, and finds among them on the caller's side what the API has no question for."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from conformance.lgp import answers
from conformance.lgp.counted import counted
from conformance.lgp.naming_clients import all_clients, client_of
from conformance.lgp.progress import Progress
from conformance.lgp.session import Session

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Wanted:
    """What is known of a lead that is looked for: e-mail and URL go to the API, parts of texts are compared here."""

    email: str | None = None
    linkedin_url: str | None = None
    full_name: str | None = None
    company: str | None = None
    title: str | None = None

    @property
    def is_asked_for(self) -> bool:
        """Whether the API can be asked."""
        return bool(self.email or self.linkedin_url)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is known of it."""
        return not any((self.email, self.linkedin_url, self.full_name, self.company, self.title))

    def fits(self, lead: Row) -> bool:
        """Whether the texts fit a lead; case, accents and the number of blanks do not count."""
        names = (lead.get("fullName"), _joined(lead.get("firstName"), lead.get("lastName")))
        return (
            _holds(names, self.full_name)
            and _holds((lead.get("companyName"),), self.company)
            and _holds((lead.get("title"),), self.title)
        )


def found(
    session: Session, wanted: Wanted, client: str | None, note: Callable[[str], None], most: int | None = None
) -> list[Row]:
    """The leads that fit, of one client or of all of the company's, no more than `most`; `note` tells the progress."""
    shown = leads(session, client, note) if not wanted.is_asked_for else _asked_for(session, wanted, client)
    return list(islice((lead for lead in shown if wanted.fits(lead)), most))


def _asked_for(session: Session, wanted: Wanted, client: str | None) -> Iterator[Row]:
    query = {
        "email": wanted.email,
        "linkedinUrl": wanted.linkedin_url,
        "client_id": client_of(session, client).client_id if client is not None else None,
    }
    answer = session.ask("findLead", query=query, absent=True)
    alone = answer.record("lead")
    yield from [alone] if alone is not None else [] if answer.status == 404 else answers.rows(answer, "leads")


def leads(session: Session, client: str | None, note: Callable[[str], None], most: int | None = None) -> Iterator[Row]:
    """The leads of one client or of all of the company's, no more than `most`; pages are read as they are needed.

    `note` tells the progress.
    """
    largest = session.largest_page("listLeads")
    return islice(_leads(session, client, note, min(most or largest, largest)), most)


def _leads(session: Session, client: str | None, note: Callable[[str], None], size: int) -> Iterator[Row]:
    clients = [client_of(session, client)] if client is not None else all_clients(session)
    progress = Progress(note)
    read = 0
    for number, each in enumerate(clients, start=1):
        for page in session.pages("listLeads", {"client_id": each.client_id}, size):
            rows = page.rows("leads")
            yield from rows
            read += len(rows)
            progress.at(f"{counted(read, 'lead')} read, client {number} of {len(clients)}")


def _holds(texts: Sequence[object], part: str | None) -> bool:
    if part is None:
        return True
    return any(_folded(part) in _folded(text) for text in texts if isinstance(text, str))


def _joined(*texts: object) -> str:
    return " ".join(text for text in texts if isinstance(text, str))


def _folded(text: str) -> str:
    letters = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(letters.casefold().split())
