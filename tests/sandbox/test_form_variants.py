"""Answers in other forms: what is added, what is left out, how errors are told."""

from typing import Any

import pytest

from tests.sandbox.conftest import Build
from tests.sandbox.lead_calls import new_client, new_lead
from tests.sandbox.variant_calls import owner, statuses, variant

NAMELESS: tuple[str, str, Any] = ("POST", "/clients", {})


def test_everything_says_more_and_a_projection_does_not(build: Build) -> None:
    sandbox = build(variant("extra-fields-everywhere"))
    lead = new_lead(sandbox, new_client(sandbox))
    assert lead.keys() >= {"recordType", "links", "readAt"}
    company = sandbox.send("GET", "/api/company", headers=sandbox.bearer("owner_a")).body["company"]["id"]
    answer = sandbox.send(
        "GET", f"/api/enrich-leads/list?companyId={company}&fields=city", headers=sandbox.key("owner_a")
    )
    assert ("meta" in answer.body, answer.body["leads"][-1].keys() <= {"id", "city"}) == (True, True)


def test_errors_say_more_beside_their_five_fields(build: Build) -> None:
    body = owner(build(variant("errors-say-more")), *NAMELESS).body
    assert body.keys() == {
        "success",
        "error",
        "errorType",
        "details",
        "recommendation",
        "requestId",
        "timestamp",
        "docs",
    }


@pytest.mark.parametrize(
    ("id", "name", "value"),
    [
        ("further-headers", "content-type", "application/json; charset=UTF-8"),
        ("connections-close", "connection", "close"),
    ],
)
def test_a_header_is_added_to_every_answer(build: Build, id: str, name: str, value: str) -> None:
    sandbox = build(variant(id))
    assert {sandbox.send("GET", "/api/clients").headers[name], owner(sandbox, *NAMELESS).headers[name]} == {value}


@pytest.mark.parametrize(
    ("id", "path", "key", "gone"),
    [
        ("no-times", "/clients", "clients", {"createdAt", "updatedAt"}),
        ("no-times", "/company", "company", {"createdAt", "updatedAt"}),
        ("no-times", "/settings/url", "settings", {"createdAt", "updatedAt"}),
        ("company-has-no-role", "/company", "company", {"role"}),
        ("webhooks-do-not-count", "/webhook-workbench", "webhooks", {"eventCount", "lastEventAt"}),
        ("tasks-are-bare", "/trigger-recent-runs", "runs", {"taskId", "finishedAt"}),
    ],
)
def test_records_lack_what_is_optional(build: Build, id: str, path: str, key: str, gone: set[str]) -> None:
    def names(*deviations: Any) -> set[str]:
        shown = owner(build(*deviations), "GET", path).body[key]
        return set(shown[0] if isinstance(shown, list) else shown)

    assert names() - names(variant(id)) == gone


def test_the_user_list_lacks_people_without_a_company(build: Build) -> None:
    sandbox = build(variant("admin-users-are-members"))
    ids = {user["id"] for user in sandbox.by("platform_admin", "GET", "/api/admin/users").body["users"]}
    listed = [sandbox.actor(name).user_id in ids for name in ("owner_a", "member_a", "newcomer_1")]
    assert listed == [True, True, False]


def test_admin_lists_lack_owners_and_memberships(build: Build) -> None:
    sandbox = build(variant("admin-lists-are-bare"))
    users = sandbox.by("platform_admin", "GET", "/api/admin/users").body["users"]
    assert {frozenset(user) for user in users} == {frozenset({"id", "email"})}


def test_a_territory_row_is_names_and_a_number(build: Build) -> None:
    sandbox = build(variant("territory-is-bare"))
    client = new_client(sandbox)
    new_lead(sandbox, client, companyName="Acme")
    (row,) = owner(sandbox, "GET", f"/territory-workbench/companies?client_id={client['client_id']}").body["companies"]
    assert row.keys() == {"id", "client_id", "companyName", "totalLeads"}


def test_login_keys_checks_and_scrapes_answer_with_the_least(build: Build) -> None:
    ids = ("login-is-bare", "api-key-is-bare", "email-checks-are-bare", "scraping-is-bare")
    sandbox = build(*(variant(id) for id in ids))
    actor = sandbox.actor("owner_a")
    answers = [
        sandbox.send("POST", "/api/auth", {"username": actor.username, "password": actor.password}),
        owner(sandbox, "POST", "/agent-api-keys", {"name": "x"}),
        owner(sandbox, "POST", "/email-verify", {"email": "a@x.example"}),
        owner(sandbox, "POST", "/start-lead-scrape-complete", {"client_id": new_client(sandbox)["client_id"]}),
    ]
    assert [set(answer.body) - {"success"} for answer in answers] == [
        {"tokens"},
        {"apiKey"},
        {"email", "valid", "status"},
        {"runId", "status"},
    ]


