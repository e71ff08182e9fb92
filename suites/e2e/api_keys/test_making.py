"""API keys that users make: each is new, and opens what its maker may see, as its maker."""

from functools import partial

import pytest

from conformance import credentials
from conformance.actors import Actor
from conformance.credentials import Credential
from conformance.exchange import Exchange
from conformance.expectations import one_of, satisfying
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Judge, Make, Verify
from conformance.harness import Harness
from conformance.laws.listings import each_once
from conformance.polling import Patience
from conformance.suites.e2e.bulk.bulk_lists import company_of

pytestmark = [pytest.mark.level("standard"), pytest.mark.operation("createApiKey")]

A_KEY = satisfying("a string that begins with lgp_", lambda key: isinstance(key, str) and key.startswith("lgp_"))


@pytest.mark.requirement("LG-INT-015", "LG-INT-016")
@pytest.mark.operation("listClients")
def test_a_new_key_acts_as_the_user_who_made_it(
    harness: Harness,
    owner_a: Actor,
    member_a: Actor,
    make: Make,
    naming: Naming,
    patience: Patience,
    verify: Verify,
    judge: Judge,
) -> None:
    earlier = known(harness)
    for maker in (owner_a, member_a):
        body = {"name": naming.client_name(maker), "description": "made by a test"}
        answer = maker.call("createApiKey", json=body)
        key = answer.at("apiKey")
        verify("LG-INT-015", answer, expected=one_of(200, 201), actual=answer.status)
        verify("LG-INT-015", answer, expected=A_KEY, actual=key)
        verify("LG-INT-015", answer, expected=False, actual=key in earlier)
        earlier.add(str(key))
        client = make(maker)
        by = (credentials.api_key(str(key), maker.user_id, maker.identity),)
        listing = patience.until(partial(clients_of, maker, client, by), lambda page: bool(page.rows("clients")))
        if listing.status in (401, 403):
            lead = make_lead(maker, naming, client)
            bulk = patience.until(partial(bulk_of, maker, client, by), lambda page: bool(page.rows("leads")))
            judge("LG-INT-016", [answer, listing, bulk], each_once([lead.id], bulk.rows("leads"), where="the leads"))
            continue
        verify("LG-INT-016", [answer, listing], expected=200, actual=listing.status)
        judge("LG-INT-016", [answer, listing], each_once([client.id], listing.rows("clients"), where="the clients"))


def known(harness: Harness) -> set[str]:
    """The keys that the profile gives its actors."""
    return {key for actor in harness.profile.actors.values() if (key := actor.secret("api_key"))}


def clients_of(actor: Actor, client: TemporaryClient, by: tuple[Credential, ...]) -> Exchange:
    """The actor's client, by credentials of their own."""
    return actor.call("listClients", query={"clientId": client.id}, by=by)


def bulk_of(actor: Actor, client: TemporaryClient, by: tuple[Credential, ...]) -> Exchange:
    """The leads of the actor's client in the bulk list, which alone may take keys (reference: Who may call what)."""
    query = {"companyId": company_of(client), "clientId": client.client_id}
    return actor.call("bulkEnrichLeads", query=query, by=by)
