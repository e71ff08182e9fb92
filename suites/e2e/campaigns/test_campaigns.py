"""Campaigns: what was created is listed once and as it was sent, and none is without a name."""

from functools import partial

import pytest

from conformance import contract
from conformance.actors import Actor
from conformance.expectations import nonempty_string, one_of, satisfying, success
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.harness import Harness
from conformance.laws.listings import each_once
from conformance.laws.rows import stored
from conformance.polling import Patience
from conformance.walking import Walk, walk, walk_twice, walk_until

pytestmark = [pytest.mark.level("standard"), pytest.mark.operation("listCampaigns")]

PAGE = 1000
"""Rows a page at most (reference: Campaigns)."""


def campaigns(actor: Actor) -> Walk:
    """All campaigns that an actor sees."""
    return walk(actor, contract.load()["listCampaigns"], limit=PAGE)


# Apart from the next one, for where no campaign may be made.
@pytest.mark.requirement("LG-INT-002")
def test_campaigns_are_listed_under_their_key(owner_a: Actor, verify: Verify) -> None:
    listing = owner_a.call("listCampaigns", query={"limit": 1})
    verify("LG-INT-002", listing, expected=200, actual=listing.status)
    is_list = satisfying("a list", lambda actual: isinstance(actual, list))
    verify("LG-INT-002", listing, expected=is_list, actual=listing.at("campaigns"))


@pytest.mark.requirement("LG-INT-001", "LG-INT-003")
@pytest.mark.operation("createCampaign")
def test_a_created_campaign_is_listed_once_and_as_it_was_sent(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, patience: Patience, verify: Verify, judge: Judge
) -> None:
    whole = {
        "name": naming.client_name(owner_a),
        "campaignType": "email",
        "status": "paused",
        "client_id": workspace.client_id,
    }
    sent = [whole, {"name": naming.client_name(owner_a)}]
    made = [owner_a.call("createCampaign", json=body) for body in sent]
    for answer in made:
        verify("LG-INT-001", answer, expected=one_of(201, 200), actual=answer.status)
        verify("LG-INT-001", answer, expected=nonempty_string(), actual=answer.at("id"))
    ids = [answer.at("id") for answer in made]
    listing = walk_until(patience, partial(campaigns, owner_a), lambda seen: {*ids} <= {*seen.ids()})
    judge("LG-INT-003", [*made, *listing.pages], each_once(ids, listing.rows, where="the campaigns"))
    for body, id in zip(sent, ids, strict=True):
        judge("LG-INT-003", [*made, *listing.pages], stored(body, listing.row(id), where="the campaign"))


@pytest.mark.requirement("LG-INT-004")
@pytest.mark.operation("createCampaign")
def test_a_campaign_without_a_name_is_refused_and_not_added(
    owner_a: Actor,
    workspace: TemporaryClient,
    naming: Naming,
    harness: Harness,
    patience: Patience,
    control: Control,
    verify: Verify,
) -> None:
    linked = {"client_id": workspace.client_id, "campaignType": "email", "status": "paused"}
    body = {**linked, "description": naming.client_name(owner_a)}
    right = owner_a.call("createCampaign", json={**body, "name": naming.client_name(owner_a)}, purpose="control")
    control(right, expected=success(), actual=right.status)
    refused = [owner_a.call("createCampaign", json=wrong) for wrong in (body, {**body, "name": ""})]
    for answer in refused:
        verify("LG-INT-004", answer, expected=400, actual=answer.status)
    for listing in walk_twice(patience, partial(campaigns, owner_a)):
        ours = [row for row in listing.rows if row.get("client_id") == workspace.client_id]
        nameless = [row for row in ours if not harness.run.marks(str(row.get("name")))]
        verify("LG-INT-004", [*refused, *listing.pages], expected=[], actual=nameless)
