"""Many leads in one call: each row for itself, as if it were done alone, and an account of what became of it."""

from functools import partial

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import client_error, equal_to, one_of, without
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Fill, Judge, Verify
from conformance.laws.batches import accounted, refused_whole, skipped_by_email, skipped_exactly, stored_as_told
from conformance.laws.listings import each_once
from conformance.laws.rows import kept
from conformance.laws.state import changed_only
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import (
    MADE_OR_REFUSED,
    Row,
    by_email,
    by_id,
    emails_folded,
    lead_in,
    leads_of,
    leads_walked,
)
from conformance.walking import walk_twice

pytestmark = pytest.mark.level("standard")


@pytest.mark.requirement("LG-LEAD-028", "LG-LEAD-030", "LG-LEAD-031", "LG-LEAD-032", "LG-LEAD-033")
@pytest.mark.operation("createLeads", "listLeads")
def test_a_bad_row_is_skipped_and_named_and_the_others_are_kept(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, patience: Patience, verify: Verify, judge: Judge
) -> None:
    def lead() -> dict[str, object]:
        return naming.lead(workspace.client_id)

    good = [lead() for _ in range(4)]
    bad = [lead() | {"lastName": ""}, naming.lead(naming.random_id())]
    mixed = [good[0], bad[0], good[1], bad[1], good[2]]
    nameless = {"client_id": workspace.client_id, "firstName": "Nemo"}
    first = owner_a.call("createLeads", json={"leads": mixed})
    second = owner_a.call("createLeads", json={"leads": [good[3], nameless]})
    taken = [row for answer, rows in ((first, good[:3]), (second, good[3:])) if answer.succeeded for row in rows]
    emails = {str(row["email"]) for row in taken}
    listing = leads_of(patience, owner_a, workspace, lambda rows: emails <= by_email(rows).keys())
    for answer in (first, second):
        verify("LG-LEAD-033", answer, expected=MADE_OR_REFUSED, actual=answer.status)
    kept_once = each_once(emails, emails_folded(listing.rows), key="email", where="the client's list")
    judge("LG-LEAD-033", [first, second, *listing.pages], kept_once)
    created = first.at("created") if first.succeeded else 0
    judge("LG-LEAD-028", [first, *listing.pages], stored_as_told(mixed, created, listing.rows))
    skipped = first.at("skipped") if first.succeeded else []
    judge("LG-LEAD-031", [first, *listing.pages], skipped_by_email(mixed, skipped, listing.rows))
    for answer, sent in ((first, 5), (second, 2)):
        law = accounted(sent, answer.at("created"), answer.at("skipped"))
        judge("LG-LEAD-030", answer, law if answer.succeeded else refused_whole(answer.status))
    law = skipped_exactly(["1"], second.at("skipped"))
    judge("LG-LEAD-032", second, law if second.succeeded else refused_whole(second.status))


