"""Identity in a body: `owner`, `company_id` and `id` say nothing, on a create or an update."""

from functools import partial

import pytest

from conformance.actors import Actor
from conformance.exchange import Exchange, Json
from conformance.expectations import Expectation, client_error, one_of, satisfying
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Judge, Verify
from conformance.laws.rows import kept
from conformance.polling import Patience
from conformance.suites.e2e.clients.life import client_of, client_row
from conformance.suites.e2e.isolation.acts import identity, together, update_lead
from conformance.suites.e2e.isolation.wall import Wall
from conformance.suites.e2e.leads.views import by_email, by_id, lead_in, leads_of

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("isolation")]

AS_WITHOUT = one_of(201, 400)
"""The status of a create that ignores what it may not be told, or refuses it (tolerated)."""


@pytest.fixture
def claimed(naming: Naming) -> dict[str, str]:
    """Somebody else's identity, to which the sender has no right."""
    return {name: naming.random_id() for name in ("owner", "company_id")}


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
@pytest.mark.operation("createClient", "createLeads")
def test_a_new_record_is_its_makers_whatever_the_body_says(
    owner_a: Actor,
    wall: Wall,
    claimed: dict[str, str],
    naming: Naming,
    patience: Patience,
    verify: Verify,
) -> None:
    asked = claimed | {"id": naming.random_id()}
    client = wall.tenant("a").client
    own = callers_own(client, asked)
    made = owner_a.call("createClient", json={"clientName": naming.client_name(owner_a)} | asked)
    verify("LG-ISO-033", made, expected=AS_WITHOUT, actual=made.status)
    if made.succeeded:
        verify("LG-ISO-030", made, expected=own, actual=identity(made.at("client")))
        read = patience.until(
            lambda: client_of(owner_a, str(made.at("client.id"))), lambda page: bool(page.rows("clients"))
        )
        verify("LG-ISO-030", [made, read], expected=own, actual=identity(client_row(read)))

    rows: list[dict[str, Json]] = [naming.lead(client.client_id) | asked for _ in range(2)]
    single = owner_a.call("createLeads", json=rows[0])
    batch = owner_a.call("createLeads", json={"leads": [rows[1]]})
    taken = [row for row, answer in zip(rows, (single, batch), strict=True) if stores(answer)]
    for answer in (single, batch):
        verify("LG-ISO-033", answer, expected=AS_WITHOUT, actual=answer.status)
    wanted = {str(row["email"]).casefold() for row in taken}
    listing = leads_of(patience, owner_a, client, lambda found: wanted <= by_email(found).keys())
    found = by_email(listing.rows)
    for row in taken:
        stored = identity(found.get(str(row["email"]).casefold()))
        verify("LG-ISO-030", [single, batch, *listing.pages], expected=own, actual=stored)
    if not taken and not made.succeeded:
        verify("LG-ISO-030", [made, single, batch], expected=client_error(), actual=made.status)


def stores(answer: Exchange) -> bool:
    """Whether an answer says that it has stored a lead."""
    return answer.succeeded and answer.at("created") != 0


@pytest.mark.requirement("LG-ISO-031", "LG-ISO-033")
@pytest.mark.operation("updateClient", "updateLeads", "updateEnrichLead")
def test_an_update_gives_no_record_away_and_keeps_to_its_path(
    owner_a: Actor,
    wall: Wall,
    claimed: dict[str, str],
    naming: Naming,
    patience: Patience,
    verify: Verify,
    judge: Judge,
) -> None:
    tenant = wall.tenant("a")
    client, lead, other = tenant.client, tenant.lead, make_lead(owner_a, naming, tenant.client, city="its own")
    changed = [
        owner_a.call("updateClient", json={"id": client.id, "description": "kept"} | claimed),
        update_lead(owner_a, "updateLeads", lead.id, {"title": "kept"} | claimed),
        owner_a.call("updateLeads", json={"leads": [{"id": other.id, "title": "kept"} | claimed]}),
    ]
    by_path = update_lead(owner_a, "updateEnrichLead", lead.id, {"id": other.id, "city": "by its path"} | claimed)
    for answer in changed:
        verify("LG-ISO-033", answer, expected=one_of(200, 400), actual=answer.status)
    looks = [
        partial(client_of, owner_a, client.id),
        partial(by_id, owner_a, lead.id),
        partial(by_id, owner_a, other.id),
    ]
    for page, *persons in together(patience, looks, lambda page: client_row(page) is not None):
        verify("LG-ISO-031", [changed[0], page], expected=identity(client.row), actual=identity(client_row(page)))
        for sent, person in zip((lead, other), persons, strict=True):
            answers = [*changed[1:], by_path, person]
            verify("LG-ISO-031", answers, expected=identity(sent.row), actual=identity(lead_in(person)))
        law = kept(other.row, lead_in(persons[-1]), but=("title", "updatedAt"), where="the lead in the body")
        judge("LG-ISO-031", [by_path, persons[-1]], law)