def test_lists_and_batches_do_not_count(build: Build) -> None:
    sandbox = build(variant("no-counts"))
    client = new_client(sandbox)
    lead = new_lead(sandbox, client)
    updated = owner(sandbox, "PUT", "/leads", {"leads": [{"id": lead["id"]}]}).body
    purged = owner(sandbox, "DELETE", f"/clients?id={client['id']}&purge=true").body
    assert (updated, purged) == ({"success": True, "updated": 1}, {"success": True})


def test_the_last_page_has_no_token(build: Build) -> None:
    sandbox = build(variant("no-token-on-the-last-page"))
    assert ["nextToken" in owner(sandbox, "GET", f"/clients{query}").body for query in ("?limit=1", "")] == [
        True,
        False,
    ]


def test_what_is_not_set_is_null(build: Build) -> None:
    sandbox = build(variant("unset-is-null"))
    client = new_client(sandbox)
    lead = new_lead(sandbox, client)
    settings = owner(sandbox, "GET", "/settings/url").body["settings"]
    assert (client["description"], lead["email"], len(settings)) == (None, None, 2 * 12 + 3)


@pytest.mark.parametrize(
    ("id", "form"), [("details-are-objects", dict), ("details-are-lists", list), ("details-are-strings", str)]
)
def test_details_have_one_form(build: Build, id: str, form: type) -> None:
    sandbox = build(variant(id))
    forms = {type(owner(sandbox, *call).body["details"]) for call in (NAMELESS, ("PUT", "/leads", {"id": "unknown"}))}
    assert forms == {form}


@pytest.mark.parametrize(
    ("id", "call", "expected"),
    [
        ("wrong-types-are-invalid-values", ("POST", "/clients", {"clientName": 1}), "invalid_value"),
        ("further-error-types", ("GET", "/clients?limit=0", None), "validation_failed"),
        ("further-error-types", NAMELESS, "missing_required_field"),
        ("absent-has-its-name", ("GET", "/trigger-task-status?runId=unknown", None), "run_not_found"),
        ("absent-has-its-name", ("GET", "/enrich-leads/unknown", None), "not_found"),
    ],
)
def test_an_error_has_another_type(build: Build, id: str, call: tuple[str, str, Any], expected: str) -> None:
    assert owner(build(variant(id)), *call).error_type == expected


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("refusals-are-authentication-errors", "authentication_error"),
        ("refusals-are-no-valid-credentials", "no_valid_credentials"),
    ],
)
def test_every_refusal_has_one_type(build: Build, id: str, expected: str) -> None:
    sandbox = build(variant(id))
    answers = [
        sandbox.send("GET", "/api/clients"),
        sandbox.send("GET", "/api/clients", headers={"authorization": "Bearer x"}),
        sandbox.send("POST", "/api/auth", {"username": "x", "password": "y"}),
    ]
    assert {(answer.status, answer.error_type) for answer in answers} == {(401, expected)}


def test_a_body_may_be_judged_before_its_sender(build: Build) -> None:
    sandbox = build(variant("body-before-credentials"))
    broken = [sandbox.raw("POST", "/api/clients", body, []).status for body in (b"{", b"{}")]
    assert (broken, sandbox.send("GET", "/api/clients").status) == ([400, 401], 401)


def test_a_permission_may_be_judged_before_the_body(build: Build) -> None:
    sandbox = build(variant("permission-before-body"))
    calls = [
        ("PUT", "/api/company", "member_a"),
        ("POST", "/api/clients", "newcomer_1"),
        ("PUT", "/api/company", "owner_a"),
    ]
    sent = [sandbox.raw(method, path, b"{", [*pairs(sandbox.bearer(by))]).status for method, path, by in calls]
    assert sent == [403, 403, 400]


def pairs(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def test_what_is_absent_may_be_told_before_a_wrong_field(build: Build) -> None:
    sandbox = build(variant("absent-before-fields"))
    calls = [
        ("PUT", "/clients", {"id": "unknown", "clientName": 1}),
        ("PUT", "/leads", {"id": "unknown", "firstName": ""}),
        ("PUT", "/search-history", {"id": "unknown", "status": "lost"}),
        ("PUT", "/clients", {"clientName": 1}),
    ]
    assert statuses(sandbox, *calls) == [404, 404, 404, 400]


@pytest.mark.parametrize(
    ("id", "length"),
    [("times-in-whole-seconds", 20), ("times-in-microseconds", 27), ("times-in-nanoseconds", 30)],
)
def test_moments_are_told_more_or_less_exactly(build: Build, id: str, length: int) -> None:
    assert len(new_client(build(variant(id)))["createdAt"]) == length


def test_answers_in_ascii_say_the_same(build: Build) -> None:
    sandbox = build(variant("answers-are-ascii"))
    row = {"companyURL": "https://x.example/a", "clientName": "Dvořák \N{ROCKET}"}
    answer = owner(sandbox, "POST", "/clients", row)
    assert {name: answer.body["client"][name] for name in row} == row
    assert (answer.content.isascii(), b"/" in answer.content.replace(b"\\/", b"")) == (True, False)
