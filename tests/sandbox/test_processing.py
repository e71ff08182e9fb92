from typing import Any

import pytest

from tests.sandbox.conftest import Build
from tests.sandbox.driver import Sandbox
from tests.sandbox.processing_calls import (
    ALL,
    FIELD,
    KINDS,
    NAME,
    ONE,
    SELECTOR,
    UNSET,
    configure,
    leads,
    new_lead,
    of,
    process,
    wait,
)


@pytest.fixture
def configured(build: Build) -> Sandbox:
    """A sandbox in which company a has configured exactly two results of each kind."""
    sandbox = build()
    configure(sandbox)
    return sandbox


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_selector_all_that_is_configured_is_triggered(configured: Sandbox, kind: str) -> None:
    lead = new_lead(configured)
    answer = process(configured, kind, {"leadId": lead.id}).body
    assert (answer["triggered"], answer["skipped"], answer["leadId"]) == (ALL[kind], [], lead.id)
    assert (len(set(answer["runIds"])), answer["batchTag"].split("-")[:2]) == (2, [kind, "process"])


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_configured_is_skipped(configured: Sandbox, kind: str) -> None:
    body = {"leadId": new_lead(configured).id, SELECTOR[kind]: [UNSET[kind], ONE[kind], ONE[kind]]}
    answer = process(configured, kind, body).body
    unset = f"enrichment{UNSET[kind]}" if kind == "copyright" else UNSET[kind]
    assert (answer["triggered"], answer["skipped"], len(answer["runIds"])) == ([NAME[kind]], [unset], 1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_completed_run_leaves_its_result_and_touches_nothing_else(configured: Sandbox, kind: str) -> None:
    lead = new_lead(configured)
    process(configured, kind, {"leadId": lead.id, SELECTOR[kind]: [ONE[kind]]})
    before = of(configured, lead, FIELD[kind])
    wait(configured)
    after = leads(configured).get(lead.id)
    assert after is not None
    assert before is None
    assert after.fields == {**lead.fields, FIELD[kind]: after.fields[FIELD[kind]]}
    assert after.fields[FIELD[kind]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_result_that_is_there_is_skipped(configured: Sandbox, kind: str) -> None:
    lead = new_lead(configured, **{FIELD[kind]: "there"})
    body = {"leadId": lead.id, SELECTOR[kind]: [ONE[kind]], "overwrite": False}
    answer = process(configured, kind, body).body
    wait(configured)
    assert (answer["triggered"], answer["skipped"]) == ([], [NAME[kind]])
    assert of(configured, lead, FIELD[kind]) == "there"


@pytest.mark.parametrize("kind", KINDS)
def test_overwrite_makes_a_result_anew(configured: Sandbox, kind: str) -> None:
    lead = new_lead(configured, **{FIELD[kind]: "there"})
    process(configured, kind, {"leadId": lead.id, SELECTOR[kind]: [ONE[kind]], "overwrite": True})
    wait(configured)
    assert of(configured, lead, FIELD[kind]) != "there"


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_of_a_setting_shows_in_the_result(configured: Sandbox, kind: str) -> None:
    lead = new_lead(configured)
    path, values = KINDS[kind]
    seen = []
    for value in ("first", "second"):
        configured.by("owner_a", "PUT", f"/api/settings/{path}", dict.fromkeys(values, value))
        process(configured, kind, {"leadId": lead.id, SELECTOR[kind]: [ONE[kind]], "overwrite": True})
        wait(configured)
        seen.append(of(configured, lead, FIELD[kind]))
    assert seen[0] != seen[1]


def test_two_leads_get_two_results(configured: Sandbox) -> None:
    made = [new_lead(configured) for _ in range(2)]
    for lead in made:
        process(configured, "sdr", {"leadId": lead.id})
    wait(configured)
    assert len({of(configured, lead, "aiLeadScore") for lead in made}) == 2


def test_the_e_mail_finder_fills_the_address(configured: Sandbox) -> None:
    lead = new_lead(configured, companyDomain="blue-kite.example")
    process(configured, "enrich", {"leadId": lead.id, "services": ["emailFinder"]})
    wait(configured)
    assert of(configured, lead, "email").endswith("@blue-kite.example")


def test_with_nothing_configured_nothing_runs(configured: Sandbox) -> None:
    configured.by("owner_a", "PUT", "/api/settings/url", dict.fromkeys(KINDS["enrich"][1]))
    lead = new_lead(configured)
    answers = [
        process(configured, "enrich", {"leadId": lead.id, "services": services}).body
        for services in (None, [], ["enrichment1"])
    ]
    assert [(answer["runIds"], answer["triggered"], answer["skipped"]) for answer in answers] == [
        ([], [], []),
        ([], [], []),
        ([], [], ["enrichment1"]),
    ]


def test_a_key_alone_configures_no_service(configured: Sandbox) -> None:
    configured.by("owner_a", "PUT", "/api/settings/url", {"enrichment5_Apikey": "sk-0123456789"})
    answer = process(configured, "enrich", {"leadId": new_lead(configured).id, "services": ["enrichment5"]})
    assert answer.body["skipped"] == ["enrichment5"]


@pytest.mark.parametrize(
    ("kind", "body", "error_type"),
    [
        ("enrich", {}, "missing_required_field"),
        ("enrich", {"leadId": 7}, "invalid_format"),
        ("enrich", {"services": ["enrichment11"]}, "invalid_value"),
        ("enrich", {"services": "enrichment1"}, "invalid_format"),
        ("enrich", {"services": [1]}, "invalid_format"),
        ("enrich", {"overwrite": "yes"}, "invalid_format"),
        ("copyright", {"processes": [0]}, "invalid_value"),
        ("copyright", {"processes": [11]}, "invalid_value"),
        ("copyright", {"processes": [1.5]}, "invalid_format"),
        ("copyright", {"processes": [True]}, "invalid_format"),
        ("copyright", {"processes": ["enrichment1"]}, "invalid_format"),
        ("sdr", {"fields": ["email"]}, "invalid_value"),
    ],
)
def test_a_request_that_makes_no_sense_starts_nothing(
    configured: Sandbox, kind: str, body: dict[str, Any], error_type: str
) -> None:
    before = configured.by("owner_a", "GET", "/api/trigger-recent-runs").body
    lead = {} if "leadId" in body or not body else {"leadId": new_lead(configured).id}
    answer = process(configured, kind, {**lead, **body})
    assert (answer.status, answer.error_type) == (400, error_type)
    assert configured.by("owner_a", "GET", "/api/trigger-recent-runs").body == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_foreign_lead_looks_like_an_unknown_one(configured: Sandbox, kind: str) -> None:
    foreign = new_lead(configured, by="owner_b")
    answers = [process(configured, kind, {"leadId": id}) for id in (foreign.id, "unknown")]
    wait(configured)
    assert (answers[0].status, answers[0].body) == (404, answers[1].body)
    assert of(configured, foreign, FIELD[kind]) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_submitted_task_leaves_the_results_of_its_process(configured: Sandbox, kind: str) -> None:
    twins = [new_lead(configured), new_lead(configured)]
    payload = {"leadId": twins[0].id, SELECTOR[kind]: [ONE[kind]]}
    configured.by("owner_a", "POST", "/api/trigger", {"taskId": kind, "payload": payload})
    wait(configured)
    assert of(configured, twins[0], FIELD[kind])
    assert of(configured, twins[1], FIELD[kind]) is None


def test_a_submitted_task_is_one_run_for_all_that_is_configured(configured: Sandbox) -> None:
    lead = new_lead(configured)
    body = {"taskId": "copyright", "payload": {"leadId": lead.id}}
    run = configured.by("owner_a", "POST", "/api/trigger", body).body["runId"]
    wait(configured)
    status = configured.by("owner_a", "GET", f"/api/trigger-task-status?runId={run}").body
    assert set(status["output"]) == {"copyright1", "copyright3"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"payload": {"leadId": "x"}}, 400),
        ({"taskId": "dance", "payload": {"leadId": "x"}}, 400),
        ({"taskId": "enrich"}, 400),
        ({"taskId": "enrich", "payload": []}, 400),
        ({"taskId": "enrich", "payload": {}}, 400),
        ({"taskId": "enrich", "payload": {"leadId": "x"}}, 404),
    ],
)
def test_a_task_needs_a_known_task_id_and_a_lead(sandbox: Sandbox, body: dict[str, Any], status: int) -> None:
    assert sandbox.by("owner_a", "POST", "/api/trigger", body).status == status
