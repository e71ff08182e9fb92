from typing import Any

import pytest

from conformance.sandbox.defects.routes_walls import OldestSetUsed
from conformance.sandbox.defects.settings import (
    SettingsConflictOverwrites,
    SettingsKeyShown,
    SettingsLastServiceDropped,
    SettingsPutClearsOthers,
)
from conformance.sandbox.deviation import Defect
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import everywhere
from tests.sandbox.driver import Sandbox

Defects = tuple[Defect, ...]


def settings(sandbox: Sandbox, kind: str = "url", by: str = "owner_a") -> dict[str, Any]:
    values: dict[str, Any] = sandbox.by(by, "GET", f"/api/settings/{kind}").body["settings"]
    return values


def put(sandbox: Sandbox, body: Any, kind: str = "url", by: str = "owner_a") -> dict[str, Any]:
    values: dict[str, Any] = sandbox.by(by, "PUT", f"/api/settings/{kind}", body).body["settings"]
    return values


@pytest.mark.parametrize(("kind", "field"), [("url", "enrichment2"), ("agent", "projectId"), ("sdr-ai", "projectId")])
@pytest.mark.parametrize(("deviations", "left"), [((), "kept"), (everywhere(SettingsPutClearsOthers), None)])
def test_other_fields_are_cleared_only_with_the_defect(
    build: Build, deviations: Defects, left: str | None, kind: str, field: str
) -> None:
    sandbox = build(*deviations)
    put(sandbox, {field: "kept"}, kind)
    put(sandbox, {"companyUrl": "x", "enrichment9AgentId": "x", "message9AgentId": "x"}, kind)
    assert settings(sandbox, kind).get(field) == left


@pytest.mark.parametrize(
    ("deviations", "holders"), [((), ["owner_b"]), ((OldestSetUsed("updateUrlSettings"),), ["owner_a"])]
)
def test_a_setting_lands_at_another_company_only_with_the_defect(
    build: Build, deviations: Defects, holders: list[str]
) -> None:
    sandbox = build(*deviations)
    answer = put(sandbox, {"enrichment2": "https://b.example"}, by="owner_b")
    found = [by for by in ("owner_a", "owner_b") if settings(sandbox, by=by).get("enrichment2") == "https://b.example"]
    assert (answer["enrichment2"], found) == ("https://b.example", holders)


@pytest.mark.parametrize(("deviations", "shown"), [((), "****6789"), (everywhere(SettingsKeyShown), "sk-0123456789")])
def test_a_key_is_shown_only_with_the_defect(build: Build, deviations: Defects, shown: str) -> None:
    sandbox = build(*deviations)
    put(sandbox, {"emailFinder_Apikey": "sk-0123456789"})
    assert settings(sandbox)["emailFinder_Apikey"] == shown


@pytest.mark.parametrize(("deviations", "left"), [((), "before"), (everywhere(SettingsConflictOverwrites), "after")])
def test_a_refused_create_overwrites_only_with_the_defect(build: Build, deviations: Defects, left: str) -> None:
    sandbox = build(*deviations)
    put(sandbox, {"projectId": "before"}, "agent")
    status = sandbox.by("owner_a", "POST", "/api/settings/agent", {"projectId": "after"}).status
    assert (status, settings(sandbox, "agent")["projectId"]) == (409, left)


@pytest.mark.parametrize(("deviations", "left"), [((), "new"), ((SettingsLastServiceDropped(),), None)])
def test_the_last_service_is_echoed_and_dropped_only_with_the_defect(
    build: Build, deviations: Defects, left: str | None
) -> None:
    sandbox = build(*deviations)
    sandbox.by("owner_a", "PUT", "/api/settings/url", {"enrichment10": None})
    before = settings(sandbox).get("enrichment10")
    answer = put(sandbox, {"enrichment10": "new"})
    after = settings(sandbox).get("enrichment10")
    assert answer["enrichment10"] == "new"
    assert after == ("new" if left else before)