@pytest.mark.requirement("LG-LEAD-018", "LG-LEAD-043", "LG-LEAD-044", "LG-LEAD-045", "LG-LEAD-049")
@pytest.mark.operation("createLeads", "updateLeads", "deleteLeads", "getEnrichLead", "listLeads")
def test_a_batch_changes_and_removes_each_lead_by_its_own_row(
    owner_a: Actor,
    workspace: TemporaryClient,
    fill: Fill,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    emails = fill(workspace, 4)
    looks = walk_twice(  # what others have just removed there may stand for a moment
        patience, partial(leads_walked, owner_a, workspace), lambda seen: {*emails} <= by_email(seen.rows).keys()
    )
    before = looks[-1]
    rows = by_email(before.rows)
    needed(before.pages[-1], expected=True, actual={*emails} <= rows.keys(), what="four leads in a list")
    one, other, third, _last = (rows[each] for each in emails)
    unknown, title = naming.random_id(), f"Title {naming.unique()}"
    changes = [{"title": title}, {"firstName": "Zoë", "city": "Köln"}]
    sent = [{"id": row["id"], **fields} for row, fields in zip((one, other), changes, strict=True)]
    updated = owner_a.call("updateLeads", json={"leads": sent})
    verify("LG-LEAD-044", updated, expected=200, actual=updated.status)
    for row, fields in zip((one, other), changes, strict=True):
        read = by_id(owner_a, row["id"])
        control(read, expected=row["id"], actual=read.at("lead.id"))
        only = changed_only(row, lead_in(read), fields, where="the lead", across=True)
        judge("LG-LEAD-045", [*before.pages, updated, read], only)
    mixed = [{"id": unknown, "title": title}, sent[1], {"title": title}, {"id": third["id"], "title": title}]
    answer = owner_a.call("updateLeads", json={"leads": mixed})
    read = by_id(owner_a, third["id"])
    if answer.succeeded:
        _told("updated", 2, [unknown, "2"], answer, verify, judge)
        verify("LG-LEAD-043", [answer, read], expected=title, actual=read.at("lead.title"))
    else:
        _refused(third, answer, read, verify, judge)
    none = owner_a.call("updateLeads", json={"leads": [{"id": unknown, "title": title}]})
    _nothing("updated", none, verify)
    deleted = owner_a.call("deleteLeads", json={"ids": [one["id"], other["id"]]})
    verify("LG-LEAD-049", deleted, expected=200, actual=deleted.status)
    for row in (one, other):
        _gone("LG-LEAD-049", deleted, by_id(owner_a, row["id"]), verify)
    was = lead_in(read) or third
    answer = owner_a.call("deleteLeads", json={"ids": [unknown, third["id"]]})
    read = by_id(owner_a, third["id"])
    if answer.succeeded:
        _told("deleted", 1, [unknown], answer, verify, judge)
        _gone("LG-LEAD-043", answer, read, verify)
    else:
        _refused(was, answer, read, verify, judge)
    none = owner_a.call("deleteLeads", json={"ids": [unknown]})
    _nothing("deleted", none, verify)
    anew = naming.lead(workspace.client_id, email=one.get("email"))
    again = patience.until(lambda: owner_a.call("createLeads", json=anew), lambda made: made.succeeded)
    verify("LG-LEAD-018", [deleted, again], expected=one_of(200, 201), actual=again.status)
    doomed = {one["id"], other["id"]}
    others = {*before.ids()} - doomed - {third["id"]}

    def is_done(seen: list[Row]) -> bool:
        ids = {row.get("id") for row in seen}
        return others <= ids and not doomed & ids

    after = leads_of(patience, owner_a, workspace, is_done)
    judge("LG-LEAD-049", [deleted, *after.pages], each_once(others, after.rows, where="the client's list"))
    shown = [row.get("id") for row in after.rows]
    verify("LG-LEAD-049", [deleted, *after.pages], expected=without(doomed), actual=shown)


def _refused(row: Row, answer: Exchange, read: Exchange, verify: Verify, judge: Judge) -> None:
    verify("LG-LEAD-043", answer, expected=client_error(), actual=answer.status)
    judge("LG-LEAD-043", [answer, read], kept(row, lead_in(read), where="the lead of a refused batch"))


def _told(word: str, number: int, skipped: list[str], answer: Exchange, verify: Verify, judge: Judge) -> None:
    verify("LG-LEAD-043", answer, expected=200, actual=answer.status)
    verify("LG-LEAD-043", answer, expected=number, actual=answer.at(word))
    judge("LG-LEAD-043", answer, skipped_exactly(skipped, answer.at("skipped")))


def _nothing(word: str, answer: Exchange, verify: Verify) -> None:
    verify("LG-LEAD-043", answer, expected=one_of(200, 404), actual=answer.status)
    verify("LG-LEAD-043", answer, expected=0, actual=answer.at(word) if answer.succeeded else 0)


def _gone(requirement: str, deleted: Exchange, read: Exchange, verify: Verify) -> None:
    verify(requirement, [deleted, read], expected=client_error(), actual=read.status)
    verify(requirement, [deleted, read], expected=equal_to(None), actual=lead_in(read))
