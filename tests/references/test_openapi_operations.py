"""Each operation: who may call it, what it leaves behind, what it answers, how it pages."""

from typing import Any

import pytest

from tests.references.openapi_nodes import DOCUMENT, all_operations, operations, parameters_of, resolve, responses_of

EFFECTS = {"data", "permanent", "singleton", "billable"}
ORIGINS = {"stated", "by meaning", "observed", "inferred"}
RATE_HEADERS = {"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"}
COOKIE, BEARER, KEY = {"cookieAuth"}, {"bearerAuth"}, {"apiKeyAuth", "userIdAuth"}

each_operation = pytest.mark.parametrize(("name", "operation"), all_operations().items(), ids=all_operations())
each_paging_operation = pytest.mark.parametrize(
    ("name", "operation"), [(name, each) for name, each in operations().items() if "x-page" in each]
)


def test_there_are_57_operations_with_ids_of_their_own() -> None:
    ids = [each["operationId"] for item in DOCUMENT["paths"].values() for each in item.values()]
    assert len(ids) == len(set(ids)) == 57


@each_operation
def test_an_operation_says_its_effects_and_where_it_comes_from(name: str, operation: dict[str, Any]) -> None:
    facts = operation["x-conformance"]
    due = {"effects", "provenance", "requirements"}
    assert due <= set(facts) <= due | {"creates", "tolerated"}, name
    assert set(facts["effects"]) <= EFFECTS, name
    assert facts["provenance"] in ORIGINS, name


@each_operation
def test_a_tolerated_status_is_documented_and_a_refusal(name: str, operation: dict[str, Any]) -> None:
    tolerated = operation["x-conformance"].get("tolerated", [])
    assert {str(status) for status in tolerated} <= set(operation["responses"]), name
    assert all(400 <= status < 500 for status in tolerated), name


def test_no_reading_operation_has_an_effect() -> None:
    gets = [item["get"] for item in DOCUMENT["paths"].values() if "get" in item]
    assert [each["operationId"] for each in gets if each["x-conformance"]["effects"]] == []


@each_operation
def test_an_operation_is_described_and_tagged(name: str, operation: dict[str, Any]) -> None:
    known = {tag["name"] for tag in DOCUMENT["tags"]}
    assert operation["summary"], name
    assert operation["description"], name
    assert len(operation["tags"]) == 1, name
    assert set(operation["tags"]) <= known, name


def test_each_operation_takes_one_of_the_four_sets_of_credentials() -> None:
    taken = {name: [set(each) for each in operation["security"]] for name, operation in operations().items()}
    sets: tuple[list[set[str]], ...] = ([], [COOKIE, BEARER], [KEY], [COOKIE, BEARER, KEY])
    assert [name for name, combinations in taken.items() if combinations not in sets] == []
    assert {name for name, combinations in taken.items() if combinations == []} == {"login", "refreshTokens"}
    assert {name for name, combinations in taken.items() if combinations == [KEY]} == {
        "bulkEnrichLeads",
        "bulkSourceLeads",
    }


@each_operation
def test_an_operation_documents_its_success_and_only_client_errors_beside_it(
    name: str, operation: dict[str, Any]
) -> None:
    statuses = {int(status) for status in operation["responses"]}
    assert statuses & {200, 201}, name
    assert statuses <= {200, 201, 400, 401, 403, 404, 409, 413, 415, 429}, name


@each_operation
def test_every_error_answer_is_the_one_envelope(name: str, operation: dict[str, Any]) -> None:
    errors = [answer for status, answer in responses_of(operation).items() if int(status) >= 400]
    assert errors, name
    assert {each["content"]["application/json"]["schema"]["$ref"] for each in errors} == {"#/components/schemas/Error"}


@each_operation
def test_every_success_answer_requires_success_to_be_true(name: str, operation: dict[str, Any]) -> None:
    for status, answer in responses_of(operation).items():
        if int(status) < 400:
            schema = answer["content"]["application/json"]["schema"]
            for each in schema.get("anyOf", [schema]):
                resolved = resolve(each)
                assert "success" in resolved["required"], name
                assert resolved["properties"]["success"]["const"] is True, name


@each_operation
def test_authenticated_answers_carry_the_rate_limit_and_open_operations_need_no_header(
    name: str, operation: dict[str, Any]
) -> None:
    answers = responses_of(operation)
    if not operation["security"]:
        declared = [resolve(each) for answer in answers.values() for each in answer.get("headers", {}).values()]
        assert not any(header["required"] for header in declared), name
        return
    for status, answer in answers.items():
        headers = {header: resolve(each) for header, each in answer.get("headers", {}).items()}
        assert (set(headers) >= RATE_HEADERS) == (status != "401"), (name, status)
        if int(status) < 400 or status == "429":
            assert all(headers[each]["required"] for each in RATE_HEADERS), (name, status)
    assert "Retry-After" in answers["429"]["headers"], name


@each_paging_operation
def test_a_listing_names_its_rows_and_its_own_parameters(name: str, operation: dict[str, Any]) -> None:
    page = operation["x-page"]
    assert set(page) == {"rows", "limit", "token", "default", "maximum"}, name
    by_name = {each["name"]: each["schema"] for each in parameters_of(operation)}
    limit = by_name[page["limit"]]
    assert (limit["minimum"], limit["default"], limit["maximum"]) == (1, page["default"], page["maximum"]), name
    assert page["token"] in by_name, name
    answer = resolve(responses_of(operation)["200"]["content"]["application/json"]["schema"])
    assert page["rows"] in answer["required"], name
    assert "nextToken" in answer["properties"], name


def test_whatever_answers_a_next_token_pages() -> None:
    paging = set()
    for name, operation in operations().items():
        schema = responses_of(operation).get("200", {}).get("content", {}).get("application/json", {}).get("schema", {})
        if "nextToken" in resolve(schema).get("properties", {}):
            paging.add(name)
    assert paging == {name for name, operation in operations().items() if "x-page" in operation}


@pytest.mark.parametrize("rule", ["x-exactly-one", "x-at-least-one"])
def test_a_rule_over_several_inputs_names_inputs_that_there_are(rule: str) -> None:
    ruled = {name: operation for name, operation in operations().items() if rule in operation}
    assert ruled, rule
    for name, operation in ruled.items():
        inputs = {f"{each['in']}.{each['name']}" for each in parameters_of(operation)}
        body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        inputs |= {f"body.{each}" for each in resolve(body).get("properties", {})}
        assert set(operation[rule]) <= inputs, name
