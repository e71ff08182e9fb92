"""What a target shows, compared with what the model says: each answer decides the requirements that speak of it.

All functions are pure. Values are compared with what was sent, after the normalising that the contract allows (Echoes).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from conformance.exchange import ABSENT, Exchange
from conformance.expectations import Judgement, shown
from conformance.laws.rows import alike
from conformance.laws.text import same_text
from conformance.modelling.contents import KnownClient, KnownLead

NAMED = ("id", "client_id", "firstName", "lastName", "email")
"""Fields that every lead was made with, or has."""

DETAILS = ("companyName", "companyDomain", "title", "linkedinUrl", "notes")

TEXTS = ("firstName", "lastName", "notes")
"""Fields that take characters of every script."""


@dataclass(frozen=True)
class Said:
    """What one look says of one requirement."""

    requirement: str
    judgement: Judgement


def telling(said: Iterable[Said], shows: bool) -> Iterator[Said]:
    """What counts of a look: all that does not hold and, where it had something to show, what does."""
    return (each for each in said if shows or not each.judgement.holds)


def answered(requirement: str, exchange: Exchange, status: int) -> Said:
    """A write was answered with its status."""
    return Said(requirement, Judgement(exchange.status == status, f"status {status}", f"status {exchange.status}"))


def answered_with_new(requirement: str, exchange: Exchange, key: str) -> Said:
    """A create was answered with 201 and the record under its key."""
    id = exchange.at(f"{key}.id")
    shows = isinstance(id, str) and bool(id)
    expected, actual = f"status 201 with a {key} that has an id", f"status {exchange.status} with id {shown(id)}"
    return Said(requirement, Judgement(exchange.status == 201 and shows, expected, actual))


def answered_with_changed(requirement: str, exchange: Exchange, key: str, id: str, changes: Mapping[str, str]) -> Said:
    """An update was answered with 200 and the updated record under its key, as far as it shows the fields."""
    row = exchange.record(key)
    law = _holds({"id": id, **{name: value for name, value in changes.items() if name in (row or {})}}, row, "a record")
    expected = f"status 200 with {key} {id}, {shown(dict(changes))}"
    return Said(
        requirement,
        Judgement(exchange.status == 200 and law.holds, expected, f"status {exchange.status}, {law.actual}"),
    )


def taken(
    requirement: str, exchange: Exchange, status: int, names: Sequence[str] = (), lists: Sequence[str] = ()
) -> Said:
    """A batch was answered with its status, whole numbers under `names` and lists under `lists`."""
    told = {name: exchange.at(name) for name in (*names, *lists)}
    right = all(type(told[name]) is int for name in names) and all(isinstance(told[name], list) for name in lists)
    expected = f"status {status}" + (f" with a number or list under {', '.join(told)}" if told else "")
    actual = f"status {exchange.status}" + (f" with {shown(told)}" if told else "")
    return Said(requirement, Judgement(exchange.status == status and right, expected, actual))


def client_as_made(client: KnownClient, row: Mapping[str, Any] | None) -> Iterator[Said]:
    """A client shows what it was made of."""
    yield Said("LG-CLI-002", _holds({"id": client.id, **client.fields}, row, "the client by its id"))


def client_as_changed(client: KnownClient, changes: Collection[str], row: Mapping[str, Any] | None) -> Iterator[Said]:
    """A client shows the fields that were sent, and keeps the others; its model has the changes already."""
    sent = {name: client.fields[name] for name in changes}
    others = {name: value for name, value in client.fields.items() if name not in changes}
    yield Said("LG-CLI-011", _holds(sent, row, "the client by its id"))
    yield Said("LG-CLI-012", _holds({"id": client.id, **others}, row, "the client by its id"))


def lead_as_made(lead: KnownLead, read: Exchange) -> Iterator[Said]:
    """A lead shows what it was made of: a row of a batch as one that was made alone."""
    row, where = read.record("lead"), "the lead by its id"
    whole = {"id": lead.id, **lead.fields}
    if lead.born == "batch":
        yield Said("LG-LEAD-029", _holds(whole, row, where))
        return
    odd = [name for name in TEXTS if is_odd(str(whole.get(name, "")))]
    yield Said("LG-LEAD-002", _holds(_of(whole, NAMED, but=odd), row, where))
    yield Said("LG-LEAD-006", _holds(_of(whole, DETAILS, but=odd), row, where))
    yield Said("LG-LEAD-007", _holds(_of(whole, whole, but=(*odd, *NAMED, *DETAILS)), row, where))
    if odd:
        yield Said("LG-LEAD-009", _holds(_of(whole, odd), row, where))


def lead_as_changed(lead: KnownLead, changes: Collection[str], read: Exchange) -> Iterator[Said]:
    """A lead that one call changed shows the fields that were sent, and keeps the others."""
    whole, row = {"id": lead.id, **lead.fields}, read.record("lead")
    yield Said("LG-LEAD-037", _holds(_of(whole, changes), row, "the lead by its id"))
    yield Said("LG-LEAD-038", _holds(_of(whole, whole, but=changes), row, "the lead by its id"))


def lead_as_it_is(requirement: str, lead: KnownLead, read: Exchange) -> Said:
    """A lead shows all that the model has of it."""
    return Said(requirement, _holds({"id": lead.id, **lead.fields}, read.record("lead"), "the lead by its id"))


def lead_left_alone(lead: KnownLead, read: Exchange) -> Said:
    """A lead that nobody touched just now is as it was: judged by what made it so."""
    made = "LG-LEAD-029" if lead.born == "batch" else "LG-LEAD-002"
    return lead_as_it_is("LG-LEAD-037" if lead.changed else made, lead, read)


def lead_gone(requirement: str, read: Exchange) -> Said:
    """A lead that was removed is not read by its id."""
    row = read.record("lead")
    holds = row is None and 400 <= read.status <= 499 and read.status not in (401, 429)
    actual = f"status {read.status}" + (f" with lead {shown(row.get('id'))}" if row else "")
    return Said(requirement, Judgement(holds, "no lead, with a 4xx status", actual))


def rows_of(
    rows: Sequence[Mapping[str, Any]], leads: Collection[KnownLead], gone: Collection[str] = ()
) -> dict[str, str]:
    """What is wrong with a client's list, in words by the requirement: its leads once each, and none that are gone.

    `gone` are ids of removed leads. Rows that the model knows nothing of are another law's.
    """
    wrong: dict[str, str] = {}
    emails = [str(row.get("email")).casefold() for row in rows]
    for lead in leads:
        times = max(emails.count(lead.email.casefold()), sum(row.get("id") == lead.id for row in rows))
        if times != 1:
            wrong.setdefault("LG-LEAD-028" if lead.born == "batch" else "LG-LEAD-005", f"{lead.email} {times} times")
    left = [row.get("id") for row in rows if row.get("id") in gone]
    if left:
        wrong["LG-LEAD-048"] = f"removed leads: {shown(left)}"
    return wrong


def strangers(rows: Sequence[Mapping[str, Any]], known: Collection[str], emails: Collection[str]) -> list[object]:
    """The ids of rows of a client's list that nobody of the model made, by id or by e-mail."""
    return [
        row.get("id")
        for row in rows
        if row.get("id") not in known and str(row.get("email")).casefold() not in {each.casefold() for each in emails}
    ]


