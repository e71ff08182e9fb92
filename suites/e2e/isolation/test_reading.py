"""Reading over the tenant's wall: another company's records show nowhere, and read like what is not there."""

from functools import partial

import pytest

from conformance import contract
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.isolation import indistinguishable, lists_none_of, says_nothing
from conformance.laws.pages import nothing_of_others
from conformance.polling import Patience
from conformance.suites.e2e.isolation.directions import DIRECTIONS, ONE_WAY, both_ways
from conformance.suites.e2e.isolation.reads import COMPANIES, FILTERS, READS, Ask
from conformance.suites.e2e.isolation.wall import Sides, Wall, holds
from conformance.walking import walk

pytestmark = pytest.mark.xdist_group("isolation")


def shown_to_its_owner(control: Control, wall: Wall, sides: Sides, asked: Ask) -> None:
    """The control of a denial: the victim itself gets its record by the same request."""
    right, proof = asked.own(wall, sides.victim), asked.proof(wall, sides.victim)
    control(right, expected=[200, proof], actual=[right.status, proof if holds(right, proof) else "not shown"])


@pytest.mark.requirement("LG-ISO-003")
@pytest.mark.operation("listLeads")
@pytest.mark.parametrize("direction", DIRECTIONS[:1])
def test_the_leads_of_another_companys_client_are_not_listed(
    wall: Wall, sides: Sides, control: Control, judge: Judge
) -> None:
    asked = FILTERS["leads of a client"]
    shown_to_its_owner(control, wall, sides, asked)
    foreign = asked.by(wall, sides.looker, sides.victim)
    judge("LG-ISO-003", foreign, says_nothing([foreign], asked.keys, asked.marks(wall, sides.victim)))


@pytest.mark.requirement("LG-ISO-001")
@pytest.mark.operation("listClients")
@pytest.mark.parametrize(
    "direction",
    [
        pytest.param(each, marks=pytest.mark.level(level))
        for each, level in zip(DIRECTIONS, ("smoke", "deep"), strict=True)
    ],
)
def test_the_list_of_clients_is_ones_own_companys(wall: Wall, sides: Sides, control: Control, judge: Judge) -> None:
    shown_to_its_owner(control, wall, sides, READS["a client by id"])
    listing = walk(sides.looker.actor, contract.load()["listClients"], limit=1000)
    judge("LG-ISO-001", listing.pages, lists_none_of(listing.pages, "clients", sides.victim.marks))
    judge("LG-ISO-001", listing.pages, nothing_of_others(listing.pages, "clients", sides.looker.company_id))


@pytest.mark.parametrize(("asked", "direction"), both_ways({**READS, **FILTERS, **COMPANIES}))
def test_another_companys_record_reads_like_one_that_is_not_there(
    wall: Wall, sides: Sides, asked: Ask, naming: Naming, control: Control, judge: Judge
) -> None:
    never, alike = asked.requirements
    shown_to_its_owner(control, wall, sides, asked)
    foreign = asked.by(wall, sides.looker, sides.victim)
    unknown = asked.at_random(wall, sides.looker, sides.victim, naming)
    try:
        judge(never, foreign, says_nothing([foreign], asked.keys, asked.marks(wall, sides.victim)))
    finally:  # a finding of the one hides none of the other
        judge(alike, [foreign, unknown], indistinguishable(foreign, unknown, statuses=asked.alike))


@pytest.mark.requirement("LG-ISO-005")
@pytest.mark.operation("findLead")
@pytest.mark.parametrize("direction", ONE_WAY)
def test_another_companys_lead_is_not_found(wall: Wall, sides: Sides, control: Control, judge: Judge) -> None:
    shown_to_its_owner(control, wall, sides, FILTERS["a lead found in a client"])
    url = {"linkedinUrl": sides.victim.lead.sent["linkedinUrl"]}
    mine = {"email": sides.looker.lead.sent["email"]}
    for asked in ({"email": sides.victim.lead.sent["email"]}, url, mine | url):
        foreign = wall.ask(sides.looker, "findLead", asked)
        judge("LG-ISO-005", foreign, says_nothing([foreign], ("leads", "lead"), sides.victim.marks))


@pytest.mark.requirement("LG-ISO-034")
@pytest.mark.level("standard")
@pytest.mark.operation("listLeads", "findLead", "listTerritoryCompanies", "bulkEnrichLeads")
def test_a_read_that_names_one_client_shows_no_lead_of_another(
    wall: Wall, patience: Patience, verify: Verify, judge: Judge
) -> None:
    tenant = wall.tenant("a")
    beside, other = wall.lure(tenant), tenant.lead
    lead = wall.lead_in_lure(tenant)
    query = {"client_id": beside.client_id}
    reads = {
        "listLeads": (("leads",), query),
        "findLead": (("leads", "lead"), query | {"email": other.sent["email"]}),
        "listTerritoryCompanies": (("companies",), query),
    }
    if tenant.actor.has_key:
        reads["bulkEnrichLeads"] = (("leads",), {"companyId": tenant.company_id, "clientId": beside.client_id})
    for operation, (keys, values) in reads.items():
        proof = {"findLead": None, "listTerritoryCompanies": str(lead.sent["companyName"])}.get(operation, lead.id)
        look = partial(wall.ask, tenant, operation, values)
        page = patience.until(look, partial(holds, proof=proof))
        if proof is None:
            judge("LG-ISO-034", page, says_nothing([page], keys, tenant.marks))
            continue
        verify("LG-ISO-034", page, expected=True, actual=holds(page, proof))
        judge("LG-ISO-034", page, lists_none_of([page], keys[0], {other.id, str(other.sent["companyName"])}))
