"""The bulk lists as such: what opens them, what they need, and that they narrow to a client."""

from functools import partial

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import client_error, equal_to, satisfying
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.source_leads import SourceLeads
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.listings import counted
from conformance.laws.pages import part_of
from conformance.polling import Patience
from conformance.suites.e2e.bulk.bulk_lists import BULK, Row, bulk_page, bulk_walk, company_of, ids_of
from conformance.walking import Walk, next_token

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("pages")]

_CLIENTS_TRIED = 5

EACH_LIST = pytest.mark.parametrize(
    "operation", [pytest.param(each, marks=pytest.mark.operation(each)) for each in BULK]
)


@pytest.mark.requirement("LG-BULK-001", "LG-BULK-004", "LG-BULK-005", "LG-BULK-008", "LG-BULK-012")
@EACH_LIST
def test_a_bulk_list_needs_a_company_and_takes_an_unknown_client_for_an_empty_one(
    keyed_owner_a: Actor,
    workspace: TemporaryClient,
    naming: Naming,
    control: Control,
    verify: Verify,
    judge: Judge,
    operation: str,
) -> None:
    company = {"companyId": company_of(workspace)}
    right = bulk_page(keyed_owner_a, operation, company | {"limit": 5})
    verify("LG-BULK-001", right, expected=200, actual=right.status)
    is_list = satisfying("a list", lambda actual: isinstance(actual, list))
    verify("LG-BULK-001", right, expected=is_list, actual=right.at("leads"))
    judge("LG-BULK-012", right, counted(right, "leads"))
    control(right, expected=200, actual=right.status)
    refused = bulk_page(keyed_owner_a, operation, {"limit": 5})
    verify("LG-BULK-004", refused, expected=client_error(), actual=refused.status)
    verify("LG-BULK-005", refused, expected=400, actual=refused.status)
    verify("LG-BULK-005", refused, expected="missing_required_field", actual=refused.at("errorType"))
    nobody = bulk_page(keyed_owner_a, operation, company | {"clientId": naming.random_id()})
    verify("LG-BULK-008", nobody, expected=200, actual=nobody.status)
    verify("LG-BULK-008", nobody, expected=[], actual=nobody.at("leads"))
    verify("LG-BULK-008", nobody, expected=equal_to(None), actual=next_token(nobody))


@pytest.mark.requirement("LG-BULK-006", "LG-BULK-007")
@pytest.mark.operation("bulkEnrichLeads")
def test_a_client_id_narrows_and_all_default_and_none_do_not(
    keyed_owner_a: Actor,
    workspace: TemporaryClient,
    elsewhere: TemporaryClient,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    here, there = (make_lead(keyed_owner_a, naming, client).id for client in (workspace, elsewhere))
    company = {"companyId": company_of(workspace)}
    narrowed: list[Walk] = []
    for client, own, other in ((workspace, here, there), (elsewhere, there, here)):
        query = company | {"clientId": client.client_id}
        seen = bulk_walk(patience, keyed_owner_a, "bulkEnrichLeads", query, partial(_holds, own), settled=True)
        control(seen.pages[-1], expected=True, actual=own in ids_of(seen.rows))
        strangers = [row for row in seen.rows if row.get("client_id") != client.client_id or row.get("id") == other]
        verify("LG-BULK-006", seen.pages, expected=[], actual=strangers)
        narrowed.append(seen)
    for word in ("ALL", "DEFAULT", None):
        query = company | ({} if word is None else {"clientId": word})
        whole = bulk_walk(patience, keyed_owner_a, "bulkEnrichLeads", query, lambda rows: {here, there} <= ids_of(rows))
        missing = sorted({here, there} - ids_of(whole.rows), key=str)
        verify("LG-BULK-007", whole.pages, expected=[], actual=missing)
        for part in narrowed:
            judge("LG-BULK-007", [*part.pages, *whole.pages], part_of(part.ids(), whole.ids(), "one client's leads"))


@pytest.mark.requirement("LG-BULK-006")
@pytest.mark.operation("bulkSourceLeads")
def test_a_client_id_narrows_the_source_leads(
    keyed_owner_a: Actor,
    workspace: TemporaryClient,
    source_leads: SourceLeads,
    patience: Patience,
    control: Control,
    verify: Verify,
) -> None:
    company = {"companyId": company_of(workspace)}

    def listed() -> Exchange:
        return bulk_page(keyed_owner_a, "bulkSourceLeads", company, purpose="control")

    whole = listed()
    if len(_clients(whole)) < 2:
        brought = {each.client_id for each in source_leads.brought()}
        whole = patience.until(listed, lambda page: brought <= set(_clients(page)))
        needed(whole, expected=True, actual=len(_clients(whole)) > 1, what="source leads of two clients")
    clients = _clients(whole)[:_CLIENTS_TRIED]
    # Leads outlive a client that was deleted without a purge, and nothing is narrowed to what is not there any more.
    for client in clients:
        narrowed = bulk_page(keyed_owner_a, "bulkSourceLeads", company | {"clientId": client, "limit": 100})
        if narrowed.rows("leads"):
            break
    control(narrowed, expected=True, actual=bool(narrowed.rows("leads")))
    strangers = [row for row in narrowed.rows("leads") if row.get("client_id") != client]
    verify("LG-BULK-006", [whole, narrowed], expected=[], actual=strangers)


def _clients(page: Exchange) -> list[str]:
    return sorted({str(row.get("client_id")) for row in page.rows("leads")})


def _holds(id: str, rows: list[Row]) -> bool:
    return id in ids_of(rows)
