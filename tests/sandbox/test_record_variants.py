"""Records that are kept, listed, refused and processed in other ways."""

from typing import Any
from urllib.parse import urlencode

import pytest

from tests.sandbox import processing_calls
from tests.sandbox.conftest import Build
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import by_id, listed, new_client, new_lead, new_leads
from tests.sandbox.test_webhooks import counts, made, post
from tests.sandbox.variant_calls import owner, statuses, variant

BODY = {"firstName": "Ada", "lastName": "Byron"}


def company_of(sandbox: Sandbox) -> str:
    id: str = owner(sandbox, "GET", "/company").body["company"]["id"]
    return id


def bulk(sandbox: Sandbox, company: str, query: str = "") -> Any:
    path = f"/api/enrich-leads/list?companyId={company}{query}"
    return sandbox.send("GET", path, headers=sandbox.key("owner_a"))


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("bulk-foreign-company-is-400", 400),
        ("bulk-foreign-company-is-404", 404),
        ("bulk-foreign-company-is-empty", 200),
    ],
)
def test_another_company_at_a_bulk_list(build: Build, id: str, expected: int) -> None:
    sandbox = build(variant(id))
    foreign = [bulk(sandbox, company) for company in ("unknown", sandbox.application.seeding.companies["b"])]
    assert [(answer.status, answer.body.get("leads", [])) for answer in foreign] == 2 * [(expected, [])]
    assert bulk(sandbox, company_of(sandbox)).body["leads"]


def test_a_bulk_list_may_show_the_chosen_fields_alone(build: Build) -> None:
    sandbox = build(variant("bulk-fields-are-exact"))
    rows = bulk(sandbox, company_of(sandbox), "&fields=city,notes").body["leads"]
    assert {frozenset(row) for row in rows} == {frozenset({"city", "notes"})}


def test_a_name_may_be_taken(build: Build) -> None:
    sandbox = build(variant("client-names-are-unique"))
    calls = [("POST", "/clients", {"clientName": "Twice"})] * 2
    other = ("PUT", "/clients", {"id": new_client(sandbox)["id"], "clientName": "Twice"})
    assert statuses(sandbox, *calls, other) == [201, 409, 409]
    assert statuses(sandbox, calls[0], by="owner_b") == [201]


@pytest.mark.parametrize(
    ("id", "call", "expected"),
    [
        ("clients-unknown-is-404", ("GET", "/clients?clientId=unknown", None), 404),
        ("clients-unknown-is-404", ("GET", "/clients", None), 200),
        ("territory-unknown-client-is-404", ("GET", "/territory-workbench/companies?client_id=unknown", None), 404),
        (
            "territory-bad-queries-are-default",
            ("GET", "/territory-workbench/companies?client_id=x&sortBy=y", None),
            200,
        ),
        ("search-unknown-client-is-404", ("GET", "/search-history?client_id=unknown", None), 404),
        ("reference-to-no-client-is-400", ("POST", "/leads", {**BODY, "client_id": "unknown"}), 400),
        ("find-lead-gives-one", ("GET", "/find-lead?email=unknown", None), 404),
        ("large-batches-are-413", ("POST", "/leads", {"leads": [{}] * 501}), 413),
        ("leads-refuse-names-without-letters", ("POST", "/leads", {**BODY, "lastName": ".", "client_id": "x"}), 400),
        ("unknown-fields-are-refused", ("POST", "/campaigns", {"name": "x", "colour": "red"}), 400),
        ("unknown-fields-are-refused", ("POST", "/campaigns", {"name": "x", "owner": "y"}), 201),
        ("identity-fields-are-refused", ("POST", "/campaigns", {"name": "x", "owner": "y"}), 400),
        ("identity-fields-are-refused", ("POST", "/campaigns", {"name": "x", "colour": "red"}), 201),
        ("settings-upsert-201", ("POST", "/settings/url", {"companyUrl": "https://x.example"}), 201),
        ("page-limits-are-capped", ("GET", "/clients?limit=0", None), 200),
        ("bad-page-limits-are-default", ("GET", "/clients?limit=-1", None), 200),
        ("gateway-refuses-what-is-large", ("GET", f"/clients?nextToken={'x' * 5000}", None), 431),
        ("gateway-refuses-what-is-large", ("POST", "/clients", {"clientName": "x" * 600_000}), 413),
    ],
)
def test_a_call_gets_another_status(build: Build, id: str, call: tuple[str, str, Any], expected: int) -> None:
    assert owner(build(variant(id)), *call).status == expected


def test_a_mixed_batch_may_be_refused_whole(build: Build) -> None:
    sandbox = build(variant("mixed-batches-are-404"))
    lead = new_lead(sandbox, new_client(sandbox))
    sent = statuses(
        sandbox, ("DELETE", "/leads", {"ids": [lead["id"], "x"]}), ("DELETE", "/leads", {"ids": [lead["id"]]})
    )
    assert sent == [404, 200]


