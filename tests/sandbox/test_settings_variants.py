from typing import Any

import pytest

from conformance.sandbox.variants.companies_begin_empty import CompaniesBeginEmpty
from conformance.sandbox.variants.settings_keys_absent import SettingsKeysAbsent
from conformance.sandbox.variants.settings_managers_only import SettingsManagersOnly
from conformance.sandbox.variants.settings_none_is_null import SettingsNoneIsNull
from conformance.sandbox.variants.settings_upsert import SettingsUpsert
from tests.sandbox.conftest import Build
from tests.sandbox.driver import Answer, Sandbox

KINDS = ("url", "agent", "sdr-ai")


def send(sandbox: Sandbox, method: str, kind: str, body: Any = None, by: str = "owner_a") -> Answer:
    return sandbox.by(by, method, f"/api/settings/{kind}", body)


@pytest.mark.parametrize("kind", ["agent", "sdr-ai"])
def test_a_second_create_updates(build: Build, kind: str) -> None:
    sandbox = build(SettingsUpsert())
    before = send(sandbox, "GET", kind).body["settings"]
    answer = send(sandbox, "POST", kind, {"projectId": "again"})
    after = send(sandbox, "GET", kind).body["settings"]
    assert (answer.status, answer.body["settings"]) == (200, after)
    assert after == {**before, "projectId": "again", "updatedAt": after["updatedAt"]}


@pytest.mark.parametrize("kind", KINDS)
def test_settings_never_made_are_null(build: Build, kind: str) -> None:
    sandbox = build(SettingsNoneIsNull())
    sandbox.application.identity.add_company(id="c", name="New", owner=sandbox.actor("newcomer_1").user_id)
    assert send(sandbox, "GET", kind, by="newcomer_1").body == {"success": True, "settings": None}


@pytest.mark.parametrize("kind", KINDS)
def test_members_are_kept_out(build: Build, kind: str) -> None:
    sandbox = build(SettingsManagersOnly())
    statuses = [send(sandbox, "GET", kind, by=by).status for by in ("owner_a", "admin_a", "member_a")]
    assert statuses == [200, 200, 403]


def test_keys_do_not_come_back(build: Build) -> None:
    sandbox = build(SettingsKeysAbsent())
    answer = send(sandbox, "PUT", "url", {"enrichment1": "https://one.example", "enrichment1_Apikey": "sk-0123456789"})
    assert answer.body["settings"]["enrichment1"] == "https://one.example"
    assert b"_Apikey" not in answer.content


@pytest.mark.parametrize("kind", KINDS)
def test_a_company_begins_without_settings(build: Build, kind: str) -> None:
    sandbox = build(CompaniesBeginEmpty())
    assert [send(sandbox, "GET", kind, by=by).status for by in ("owner_a", "owner_b")] == [404, 404]
    assert send(sandbox, "POST", kind, {}).status == 201


def test_a_company_begins_without_source_leads(build: Build) -> None:
    sandbox = build(CompaniesBeginEmpty())
    owner = sandbox.actor("owner_a")
    company = sandbox.application.seeding.companies["a"]
    headers = {"x-api-key": owner.api_key, "x-user-id": owner.user_id}
    listed = sandbox.send("GET", f"/api/source-leads/list?companyId={company}", headers=headers)
    assert (listed.status, listed.body["leads"]) == (200, [])
