"""Where the leads of an export come from: a bulk list by an API key, else the listings of leads, client by client."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from conformance.errors import UsageError
from conformance.exchange import Exchange
from conformance.lgp.naming_clients import all_clients, client_of
from conformance.lgp.person import NOT_RENEWED
from conformance.lgp.refusals import ApiRefused
from conformance.lgp.session import Session, told_where

_EVERY_CLIENT = ("ALL", "DEFAULT")
"""What names no client in particular (skill reference: Bulk List Query Parameters)."""

_CLOSED = (401, 403)
"""How services answer a key at what is closed to keys."""

_ENDED = 401
"""How the service answers a login that has ended."""

_UNJUDGED = (400, 403, 404)
"""How a bulk list answers a key that it knows, and that names no company."""


@dataclass(frozen=True)
class LeadSource:
    """An operation that lists leads: of a company with a bulk list, else of each client.

    `client` is the one client's `client_id`, or empty for all; `fields` are those asked for, empty for all; `user` is
    the id of whom it is asked for; with `is_unchecked` the client is as it was given, and may be none.
    """

    operation: str
    user: str
    company: str
    client: str
    fields: tuple[str, ...]
    is_unchecked: bool = False

    @property
    def is_bulk(self) -> bool:
        """Whether one listing holds all."""
        return self.operation != "listLeads"

    def listings(self, session: Session) -> tuple[str, ...]:
        """The listings to walk: clients, or the one of all."""
        if self.is_bulk or self.client:
            return (self.client,)
        return tuple(dict.fromkeys(each.client_id for each in all_clients(session)))

    def query(self, listing: str) -> Mapping[str, object]:
        """What to ask for a listing."""
        if not self.is_bulk:
            return {"client_id": listing}
        return {"companyId": self.company, "clientId": listing or None, "fields": ",".join(self.fields) or None}


def lead_source(
    session: Session, *, source: bool, company: str | None, client: str | None, fields: tuple[str, ...]
) -> LeadSource:
    """The source for whoever the session acts as; UsageError, with the remedy, where there is none.

    `source` asks for source leads instead of enriched ones; `client` is a client_id or an id.
    """
    person = session.person
    if client is not None and not client.strip():
        raise UsageError("--client names no client", "Leave it out to export the leads of all")
    if not person.has_key:
        if source:
            person.fitting(session.contract.require("bulkSourceLeads"))
            raise UsageError("source leads are listed for an API key alone", "Set LGP_API_KEY and LGP_USER_ID")
        if company is not None:
            raise UsageError("--company is of the bulk list, which takes an API key", "Leave it out, or set a key")
        person.fitting(session.contract.require("listLeads"))
        return LeadSource("listLeads", person.user_id, "", _client_id(session, client) or "", fields)
    operation = "bulkSourceLeads" if source else "bulkEnrichLeads"
    looked_up = _client_id(session, client)
    known = client or "" if looked_up is None else looked_up
    found = company or company_of_key(session, operation, known)
    if not found:
        raise UsageError(
            "the API key does not tell its company", "Add --company ID; `lgp whoami` shows it to somebody with a login"
        )
    user = person.credential("key").identity or ""
    return LeadSource(operation, user, found, known, fields, looked_up is None)


def company_of_key(session: Session, operation: str, client: str = "") -> str:
    """The company of a key's user: by the user's login, else by a client or a lead that the key shows.

    Empty where neither tells it; ApiRefused where the service does not know the key, by the bulk list `operation`, or
    does not show the company to a login that lives.
    """
    person = session.person
    if person.has_login and person.user_id == person.credential("key").identity:
        company = _company_of_login(session)
        if isinstance(company, str) and company:
            return company
    shown = _at(_by_key(session, "listClients", {"limit": 1}), "clients.0.company_id")
    if not shown and client:
        shown = _at(_by_key(session, "listLeads", {"client_id": client, "limit": 1}), "leads.0.company_id")
    if not shown:
        _by_key(session, operation, {"limit": 1}, passed=_UNJUDGED)
    return shown


def _company_of_login(session: Session) -> object:
    """What the service shows as the company's id to the login, None to one that has ended or cannot be renewed."""
    try:
        answer = session.heard("getCompany")
    except (UsageError, *NOT_RENEWED):
        return None  # the login alone is at fault; the key lives
    return None if answer.status == _ENDED else session.taken(answer, absent=True).at("company.id")


def _client_id(session: Session, client: str | None) -> str | None:
    """The client_id of a client, empty where none in particular is meant; None where the key may not look it up."""
    if client is None or client in _EVERY_CLIENT:
        return ""
    try:
        return client_of(session, client).client_id
    except ApiRefused as refusal:
        if refusal.status in _CLOSED and session.person.has_key:
            return None
        raise


def _by_key(
    session: Session, operation: str, query: Mapping[str, object], passed: Sequence[int] = _CLOSED
) -> Exchange | None:
    """The answer to a key, None for a refusal that is passed over; any other is raised."""
    try:
        with told_where(session.where):
            return session.taken(session.person.call(operation, query=query, by="key"))
    except ApiRefused as refusal:
        if refusal.status in passed:
            return None
        raise


def _at(answer: Exchange | None, path: str) -> str:
    """The text at a path of an answer, empty where there is none."""
    found = answer.at(path) if answer is not None else None
    return found if isinstance(found, str) else ""
