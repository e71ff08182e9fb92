"""Finding leads by what is known of the person, in all clients or in one."""

import pytest

from conformance.actors import Actor
from conformance.exchange import ABSENT, Exchange, Purpose
from conformance.expectations import containing, one_of, without
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead, make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Verify
from conformance.laws.rows import alike
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import found

pytestmark = [pytest.mark.operation("findLead"), pytest.mark.level("standard")]


def searched(
    patience: Patience, actor: Actor, wanted: str, query: dict[str, object], purpose: Purpose = "test"
) -> Exchange:
    """GET /find-lead, until it finds the wanted lead or the bound is over."""
    return patience.until(
        lambda: actor.call("findLead", query=query, purpose=purpose), lambda seen: wanted in _ids(seen)
    )


@pytest.mark.requirement("LG-LEAD-056")
@pytest.mark.parametrize("field", ["email", "linkedinUrl"])
def test_a_lead_is_found_by_what_is_its_own(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, patience: Patience, verify: Verify, field: str
) -> None:
    sought, _other = (
        make_lead(owner_a, naming, workspace, linkedinUrl=f"https://www.linkedin.com/in/{naming.unique()}")
        for _ in range(2)
    )
    value = sought.row.get(field, sought.sent[field])
    search = searched(patience, owner_a, sought.id, {field: value})
    verify("LG-LEAD-056", search, expected=200, actual=search.status)
    verify("LG-LEAD-056", search, expected=containing(sought.id), actual=_ids(search))
    others = [row.get(field) for row in found(search) if not alike(field, value, row.get(field))]
    verify("LG-LEAD-056", search, expected=[], actual=others)


@pytest.mark.requirement("LG-LEAD-057")
def test_a_client_id_narrows_the_search(
    owner_a: Actor,
    workspace: TemporaryClient,
    elsewhere: TemporaryClient,
    lead: TemporaryLead,
    patience: Patience,
    control: Control,
    verify: Verify,
) -> None:
    email = lead.row.get("email")
    own = searched(patience, owner_a, lead.id, {"email": email, "client_id": workspace.client_id}, "control")
    control(own, expected=200, actual=own.status)
    verify("LG-LEAD-057", own, expected=containing(lead.id), actual=_ids(own))
    other = owner_a.call("findLead", query={"email": email, "client_id": elsewhere.client_id})
    verify("LG-LEAD-057", other, expected=one_of(200, 404), actual=other.status)
    verify("LG-LEAD-057", other, expected=without([lead.id]), actual=_ids(other))


@pytest.mark.requirement("LG-LEAD-058", "LG-LEAD-012")
def test_finding_needs_something_to_look_for_and_may_find_nothing(
    owner_a: Actor,
    lead: TemporaryLead,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
) -> None:
    right = searched(patience, owner_a, lead.id, {"email": lead.row.get("email")}, "control")
    control(right, expected=containing(lead.id), actual=_ids(right))
    nobody = owner_a.call("findLead", query={"email": naming.email()})
    verify("LG-LEAD-058", nobody, expected=one_of(200, 404), actual=nobody.status)
    verify("LG-LEAD-058", nobody, expected=[], actual=_results(nobody) if nobody.succeeded else [])
    nothing = owner_a.call("findLead")
    verify("LG-LEAD-012", nothing, expected=400, actual=nothing.status)


def _ids(exchange: Exchange) -> list[object]:
    return [row.get("id") for row in found(exchange)]


def _results(exchange: Exchange) -> object:
    """What stands under `leads`, or as a list what stands under `lead` in its place (tolerated)."""
    return exchange.at("leads") if exchange.at("lead") is ABSENT else found(exchange)
