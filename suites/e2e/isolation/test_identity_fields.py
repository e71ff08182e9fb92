"""Identity in a body: `owner`, `company_id` and `id` say nothing, on a create or an update."""

import pytest

from conformance.actors import Actor
from conformance.expectations import Expectation, client_error, one_of, satisfying
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Judge, Verify
from conformance.laws.rows import unchanged
from conformance.polling import Patience
from conformance.suites.e2e.isolation.acts import client_of, client_row, update_lead
from conformance.suites.e2e.leads.views import by_id, lead_in, leads_of

pytestmark = [pytest.mark.level("standard"), pytest.mark.usefixtures("tidy")]

AS_WITHOUT = one_of(201, 400)
"""The status of a create that ignores what it may not be told, or refuses it (tolerated)."""

IDENTITY = ("id", "owner", "company_id")


@pytest.fixture
def claimed(naming: Naming) -> dict[str, str]:
    """Somebody else's identity, to which the sender has no right."""
    return {name: naming.random_id() for name in ("owner", "company_id")}


def identity(row: object) -> dict[str, object]:
    """What says whose record it is, and which; of what is no record, nothing."""
    return {name: row.get(name) if isinstance(row, dict) else None for name in IDENTITY}


def callers_own(caller: TemporaryClient, asked: dict[str, str]) -> Expectation:
    """Holds for the identity of a record that is the caller's, whose client tells both, under an id of the server's."""
    owner, company = caller.row.get("owner"), caller.row.get("company_id")
    return satisfying(
        f"owner {owner}, company_id {company} and an id of the server's",
        lambda actual: (
            (actual["owner"], actual["company_id"]) == (owner, company) and actual["id"] not in asked.values()
        ),
    )


@pytest.mark.requirement("LG-ISO-030", "LG-ISO-033")
@pytest.mark.operation("createClient")
def test_a_new_client_is_its_makers_whatever_the_body_says(
    owner_a: Actor,
    client_a: TemporaryClient,
    claimed: dict[str, str],
    naming: Naming,
    patience: Patience,
    verify: Verify,
) -> None:
    asked = claimed | {"id": naming.random_id()}
    made = owner_a.call("createClient", json={"clientName": naming.client_name(owner_a)} | asked)
    verify("LG-ISO-033", made, expected=AS_WITHOUT, actual=made.status)
    if not made.succeeded:
        verify("LG-ISO-030", made, expected=client_error(), actual=made.status)
        return
    verify("LG-ISO-030", made, expected=callers_own(client_a, asked), actual=identity(made.at("client")))
    read = patience.until(
        lambda: client_of(owner_a, str(made.at("client.id"))), lambda page: bool(page.rows("clients"))
    )
    verify("LG-ISO-030", [made, read], expected=callers_own(client_a, asked), actual=identity(client_row(read)))


@pytest.mark.requirement("LG-ISO-030", "LG-ISO-033")
@pytest.mark.operation("createLeads")
@pytest.mark.parametrize("form", ["single", "batch"])
def test_a_new_lead_is_its_makers_whatever_the_body_says(
    owner_a: Actor,
    client_a: TemporaryClient,
    claimed: dict[str, str],
    naming: Naming,
    patience: Patience,
    verify: Verify,
    form: str,
) -> None:
    asked = claimed | {"id": naming.random_id()}
    row = naming.lead(client_a.client_id) | asked
    made = owner_a.call("createLeads", json=row if form == "single" else {"leads": [row]})
    verify("LG-ISO-033", made, expected=AS_WITHOUT, actual=made.status)
    if not made.succeeded or (form == "batch" and made.at("created") == 0):
        verify("LG-ISO-030", made, expected=AS_WITHOUT, actual=made.status)
        return
    walk = leads_of(patience, owner_a, client_a, lambda rows: bool(rows))
    stored = walk.rows[0] if walk.rows else None
    verify("LG-ISO-030", [made, *walk.pages], expected=callers_own(client_a, asked), actual=identity(stored))


@pytest.mark.requirement("LG-ISO-031", "LG-ISO-033")
@pytest.mark.operation("updateClient")
def test_an_update_gives_no_client_away(
    owner_a: Actor, client_a: TemporaryClient, claimed: dict[str, str], patience: Patience, verify: Verify
) -> None:
    answer = owner_a.call("updateClient", json={"id": client_a.id, "description": "kept"} | claimed)
    verify("LG-ISO-033", answer, expected=one_of(200, 400), actual=answer.status)
    for seen in patience.twice(lambda: client_of(owner_a, client_a.id)):
        verify("LG-ISO-031", [answer, seen], expected=identity(client_a.row), actual=identity(client_row(seen)))


@pytest.mark.requirement("LG-ISO-031", "LG-ISO-033")
@pytest.mark.operation("updateLeads")
@pytest.mark.parametrize("form", ["single", "batch"])
def test_an_update_gives_no_lead_away(
    owner_a: Actor, lead_a: TemporaryLead, claimed: dict[str, str], verify: Verify, form: str
) -> None:
    row = {"id": lead_a.id, "title": "kept"} | claimed
    answer = owner_a.call("updateLeads", json=row if form == "single" else {"leads": [row]})
    verify("LG-ISO-033", answer, expected=one_of(200, 400), actual=answer.status)
    seen = by_id(owner_a, lead_a.id)
    verify("LG-ISO-031", [answer, seen], expected=identity(lead_a.row), actual=identity(lead_in(seen)))


@pytest.mark.requirement("LG-ISO-031")
@pytest.mark.operation("updateEnrichLead")
def test_the_path_says_which_lead_is_updated(
    owner_a: Actor,
    client_a: TemporaryClient,
    lead_a: TemporaryLead,
    claimed: dict[str, str],
    naming: Naming,
    verify: Verify,
    judge: Judge,
) -> None:
    other = make_lead(owner_a, naming, client_a)
    answer = update_lead(owner_a, "updateEnrichLead", lead_a.id, {"id": other.id, "title": "by its path"} | claimed)
    seen, beside = by_id(owner_a, lead_a.id), by_id(owner_a, other.id)
    verify("LG-ISO-031", [answer, seen], expected=identity(lead_a.row), actual=identity(lead_in(seen)))
    judge("LG-ISO-031", [answer, beside], unchanged(other.row, lead_in(beside), where="the lead that the body names"))