def test_an_id_that_is_named_twice_may_count_once(build: Build) -> None:
    sandbox = build(variant("repeated-ids-count-once"))
    lead = new_lead(sandbox, new_client(sandbox))
    body = owner(sandbox, "DELETE", "/leads", {"ids": [lead["id"]] * 2}).body
    assert (body["deleted"], body["skipped"]) == (1, [])


def test_a_lead_may_take_an_e_mail_that_its_client_has(build: Build) -> None:
    sandbox = build(variant("updates-may-repeat-e-mails"))
    client = new_client(sandbox)
    one, other = (new_lead(sandbox, client, email=f"{name}@x.example") for name in ("a", "b"))
    assert owner(sandbox, "PUT", "/leads", {"id": one["id"], "email": other["email"]}).status == 200


@pytest.mark.parametrize(("id", "expected", "moved"), [("leads-refuse-to-move", 400, False), ("leads-move", 200, True)])
def test_a_client_in_an_update_of_a_lead(build: Build, id: str, expected: int, moved: bool) -> None:
    sandbox = build(variant(id))
    lead, other = new_lead(sandbox, new_client(sandbox)), new_client(sandbox)
    sent = owner(sandbox, "PUT", "/leads", {"id": lead["id"], "client_id": other["client_id"]})
    assert (sent.status, len(listed(sandbox, other))) == (expected, moved)
    assert owner(sandbox, "PUT", "/leads", {"id": lead["id"], "client_id": lead["client_id"]}).status == 200


def test_the_ids_of_path_and_body_may_have_to_agree(build: Build) -> None:
    sandbox = build(variant("lead-path-and-body-agree"))
    id = new_lead(sandbox, new_client(sandbox))["id"]
    sent = [owner(sandbox, "PUT", f"/enrich-leads/{id}", {"id": each}).status for each in ("x", id)]
    assert sent == [400, 200]


@pytest.mark.parametrize(
    ("id", "field", "sent", "kept"),
    [
        ("urls-are-normalised", "linkedinUrl", "https://LinkedIn.example", "https://linkedin.example/"),
        ("line-breaks-are-two-characters", "notes", "one\ntwo\r\nthree", "one\r\ntwo\r\nthree"),
        ("texts-keep-their-blanks", "notes", " n ", " n "),
        ("texts-are-decomposed", "notes", "Zo\u00eb", "Zoe\u0308"),
    ],
)
def test_a_text_is_kept_otherwise(build: Build, id: str, field: str, sent: str, kept: str) -> None:
    sandbox = build(variant(id))
    lead = new_lead(sandbox, new_client(sandbox), **{field: sent})
    assert (by_id(sandbox, lead["id"]) or {})[field] == kept


def test_skipped_e_mails_may_be_in_lower_case(build: Build) -> None:
    sandbox = build(variant("skipped-in-lower-case"))
    body = owner(sandbox, "POST", "/leads", {"leads": [{"email": "A@X.example"}]}).body
    assert body["skipped"] == ["a@x.example"]


def test_a_found_lead_may_stand_alone(build: Build) -> None:
    sandbox = build(variant("find-lead-gives-one"))
    lead = new_lead(sandbox, new_client(sandbox), email="a@x.example")
    assert owner(sandbox, "GET", "/find-lead?email=a@x.example").body == {"success": True, "lead": lead}


@pytest.mark.parametrize(
    ("id", "same"), [("newest-first", False), ("hash-order", False), ("page-tokens-are-json", True)]
)
def test_a_walk_in_another_order_has_every_row_once(build: Build, id: str, same: bool) -> None:
    sandbox = build(variant(id))
    client = new_client(sandbox)
    leads = sorted(new_leads(sandbox, client, 5), key=lambda lead: str(lead["lastName"]))
    pages, query = [], {"limit": "2", "client_id": client["client_id"]}
    while query:
        answer = sandbox.raw("GET", f"/api/leads?{urlencode(query)}", b"", auth(sandbox))
        pages += answer.body["leads"]
        token = answer.body["nextToken"]
        query = {**query, "nextToken": token} if token else {}
    ids = [[lead["id"] for lead in each] for each in (pages, leads)]
    assert (sorted(ids[0]) == sorted(ids[1]), ids[0] == ids[1]) == (True, same)
    assert sandbox.raw("GET", f"/api/clients?{urlencode({'nextToken': 'x'})}", b"", auth(sandbox)).status == 400


def auth(sandbox: Sandbox) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in sandbox.bearer("owner_a").items()]


