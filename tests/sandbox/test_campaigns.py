from typing import Any

import pytest

from tests.sandbox.driver import Sandbox

PATH = "/api/campaigns"
Row = dict[str, Any]


def client_id(sandbox: Sandbox, by: str = "owner_a") -> str:
    found: str = sandbox.by(by, "GET", "/api/clients").body["clients"][0]["client_id"]
    return found


def made(sandbox: Sandbox, by: str = "owner_a", **fields: Any) -> Row:
    answer = sandbox.by(by, "POST", PATH, {"name": "Q3", **fields})
    assert (answer.status, answer.body["id"]) == (201, answer.body["campaign"]["id"]), answer.content
    campaign: Row = answer.body["campaign"]
    return campaign


def listed(sandbox: Sandbox, by: str = "owner_a") -> list[Row]:
    rows: list[Row] = sandbox.by(by, "GET", f"{PATH}?limit=1000").body["campaigns"]
    return rows


def test_a_new_campaign_is_listed_once_as_it_was_sent(sandbox: Sandbox) -> None:
    sent = {
        "name": "Q3",
        "campaignType": "linkedin",
        "status": "active",
        "client_id": client_id(sandbox),
        "description": "d",
    }
    campaign = made(sandbox, **sent)
    assert [row for row in listed(sandbox) if row["id"] == campaign["id"]] == [campaign]
    assert {name: campaign[name] for name in sent} == sent


def test_a_campaign_is_an_outbound_draft_unless_told_otherwise(sandbox: Sandbox) -> None:
    campaign = made(sandbox, campaignType=None)
    assert (campaign["campaignType"], campaign["status"], "client_id" in campaign) == ("outbound", "draft", False)


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": None}, {"name": 1}, {"name": "n", "status": 1}])
def test_a_campaign_that_is_wrong_is_not_stored(sandbox: Sandbox, body: object) -> None:
    before = listed(sandbox)
    answer = sandbox.by("owner_a", "POST", PATH, body)
    assert (answer.status, listed(sandbox)) == (400, before)


def test_a_client_that_is_not_the_companys_is_absent(sandbox: Sandbox) -> None:
    before = [listed(sandbox), listed(sandbox, "owner_b")]
    answers = [
        sandbox.by("owner_a", "POST", PATH, {"name": "n", "client_id": id})
        for id in (client_id(sandbox, "owner_b"), "unknown")
    ]
    assert [(answer.status, answer.body) for answer in answers] == [(404, answers[0].body)] * 2
    assert [listed(sandbox), listed(sandbox, "owner_b")] == before


def test_the_whole_company_sees_a_campaign_and_nobody_else(sandbox: Sandbox) -> None:
    campaign = made(sandbox, by="member_a", company_id="x", owner="y", id="z")
    seen = {actor: campaign in listed(sandbox, actor) for actor in ("owner_a", "admin_a", "member_a", "owner_b")}
    assert seen == {"owner_a": True, "admin_a": True, "member_a": True, "owner_b": False}
    assert (campaign["owner"], campaign["id"] != "z") == (sandbox.actor("member_a").user_id, True)


def test_a_walk_in_small_pages_is_the_whole_list(sandbox: Sandbox) -> None:
    for index in range(5):
        made(sandbox, name=str(index))
    rows: list[Row] = []
    token: str | None = ""
    while token is not None:
        page = sandbox.by("owner_a", "GET", f"{PATH}?limit=2&nextToken={token}").body
        assert len(page["campaigns"]) <= 2
        rows += page["campaigns"]
        token = page["nextToken"]
    assert rows == listed(sandbox)


def test_an_api_key_makes_and_lists(sandbox: Sandbox) -> None:
    campaign = sandbox.send("POST", PATH, {"name": "By key"}, sandbox.key("owner_a")).body["campaign"]
    assert sandbox.send("GET", PATH, headers=sandbox.key("owner_a")).body["campaigns"][-1] == campaign
