"""Deleting leads: exactly what was named goes, and goes from every view."""

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import client_error, equal_to
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Fill, Judge, Verify
from conformance.laws.batches import skipped_exactly
from conformance.laws.listings import untouched
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import Row, by_email, by_id, found, lead_in, leads_of

pytestmark = [pytest.mark.operation("deleteLeads"), pytest.mark.level("standard")]


def gone(requirement: str, deleted: Exchange, owner: Actor, id: object, verify: Verify) -> None:
    """A lead cannot be read by its id."""
    read = by_id(owner, id)
    verify(requirement, [deleted, read], expected=client_error(), actual=read.status)
    verify(requirement, [deleted, read], expected=equal_to(None), actual=lead_in(read))


def without(rows: list[Row], ids: list[object]) -> list[Row]:
    """The rows but for those of the ids."""
    return [row for row in rows if row.get("id") not in ids]


@pytest.mark.level("smoke")
@pytest.mark.requirement("LG-LEAD-047", "LG-LEAD-048")
@pytest.mark.operation("getEnrichLead", "listLeads", "findLead")
def test_a_deleted_lead_is_gone_from_every_view_and_no_other_is(
    owner_a: Actor,
    workspace: TemporaryClient,
    lead: TemporaryLead,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    spared = make_lead(owner_a, naming, workspace)
    before = leads_of(
        patience, owner_a, workspace, lambda rows: {lead.id, spared.id} <= {row.get("id") for row in rows}
    )
    control(before.pages[0], expected=True, actual={lead.id, spared.id} <= {*before.ids()})
    search = {"email": lead.row.get("email")}
    known = patience.until(
        lambda: owner_a.call("findLead", query=search, purpose="control"), lambda page: bool(found(page))
    )
    control(known, expected=[lead.id], actual=[row.get("id") for row in found(known)])
    answer = owner_a.call("deleteLeads", query={"id": lead.id})
    verify("LG-LEAD-047", answer, expected=200, actual=answer.status)
    gone("LG-LEAD-048", answer, owner_a, lead.id, verify)
    rest = without(before.rows, [lead.id])
    after = leads_of(patience, owner_a, workspace, lambda rows: len(rows) == len(rest))
    judge("LG-LEAD-048", [answer, *after.pages], untouched(rest, after.rows, where="the client's list"))
    total = before.pages[0].at("total")
    fewer = total - 1 if isinstance(total, int) else total
    verify("LG-LEAD-048", [before.pages[0], answer, after.pages[0]], expected=fewer, actual=after.pages[0].at("total"))
    search_again = patience.until(lambda: owner_a.call("findLead", query=search), lambda page: not found(page))
    verify("LG-LEAD-048", [answer, search_again], expected=[], actual=found(search_again))


@pytest.mark.requirement("LG-LEAD-049", "LG-LEAD-043")
@pytest.mark.operation("getEnrichLead", "listLeads")
def test_a_batch_delete_removes_exactly_what_it_names(
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
    before = leads_of(patience, owner_a, workspace, lambda rows: {*emails} <= by_email(rows).keys())
    rows = by_email(before.rows)
    needed(before.pages[-1], expected=True, actual={*emails} <= rows.keys(), what="four leads in a list")
    ids: list[object] = [rows[each].get("id") for each in emails]
    known = by_id(owner_a, ids[0], purpose="control")
    control(known, expected=ids[0], actual=known.at("lead.id"))
    answer = owner_a.call("deleteLeads", json={"ids": ids[:2]})
    verify("LG-LEAD-049", answer, expected=200, actual=answer.status)
    for id in ids[:2]:
        gone("LG-LEAD-049", answer, owner_a, id, verify)
    rest = without(before.rows, ids[:2])
    after = leads_of(patience, owner_a, workspace, lambda rows: len(rows) == len(rest))
    judge("LG-LEAD-049", [answer, *after.pages], untouched(rest, after.rows, where="the client's list"))
    unknown = naming.random_id()
    mixed = owner_a.call("deleteLeads", json={"ids": [ids[2], unknown, ids[3]]})
    verify("LG-LEAD-043", mixed, expected=200, actual=mixed.status)
    verify("LG-LEAD-043", mixed, expected=2, actual=mixed.at("deleted"))
    judge("LG-LEAD-043", mixed, skipped_exactly([unknown], mixed.at("skipped")))
    for id in ids[2:4]:
        gone("LG-LEAD-043", mixed, owner_a, id, verify)