def test_lists_without_pages_may_be_reversed(build: Build) -> None:
    first, second = (
        owner(build(*each), "GET", "/maintenance/bugs").body["bugs"]
        for each in ((), (variant("unpaged-lists-reversed"),))
    )
    assert first == second[::-1]


@pytest.mark.parametrize(("id", "name"), [("search-cursor", "cursor"), ("search-last-key", "lastKey")])
def test_the_next_cursor_has_another_name(build: Build, id: str, name: str) -> None:
    sandbox = build(variant(id))
    for title in ("one", "two"):
        owner(sandbox, "POST", "/search-history", {"searchName": title})
    page = owner(sandbox, "GET", "/search-history?limit=1").body
    following = owner(sandbox, "GET", f"/search-history?limit=1&cursor={page[name]}").body
    assert ("nextToken" in page, page["searchHistories"] != following["searchHistories"]) == (False, True)


@pytest.mark.parametrize(("id", "more"), [("one-more-is-served", 1), ("two-more-are-served", 2)])
def test_a_few_more_are_served(build: Build, id: str, more: int) -> None:
    sandbox = build(variant(id), rates={"standard": 3, "premium": 1000})
    sent = [sandbox.by("limit_standard", "GET", "/api/clients").status for _ in range(6)]
    assert sent == [200] * (3 + more) + [429] * (3 - more)


def test_coming_back_may_be_a_date(build: Build) -> None:
    sandbox = build(variant("retry-after-is-a-date"), rates={"standard": 1, "premium": 1000})
    answers = [sandbox.by("limit_standard", "GET", "/api/clients") for _ in range(2)]
    assert answers[1].headers["retry-after"].endswith(" GMT")


def test_the_end_of_a_window_may_be_rounded_down(build: Build) -> None:
    resets = []
    for deviations in ((), (variant("reset-is-rounded-down"),)):
        sandbox = build(*deviations)
        sandbox.now += 0.5
        resets.append(int(owner(sandbox, "GET", "/company").headers["x-ratelimit-reset"]))
    assert resets[0] - resets[1] == 1


def test_settings_never_made_may_be_empty(build: Build) -> None:
    sandbox = build(variant("settings-none-is-empty"))
    sandbox.application.identity.add_company(id="c", name="New", owner=sandbox.actor("newcomer_1").user_id)
    assert sandbox.by("newcomer_1", "GET", "/api/settings/url").body["settings"] == {}


def test_settings_and_territories_may_be_made_with_200(build: Build) -> None:
    sandbox = build(variant("settings-created-is-200"))
    sandbox.application.identity.add_company(id="c", name="New", owner=sandbox.actor("newcomer_1").user_id)
    sent = sandbox.by("newcomer_1", "POST", "/api/settings/agent", {"projectId": "p"}).status
    row = {"client_id": new_client(sandbox)["client_id"], "companyName": "Acme"}
    assert (sent, owner(sandbox, "POST", "/territory-workbench/companies", row).status) == (200, 200)


def test_a_key_may_be_masked_in_full_and_its_mask_leaves_it_alone(build: Build) -> None:
    sandbox = build(variant("settings-mask-in-full"))
    key = {"enrichment1": "https://one.example", "enrichment1_Apikey": "sk-0123456789"}
    shown = owner(sandbox, "PUT", "/settings/url", key).body["settings"]
    again = owner(sandbox, "PUT", "/settings/url", {"enrichment1_Apikey": shown["enrichment1_Apikey"]}).body["settings"]
    assert (shown["enrichment1_Apikey"], again["updatedAt"]) == ("•" * 8, shown["updatedAt"])


def test_processes_may_be_numbers_as_texts(build: Build) -> None:
    sandbox = build(variant("processing-number-texts"))
    processing_calls.configure(sandbox)
    body = {"leadId": processing_calls.new_lead(sandbox).id, "processes": [3, 9]}
    assert processing_calls.process(sandbox, "copyright", body).body["triggered"] == ["3"]


def test_processes_may_be_named_in_another_order(build: Build) -> None:
    answers = []
    for deviations in ((), (variant("processing-in-another-order"),)):
        sandbox = build(*deviations)
        processing_calls.configure(sandbox)
        answers.append(
            processing_calls.process(sandbox, "enrich", {"leadId": processing_calls.new_lead(sandbox).id}).body
        )
    assert answers[0]["triggered"] == answers[1]["triggered"][::-1]


def test_what_was_skipped_may_be_named_in_another_order(build: Build) -> None:
    sandbox = build(variant("skipped-in-another-order"))
    assert owner(sandbox, "DELETE", "/leads", {"ids": ["x", "y"]}).body["skipped"] == ["y", "x"]


