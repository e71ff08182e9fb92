from typing import Any

from conformance.sandbox.defects import (
    company_remembered,
    email_capitals,
    lists_joined,
    pipeline_days,
    search_history_kept_otherwise,
    settings_spread,
    webhooks_confused,
)
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import new_client, new_lead
from tests.sandbox.test_webhooks import counts, listed, made, post

SEARCHES = "/api/search-history"


def name_seen_by_a_colleague(sandbox: Sandbox) -> bool:
    sandbox.by("member_a", "GET", "/api/company")
    sandbox.by("owner_a", "PUT", "/api/company", {"name": "Renamed"})
    return bool(sandbox.by("member_a", "GET", "/api/company").body["company"]["name"] == "Renamed")


def search(sandbox: Sandbox, headers: dict[str, str] | None = None, **fields: Any) -> str:
    body = {"searchName": "S", **fields}
    id: str = sandbox.send("POST", SEARCHES, body, headers or sandbox.bearer("owner_a")).body["searchHistory"]["id"]
    return id


def searched(sandbox: Sandbox, id: str) -> dict[str, Any]:
    rows = sandbox.by("owner_a", "GET", f"{SEARCHES}?limit=1000").body["searchHistories"]
    return next((row for row in rows if row["id"] == id), {})


def tags(sandbox: Sandbox) -> Any:
    return searched(sandbox, search(sandbox, tags=["b", "a", "b"]))["tags"]


def total_of_a_completed_search(sandbox: Sandbox) -> Any:
    id = search(sandbox)
    for changes in ({"totalLeadsFound": 7}, {"status": "completed"}):
        sandbox.by("owner_a", "PUT", SEARCHES, {"id": id, **changes})
    return searched(sandbox, id)["totalLeadsFound"]


def search_made_by_key(sandbox: Sandbox) -> bool:
    return bool(searched(sandbox, search(sandbox, sandbox.key("owner_a"))))


def config(sandbox: Sandbox) -> Any:
    made(sandbox, platformConfig='{"a": 1}')
    return listed(sandbox)[-1]["platformConfig"]


def event_with_a_siblings_secret(sandbox: Sandbox) -> tuple[int, int]:
    (url, webhook), (other, _) = made(sandbox), made(sandbox)
    status = post(sandbox, f"{url.partition('?')[0]}?{other.partition('?')[2]}").status
    return status, counts(sandbox)[webhook["id"]]


def colleagues_webhooks_by_key(sandbox: Sandbox) -> bool:
    body = {"name": "Theirs", "platform": "generic"}
    id = sandbox.by("member_a", "POST", "/api/webhook-workbench", body).body["webhook"]["id"]
    rows = sandbox.send("GET", "/api/webhook-workbench", headers=sandbox.key("owner_a")).body["webhooks"]
    return id in {row["id"] for row in rows}


def settings(sandbox: Sandbox, kind: str, **changes: str) -> dict[str, Any]:
    path = f"/api/settings/{kind}"
    if changes:
        sandbox.by("owner_a", "PUT", path, changes)
    found: dict[str, Any] = sandbox.by("owner_a", "GET", path).body["settings"]
    return found


def project_of_the_other_kind(sandbox: Sandbox) -> Any:
    settings(sandbox, "sdr-ai", projectId="one")
    settings(sandbox, "agent", projectId="two")
    return settings(sandbox, "sdr-ai")["projectId"]


def tenth_after_the_first_was_cleared(sandbox: Sandbox) -> Any:
    settings(sandbox, "url", enrichment1="https://one.example/", enrichment10="https://ten.example/")
    return settings(sandbox, "url", enrichment1="").get("enrichment10")


def valid_in_capitals(sandbox: Sandbox) -> Any:
    return sandbox.by("owner_a", "POST", "/api/email-verify", {"email": "jo@nowhere.INVALID"}).body["valid"]


def counted_today(sandbox: Sandbox) -> bool:
    new_lead(sandbox, new_client(sandbox))
    today = sandbox.by("owner_a", "GET", "/api/analytics/pipeline").body["endDate"]
    body = sandbox.by("owner_a", "GET", f"/api/analytics/pipeline?startDate={today}&endDate={today}").body
    return bool(body["total"])


def campaign_listed(sandbox: Sandbox) -> bool:
    id = sandbox.by("owner_a", "POST", "/api/campaigns", {"name": "C"}).body["id"]
    return id in {row["id"] for row in sandbox.by("owner_a", "GET", "/api/campaigns").body["campaigns"]}


def bug_listed(sandbox: Sandbox) -> bool:
    body = {"description": "D", "userEmail": None}
    id = sandbox.by("owner_a", "POST", "/api/maintenance/bugs", body).body["bug"]["id"]
    return id in {row["id"] for row in sandbox.by("owner_a", "GET", "/api/maintenance/bugs").body["bugs"]}


@probes(
    Probe(company_remembered.CompanyRememberedPerUser, name_seen_by_a_colleague, True, False),
    Probe(search_history_kept_otherwise.SearchTagsAreASet, tags, ["b", "a", "b"], ["a", "b"]),
    Probe(search_history_kept_otherwise.CompletingResetsTotals, total_of_a_completed_search, 7, 0),
    Probe(search_history_kept_otherwise.KeyMadeSearchNotListed, search_made_by_key, True, False),
    Probe(webhooks_confused.PlatformConfigListedParsed, config, '{"a": 1}', {"a": 1}),
    Probe(webhooks_confused.WebhookTakesSiblingSecret, event_with_a_siblings_secret, (401, 0), (200, 1)),
    Probe(webhooks_confused.WebhooksOfCompanyByKey, colleagues_webhooks_by_key, False, True),
    Probe(settings_spread.ProjectIdShared, project_of_the_other_kind, "one", "two"),
    Probe(settings_spread.ClearingFirstClearsTenth, tenth_after_the_first_was_cleared, "https://ten.example/", None),
    Probe(email_capitals.InvalidDomainInCapitals, valid_in_capitals, False, True),
    Probe(pipeline_days.PipelineEndDayExclusive, counted_today, True, False),
    Probe(lists_joined.CampaignWithoutClientNotListed, campaign_listed, True, False),
    Probe(lists_joined.ReportWithoutAddressNotListed, bug_listed, True, False),
)
def test_a_record_is_seen_otherwise_only_with_its_defect(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