def values_in(rows: Sequence[Mapping[str, Any]], lead: KnownLead) -> Judgement:
    """What updates have sent shows in a lead's row of the list, as far as that shows the fields."""
    row = next((each for each in rows if each.get("id") == lead.id), None)
    sent = {name: lead.fields[name] for name in lead.changed if row is not None and name in row}
    return _holds(sent, row, "the lead's row in the list")


def is_odd(text: str) -> bool:
    """Whether a text is more than plain letters and figures: a server that refuses it must then do nothing."""
    return not (text.isascii() and text.replace(" ", "").replace("-", "").isalnum())


def reads_back(name: str, sent: object, read: object) -> bool:
    """Whether a value reads back as it was sent."""
    return alike(name, sent, read) or (isinstance(sent, str) and same_text(sent, read))


def _holds(wanted: Mapping[str, Any], row: Mapping[str, Any] | None, where: str) -> Judgement:
    expected = f"{where} with {shown(dict(wanted))}"
    if row is None:
        return Judgement(False, expected, "no such row")
    differing = {
        name: row.get(name, ABSENT) for name, value in wanted.items() if not reads_back(name, value, row.get(name))
    }
    return Judgement(not differing, expected, f"differing: {shown(differing)}" if differing else "all of it")


def _of(whole: Mapping[str, Any], names: Collection[str], *, but: Collection[str] = ()) -> dict[str, Any]:
    return {name: value for name, value in whole.items() if name in names and name not in but}