def test_processing_without_settings_may_be_a_404(build: Build) -> None:
    sandbox = build(variant("processing-unconfigured-404"))
    sandbox.application.identity.add_company(id="c", name="New", owner=sandbox.actor("newcomer_1").user_id)
    client = sandbox.by("newcomer_1", "POST", "/api/clients", {"clientName": "x"}).body["client"]
    lead = sandbox.by("newcomer_1", "POST", "/api/leads", {**BODY, "client_id": client["client_id"]}).body["lead"]
    assert sandbox.by("newcomer_1", "POST", "/api/leads/process/enrich", {"leadId": lead["id"]}).status == 404


@pytest.mark.parametrize(
    ("id", "after", "state"), [("runs-end-at-once", 0, "COMPLETED"), ("runs-take-longer", 2, "EXECUTING")]
)
def test_runs_have_another_pace(build: Build, id: str, after: float, state: str) -> None:
    sandbox = build(variant(id))
    lead = new_lead(sandbox, new_client(sandbox))
    run = owner(sandbox, "POST", "/enrichment/trigger", {"leadIds": [lead["id"]]}).body["jobId"]
    sandbox.now += after
    assert owner(sandbox, "GET", f"/trigger-task-status?runId={run}").body["status"] == state


def test_a_run_that_is_stored_late_does_not_end_before_it_was_created(build: Build) -> None:
    sandbox = build(variant("runs-end-at-once"))
    lead = new_lead(sandbox, new_client(sandbox))
    sandbox.application.store.clock = lambda: sandbox.now + 1.5
    run = owner(sandbox, "POST", "/enrichment/trigger", {"leadIds": [lead["id"]]}).body["jobId"]
    sandbox.now += 2
    told = owner(sandbox, "GET", f"/trigger-task-status?runId={run}").body
    assert told["finishedAt"] >= told["createdAt"]


def test_run_ids_may_be_uuids(build: Build) -> None:
    sandbox = build(variant("run-ids-are-uuids"))
    processing_calls.configure(sandbox)
    body = {"taskId": "enrich", "payload": {"leadId": processing_calls.new_lead(sandbox).id}}
    assert len(owner(sandbox, "POST", "/trigger", body).body["runId"]) == 36


def test_a_wrong_secret_may_be_a_403(build: Build) -> None:
    sandbox = build(variant("webhook-wrong-secret-is-403"))
    url, webhook = made(sandbox)
    assert (post(sandbox, f"{url}x").status, counts(sandbox)[webhook["id"]]) == (403, 0)


def test_an_address_may_be_echoed_as_it_was_sent(build: Build) -> None:
    sandbox = build(variant("emails-echoed-as-sent"))
    assert owner(sandbox, "POST", "/email-validate", {"email": " A@X.example"}).body["email"] == " A@X.example"


def test_a_pipeline_may_show_stages_without_leads(build: Build) -> None:
    pipeline = owner(
        build(variant("pipeline-shows-empty-stages")),
        "GET",
        "/analytics/pipeline?startDate=2001-01-01&endDate=2001-01-01",
    )
    assert {stage["count"] for stage in pipeline.body["stages"]} == {0}


def test_rows_without_a_score_may_come_first_in_both_directions(build: Build) -> None:
    sandbox = build(variant("territory-unscored-first"))
    client = new_client(sandbox)
    new_lead(sandbox, client, companyName="Scored", aiLeadScore="5")
    new_lead(sandbox, client, companyName="Unscored")
    path = f"/territory-workbench/companies?client_id={client['client_id']}&sortBy=averageLeadScore&sortDirection="
    first = [owner(sandbox, "GET", f"{path}{way}").body["companies"][0]["companyName"] for way in ("asc", "desc")]
    assert first == ["Unscored", "Unscored"]


@pytest.mark.parametrize("kind", processing_calls.KINDS)
def test_in_a_company_that_nobody_has_used_nothing_is_processed(build: Build, kind: str) -> None:
    sandbox = build(variant("unused-companies-process-nothing"))
    lead = {"leadId": processing_calls.new_lead(sandbox).id}
    before = processing_calls.process(sandbox, kind, lead).status
    path, values = processing_calls.KINDS[kind]
    owner(sandbox, "POST", f"/settings/{path}", values)
    assert (before, processing_calls.process(sandbox, kind, lead).status) == (400, 200)


@pytest.mark.parametrize("kind", processing_calls.KINDS)
def test_in_a_company_that_nobody_has_used_everything_is_skipped_whatever_the_lead(build: Build, kind: str) -> None:
    sandbox = build(variant("unused-companies-skip-everything"))
    before = processing_calls.process(sandbox, kind, {"leadId": "unknown"})
    path, values = processing_calls.KINDS[kind]
    owner(sandbox, "POST", f"/settings/{path}", values)
    after = processing_calls.process(sandbox, kind, {"leadId": "unknown"})
    assert (before.status, before.body["triggered"], after.status) == (200, [], 404)
