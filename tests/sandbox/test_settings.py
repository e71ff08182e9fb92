from typing import Any

import pytest

from tests.sandbox.conftest import Build
from tests.sandbox.driver import Answer, Sandbox

KINDS = ("url", "agent", "sdr-ai")
FIELD = {"url": "enrichment3", "agent": "enrichment3AgentId", "sdr-ai": "aiNextActionAgentId"}
OTHER = {"url": "companyUrl", "agent": "projectId", "sdr-ai": "message10AgentId"}


def send(sandbox: Sandbox, method: str, kind: str, body: Any = None, by: str = "newcomer_1") -> Answer:
    return sandbox.by(by, method, f"/api/settings/{kind}", body)


def values(sandbox: Sandbox, kind: str, by: str = "newcomer_1") -> dict[str, Any]:
    settings: dict[str, Any] = send(sandbox, "GET", kind, by=by).body["settings"]
    return {name: value for name, value in settings.items() if name not in ("company_id", "createdAt", "updatedAt")}


@pytest.fixture
def fresh(build: Build) -> Sandbox:
    """A sandbox in which `newcomer_1` has a company without settings."""
    sandbox = build()
    sandbox.application.identity.add_company(
        id="company-new", name="New", owner=sandbox.actor("newcomer_1").user_id, at="2026-01-01T00:00:00.000Z"
    )
    return sandbox


@pytest.mark.parametrize("kind", KINDS)
def test_settings_that_were_made_read_back(fresh: Sandbox, kind: str) -> None:
    made = send(fresh, "POST", kind, {FIELD[kind]: "one"})
    assert (made.status, made.body["settings"]) == (201, send(fresh, "GET", kind).body["settings"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_set_is_refused_and_changes_nothing(fresh: Sandbox, kind: str) -> None:
    send(fresh, "POST", kind, {FIELD[kind]: "one"})
    answer = send(fresh, "POST", kind, {FIELD[kind]: "two"})
    assert (answer.status, answer.error_type) == (409, "already_exists")
    assert values(fresh, kind) == {FIELD[kind]: "one"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_settings_that_were_never_made_are_not_found(fresh: Sandbox, kind: str, method: str) -> None:
    assert send(fresh, method, kind, {FIELD[kind]: "x"} if method == "PUT" else None).status == 404


@pytest.mark.parametrize("kind", KINDS)
def test_an_update_shows_and_keeps_what_was_not_sent(fresh: Sandbox, kind: str) -> None:
    send(fresh, "POST", kind, {FIELD[kind]: "one", OTHER[kind]: "kept"})
    send(fresh, "PUT", kind, {FIELD[kind]: "two"})
    assert values(fresh, kind) == {FIELD[kind]: "two", OTHER[kind]: "kept"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cleared", [None, ""])
def test_a_setting_is_cleared_by_nothing(fresh: Sandbox, kind: str, cleared: str | None) -> None:
    send(fresh, "POST", kind, {FIELD[kind]: "one"})
    assert (send(fresh, "PUT", kind, {FIELD[kind]: cleared}).status, values(fresh, kind)) == (200, {})


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_update_changes_nothing_at_all(sandbox: Sandbox, kind: str) -> None:
    before = send(sandbox, "GET", kind, by="owner_a").body
    assert send(sandbox, "PUT", kind, {}, by="owner_a").body == before


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_of_settings_leaves_the_others_alone(sandbox: Sandbox, kind: str) -> None:
    others = [other for other in KINDS if other != kind]
    before = [values(sandbox, other, "owner_a") for other in others]
    send(sandbox, "PUT", kind, {OTHER[kind]: "x"}, by="owner_a")
    assert [values(sandbox, other, "owner_a") for other in others] == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_company_has_one_set_for_all_its_members(sandbox: Sandbox, kind: str) -> None:
    send(sandbox, "PUT", kind, {FIELD[kind]: "by a member"}, by="member_a")
    assert values(sandbox, kind, "owner_a")[FIELD[kind]] == "by a member"


@pytest.mark.parametrize("kind", KINDS)
def test_the_settings_of_another_company_stay_as_they_are(sandbox: Sandbox, kind: str) -> None:
    before = values(sandbox, kind, "owner_b")
    send(sandbox, "PUT", kind, {FIELD[kind]: "a's", "company_id": "company-b"}, by="owner_a")
    assert values(sandbox, kind, "owner_b") == before


def test_every_documented_field_is_stored(fresh: Sandbox) -> None:
    services = ["companyUrl", "emailFinder", *(f"enrichment{n}" for n in range(1, 11))]
    sent = {
        "url": {name: f"https://{name.lower()}.example" for name in services},
        "agent": {"projectId": "p", **{f"enrichment{n}AgentId": f"agent-{n}" for n in range(1, 11)}},
        "sdr-ai": {
            "projectId": "p",
            **{f"message{n}AgentId": f"agent-{n}" for n in range(1, 11)},
            "aiInterestAgentId": "i",
        },
    }
    for kind in KINDS:
        send(fresh, "POST", kind, sent[kind])
    assert {kind: values(fresh, kind) for kind in KINDS} == sent


@pytest.mark.parametrize(("key", "shown"), [("sk-0123456789", "****6789"), ("short", "****")])
def test_a_key_comes_back_masked(fresh: Sandbox, key: str, shown: str) -> None:
    answers = [send(fresh, method, "url", {"enrichment1_Apikey": key}) for method in ("POST", "PUT")]
    assert [answer.body["settings"]["enrichment1_Apikey"] for answer in answers] == [shown, shown]
    assert key.encode() not in send(fresh, "GET", "url").content


def test_a_masked_key_sent_back_leaves_the_key_alone(fresh: Sandbox) -> None:
    send(fresh, "POST", "url", {"enrichment1_Apikey": "sk-0123456789"})
    send(fresh, "PUT", "url", values(fresh, "url"))
    stored = fresh.application.store.one("SELECT fields FROM url_settings WHERE company_id = 'company-new'")
    assert stored == ('{"enrichment1_Apikey":"sk-0123456789"}',)


def test_a_mask_that_masks_nothing_is_not_taken_for_a_key(fresh: Sandbox) -> None:
    send(fresh, "POST", "url", {"enrichment1_Apikey": "****6789", "enrichment1": "https://x.example"})
    assert values(fresh, "url") == {"enrichment1": "https://x.example"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_setting_is_a_text(sandbox: Sandbox, kind: str) -> None:
    before = values(sandbox, kind, "owner_a")
    answer = send(sandbox, "PUT", kind, {OTHER[kind]: "x", FIELD[kind]: 7}, by="owner_a")
    assert (answer.status, answer.error_type, values(sandbox, kind, "owner_a")) == (400, "invalid_format", before)


@pytest.mark.parametrize("kind", KINDS)
def test_an_api_key_is_not_taken(sandbox: Sandbox, kind: str) -> None:
    assert sandbox.send("GET", f"/api/settings/{kind}", headers=sandbox.key("owner_a")).status == 401


@pytest.mark.parametrize("kind", KINDS)
def test_companies_are_drawn_with_settings_of_their_own(sandbox: Sandbox, kind: str) -> None:
    assert values(sandbox, kind, "owner_a") != values(sandbox, kind, "owner_b")
