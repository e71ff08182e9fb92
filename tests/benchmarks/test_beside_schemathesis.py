"""What the comparison with plain `st run` reads from both reports, counts on the way, and prints."""

from collections import Counter

import pytest

from benchmarks.beside_schemathesis_outcomes import SEEDED, Row, found_table, shown, table
from benchmarks.relay import Traffic, Turns
from benchmarks.target import exercised
from benchmarks.verdicts import EVERYWHERE, Failure, Verdict, of_ours, of_schemathesis
from conformance import contract

ST_REPORT = {
    "schemathesis_version": "4.32.5",
    "operations": {"total": 57, "selected": 57, "tested": 57, "errored": 0, "skipped": 0, "skip_reasons": []},
    "test_cases": {"generated": 4371, "with_failures": 51, "unique_failures": 4, "without_checks": 171, "errored": 0},
    "failures": [
        {
            "type": "IgnoredAuth",
            "code": "ST401",
            "title": "API accepts invalid authentication",
            "severity": "critical",
            "count": 3,
            "operations": ["DELETE /clients", "GET /clients"],
        },
        {
            "type": "JsonSchemaError",
            "code": "ST104",
            "title": "Response violates schema",
            "severity": "high",
            "count": 1,
            "operations": ["GET /analytics/pipeline"],
        },
    ],
    "errors": [],
}
OUR_REPORT = {
    "requirements": [
        {
            "id": "LG-ENV-006",
            "status": "failed",
            "findings": [{"operation": "createWebhook"}, {"operation": "createWebhook"}],
        },
        {"id": "LG-ENV-014", "status": "advisory", "findings": [{"operation": "listClients"}]},
        {"id": "LG-CLI-001", "status": "passed", "findings": []},
    ]
}
CLEAN = Verdict({}, frozenset())
PIPELINE = SEEDED[0]


def test_a_report_of_st_is_read_as_its_counts_by_check_and_its_operations() -> None:
    read = of_schemathesis(ST_REPORT)
    assert read.by_check == {"IgnoredAuth": 3, "JsonSchemaError": 1}
    assert read.failures == {
        Failure("IgnoredAuth", "DELETE /clients"),
        Failure("IgnoredAuth", "GET /clients"),
        Failure("JsonSchemaError", "GET /analytics/pipeline"),
    }


def test_our_findings_count_once_a_requirement_and_operation_and_are_named_as_st_names_them() -> None:
    read = of_ours(OUR_REPORT, contract.load())
    assert read.by_check == {"LG-ENV-006": 1, "LG-ENV-014": 1}
    assert read.failures == {Failure("LG-ENV-006", "POST /webhook-workbench"), Failure("LG-ENV-014", "GET /clients")}


@pytest.mark.parametrize("status", ["flaky", "inconclusive", "passed"])
def test_what_we_found_and_do_not_blame_the_target_for_is_no_failure(status: str) -> None:
    row = {"id": "LG-CLI-001", "status": status, "findings": [{"operation": "listClients"}]}
    assert of_ours({"requirements": [row]}, contract.load()).failures == frozenset()


def test_a_finding_that_belongs_to_no_operation_is_one_of_the_api() -> None:
    report = {"requirements": [{"id": "LG-RATE-001", "status": "failed", "findings": [{"operation": None}]}]}
    assert of_ours(report, contract.load()).failures == {Failure("LG-RATE-001", EVERYWHERE)}


def test_a_defect_is_found_by_a_failure_on_its_operations() -> None:
    assert shown(PIPELINE, of_schemathesis(ST_REPORT), CLEAN) == ["JsonSchemaError"]


def test_what_a_clean_target_was_blamed_for_too_finds_no_defect() -> None:
    assert shown(PIPELINE, of_schemathesis(ST_REPORT), of_schemathesis(ST_REPORT)) == []


def test_seeded_defects_are_told_apart_by_their_operations() -> None:
    named = [operation for defect in SEEDED for operation in defect.operations]
    known = {f"{each.method} {each.path}" for each in contract.load().values()}
    assert sorted(named) == sorted(known & set(named))


def test_the_table_has_a_line_a_tool_and_names_its_false_alarms() -> None:
    row = Row("st run", 4400, 60.0, 1.5, 50, of_schemathesis(ST_REPORT), 40, cut_off=True)
    head, line, _, alarms = table([row]).splitlines()
    assert " ".join(head.split()) == "requests seconds ratio with a 2xx false alarms rows left"
    assert " ".join(line.split()) == "st run 4400 60.0 40.0 50 ops 4 40 cut off by the time-out"
    assert alarms == "false alarms of st run: 3 IgnoredAuth, 1 JsonSchemaError"


def test_the_table_of_defects_says_what_showed_each_or_that_nothing_did() -> None:
    found = {"st run": {each.id: ["JsonSchemaError"] if each is PIPELINE else [] for each in SEEDED}}
    _, first, *others = found_table(found).splitlines()
    assert first.split() == [PIPELINE.id, *PIPELINE.kind.split(), "JsonSchemaError"]
    assert [line.endswith("not found") for line in others] == [True] * (len(SEEDED) - 1)


def test_a_request_is_counted_once_however_its_bytes_are_cut() -> None:
    traffic = Traffic()
    turns = Turns(traffic)
    turns.asked(b"POST /api/clients HTTP/1.1\r\ncontent-length: 12\r\n\r\n")
    turns.asked(b'POST /api/x"')
    turns.answered(b"HTTP/1.1 201 Created\r\n\r\n{")
    turns.answered(b"}")
    turns.asked(b"GET /api/leads?client_id=a HTTP/1.1\r\n\r\n")
    turns.answered(b"HTTP/1.1 404 Not Found\r\n\r\n")
    assert traffic == Traffic(2, {("POST", "/api/clients")}, Counter({201: 1, 404: 1}))


def test_a_path_is_one_operation_even_where_a_parameter_would_fit_it() -> None:
    called = {("GET", "/api/enrich-leads/list"), ("PUT", "/api/enrich-leads/7"), ("TRACE", "/api/clients")}
    assert exercised(called, list(contract.load().values())) == {"bulkEnrichLeads", "updateEnrichLead"}
