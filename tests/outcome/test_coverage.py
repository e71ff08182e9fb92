"""What a run exercised of the contract, from records made by hand."""

import json
from typing import Any

import pytest

from conformance import contract, inputs
from conformance.journal.records import OperationFact, ParameterFact, RequestFact
from conformance.outcome.coverage_model import Exercised, InputCoverage, OperationCoverage, Share
from conformance.outcome.exercise import JOURNAL_CAP
from conformance.recorder import LONGEST_BODY
from tests.outcome.building import Journal, requirement

ORIGIN = "http://127.0.0.1:8765"
LIST = OperationFact(
    id="listClients",
    method="GET",
    path="/clients",
    statuses=(200, 400, 401, 429, 500),
    parameters=(
        ParameterFact(name="limit", place="query", rules={"type": "integer", "minimum": 1, "maximum": 1000}),
        ParameterFact(name="purge", place="query", rules={"type": "boolean"}),
        ParameterFact(
            name="fields",
            place="query",
            required=True,
            rules={"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^[a-z]+$"}},
        ),
    ),
)
READ = OperationFact(
    id="getLead",
    method="GET",
    path="/leads/{id}",
    statuses=(200, 404),
    parameters=(ParameterFact(name="id", place="path", required=True, rules={"type": "string", "minLength": 1}),),
)
LEAD: dict[str, Any] = {
    "type": "object",
    "required": ["name"],
    "properties": {"name": {"type": "string", "minLength": 1}, "score": {"type": ["integer", "null"], "minimum": 0}},
}
CREATE = OperationFact(
    id="createLeads",
    method="POST",
    path="/leads",
    statuses=(200, 201, 400, 401),
    body={
        "oneOf": [
            LEAD,
            {"type": "object", "required": ["rows"], "properties": {"rows": {"type": "array", "items": LEAD}}},
        ]
    },
    body_required=True,
)
LOGIN = OperationFact(
    id="login",
    method="POST",
    path="/auth",
    open=True,
    statuses=(200, 401),
    body={"type": "object", "properties": {"password": {"type": "string", "maxLength": 8}}},
)


def asked(fact: OperationFact, *urls: str, status: int | None = 200, **facts: Any) -> OperationCoverage:
    """The coverage of an operation that was asked these (`/clients?limit=1`), one request each."""
    journal = Journal(requirement(), operations=(fact,))
    for url in urls:
        request = RequestFact(method=fact.method, url=f"{ORIGIN}/api{url}", headers=())
        values: dict[str, Any] = {"operation": fact.id, "request": request}
        journal.exchange(status, **(values | facts))
    return journal.finish().coverage.operations[0]


def sent(fact: OperationFact, *bodies: Any, status: int = 201, media: str = "application/json") -> OperationCoverage:
    """The coverage of an operation that was sent these bodies: texts as they are, None for none, values as JSON."""
    journal = Journal(requirement(), operations=(fact,))
    for body in bodies:
        text = body if body is None or isinstance(body, str) else json.dumps(body)
        request = RequestFact(
            method="POST", url=f"{ORIGIN}/api{fact.path}", headers=(("Content-Type", media),), body=text
        )
        journal.exchange(status, operation=fact.id, request=request)
    return journal.finish().coverage.operations[0]


def row(operation: OperationCoverage, name: str) -> InputCoverage:
    """The row of one input."""
    return next(each for each in operation.inputs if each.name == name)


def counts(operation: OperationCoverage, name: str) -> tuple[int, int]:
    """In how many requests an input was sent valid, and in how many invalid."""
    return row(operation, name).valid, row(operation, name).invalid


def word(operation: OperationCoverage, name: str, keyword: str) -> tuple[int, int]:
    """In how many requests a keyword of an input was kept, and in how many it was broken."""
    return row(operation, name).keywords[keyword].kept, row(operation, name).keywords[keyword].broken


def test_a_number_in_a_query_is_judged_as_a_number() -> None:
    assert counts(asked(LIST, "/clients?limit=5", "/clients?limit=0", "/clients?limit=x"), "query.limit") == (1, 2)


def test_a_broken_keyword_is_named_and_the_others_are_kept() -> None:
    found = row(asked(LIST, "/clients?limit=0"), "query.limit").keywords
    assert found == {
        "type": Exercised(kept=1),
        "minimum": Exercised(broken=1),
        "maximum": Exercised(kept=1),
    }


def test_a_value_of_a_wrong_type_exercises_nothing_but_the_type() -> None:
    found = row(asked(LIST, "/clients?limit=x"), "query.limit").keywords
    assert found == {"type": Exercised(broken=1), "minimum": Exercised(), "maximum": Exercised()}


@pytest.mark.parametrize(("text", "expected"), [("true", (1, 0)), ("yes", (0, 1)), ("", (0, 1))])
def test_a_boolean_in_a_query_is_true_or_false(text: str, expected: tuple[int, int]) -> None:
    assert counts(asked(LIST, f"/clients?purge={text}"), "query.purge") == expected


def test_the_items_of_a_list_in_a_query_are_judged_one_by_one() -> None:
    assert counts(asked(LIST, "/clients?fields=a,B"), "query.fields[]") == (1, 1)


def test_an_empty_text_is_an_empty_list() -> None:
    assert word(asked(LIST, "/clients?fields="), "query.fields", "minItems") == (0, 1)


def test_a_required_parameter_that_is_left_out_breaks_required_and_is_not_sent() -> None:
    operation = asked(LIST, "/clients")
    assert word(operation, "query.fields", "required") == (0, 1)
    assert counts(operation, "query.fields") == (0, 0)


def test_a_parameter_that_is_sent_twice_counts_for_nothing() -> None:
    assert counts(asked(LIST, "/clients?limit=1&limit=2"), "query.limit") == (0, 0)


def test_a_path_parameter_is_sent_valid_and_cannot_be_sent_otherwise() -> None:
    operation = asked(READ, "/leads/l-1")
    assert row(operation, "path.id") == InputCoverage(name="path.id", valid=1, refusable=False, keywords={})
    assert operation.figures.invalid == Share()


@pytest.mark.parametrize("url", ["/leads/a%2Fb", "/leads/..", "/leads/l-1/", "//leads/l-1"])
def test_an_odd_spelling_does_not_call_the_operation(url: str) -> None:
    assert asked(READ, url).called == 0


def test_another_method_does_not_call_the_operation() -> None:
    request = RequestFact(method="PATCH", url=f"{ORIGIN}/api/clients", headers=())
    assert asked(LIST, "/clients", request=request).called == 0


@pytest.mark.parametrize(("purpose", "called"), [("preflight", 0), ("cleanup", 0), ("setup", 1), ("generated", 1)])
def test_preflight_and_clean_up_exercise_nothing(purpose: str, called: int) -> None:
    assert asked(LIST, "/clients", purpose=purpose).called == called


@pytest.mark.parametrize("status", [401, 413, 415, 429, None])
def test_a_request_refused_at_the_door_or_never_answered_exercises_no_input(status: int | None) -> None:
    operation = asked(LIST, "/clients?limit=5", status=status)
    assert (operation.called, counts(operation, "query.limit")) == (1, (0, 0))


def test_a_refused_login_has_read_its_inputs() -> None:
    assert counts(sent(LOGIN, {"password": "wrong"}, status=401), "body.password") == (1, 0)


def test_a_field_is_found_at_its_dotted_path() -> None:
    operation = sent(CREATE, {"rows": [{"name": "a", "score": 1}, {"name": ""}]})
    assert counts(operation, "body.rows[].name") == (1, 1)
    assert counts(operation, "body.rows[].score") == (1, 0)
    assert counts(operation, "body.rows") == (0, 1)


def test_a_request_counts_once_however_many_rows_it_has() -> None:
    assert counts(sent(CREATE, {"rows": [{"name": "a"}] * 5}), "body.rows[].name") == (1, 0)


def test_a_field_that_is_left_out_breaks_required_of_the_choice_that_is_meant() -> None:
    operation = sent(CREATE, {"score": 1})
    assert word(operation, "body.name", "required") == (0, 1)
    assert word(operation, "body.rows", "required") == (0, 0)


def test_a_body_of_neither_choice_breaks_one_of() -> None:
    assert word(sent(CREATE, {"name": "a"}, {"name": 5}), "body", "oneOf") == (1, 1)


def test_a_keyword_that_does_not_speak_of_a_value_is_not_exercised_by_it() -> None:
    assert word(sent(CREATE, {"name": "a", "score": None}), "body.score", "minimum") == (0, 0)


def test_a_missing_body_breaks_required() -> None:
    assert word(sent(CREATE, {"name": "a"}, None), "body", "required") == (1, 1)


def test_a_body_that_is_no_json_is_sent_invalid() -> None:
    assert counts(sent(CREATE, '{"name": '), "body") == (0, 1)


@pytest.mark.parametrize(
    ("body", "media"),
    [
        pytest.param('{"name":"' + "x" * JOURNAL_CAP, "application/json", id="cut"),
        pytest.param('{"name":"x"}', "text/plain", id="another media type"),
        pytest.param('{"name":"\ufffd"}', "application/json", id="bytes that are no text"),
        pytest.param('{"name":"\\ud800"}', "application/json", id="half a character"),
    ],
)
def test_a_body_that_cannot_be_told_counts_for_nothing(body: str, media: str) -> None:
    operation = sent(CREATE, body, media=media)
    assert [each for each in operation.inputs if each.valid or each.invalid] == []


def test_the_cap_is_that_of_the_journal() -> None:
    assert JOURNAL_CAP == LONGEST_BODY


def test_a_redacted_secret_stays_a_text_of_which_nothing_else_is_known() -> None:
    operation = sent(LOGIN, {"password": "<secret:owner_a.password>"}, status=200)
    assert counts(operation, "body.password") == (1, 0)
    assert word(operation, "body.password", "maxLength") == (0, 0)


def test_inputs_that_exclude_each_other_are_judged_together() -> None:
    fact = LOGIN.model_copy(update={"exactly_one": ("query.id", "body.password")})
    assert word(sent(fact, {"password": "a"}, {}, status=200), "query.id, body.password", "exactly one") == (1, 1)


def test_statuses_are_counted_and_the_missing_ones_named() -> None:
    operation = asked(LIST, "/clients", "/clients")
    assert operation.statuses == {"200": 2, "400": 0, "401": 0}
    assert operation.statuses_missing == ("400", "401")
    assert operation.figures.statuses == Share(met=1, due=3)


def test_either_success_is_the_success() -> None:
    assert sent(CREATE, {"name": "a"}, status=201).statuses["200 or 201"] == 1


def test_the_limit_is_due_only_where_it_was_seen() -> None:
    assert asked(LIST, "/clients", status=429).statuses["429"] == 1


def test_an_undocumented_status_is_not_counted() -> None:
    assert asked(LIST, "/clients", status=418).statuses == {"200": 0, "400": 0, "401": 0}


def test_what_was_never_tried_is_named() -> None:
    operation = asked(LIST, "/clients?limit=0")
    assert operation.never_valid == ("query.limit", "query.purge", "query.fields", "query.fields[]")
    assert operation.never_invalid == ("query.purge", "query.fields", "query.fields[]")
    assert "query.limit maximum" in operation.never_broken
    assert "query.limit minimum" not in operation.never_broken


def test_generated_requests_are_told_by_phase() -> None:
    journal = Journal(requirement(), operations=(LIST,))
    for phase in ("valid", "valid", "invalid", ""):
        journal.exchange(purpose="generated", phase=phase)
    found = journal.finish().coverage
    assert found.operations[0].generated == {"invalid": 1, "unnamed": 1, "valid": 2}
    assert found.generated == found.operations[0].generated


@pytest.mark.parametrize(
    ("facts", "share"),
    [
        ({"valid": True}, Share(met=1, due=1)),
        ({"valid": True, "status": 400}, Share(met=0, due=1)),
        ({"valid": False}, Share()),
        ({"valid": None}, Share()),
        ({"valid": True, "phase": "shrinking"}, Share()),
        ({"valid": True, "phase": "kept"}, Share()),
        ({"valid": True, "status": 429, "unplanned_429": True}, Share()),
        ({"valid": True, "purpose": "test"}, Share()),
    ],
)
def test_a_generated_request_is_accepted_where_valid_data_got_a_2xx(facts: dict[str, Any], share: Share) -> None:
    journal = Journal(requirement(), operations=(LIST,))
    journal.exchange(**({"purpose": "generated", "phase": "valid"} | facts))
    assert journal.finish().coverage.totals.accepted == share


def test_totals_are_sums_over_all_operations() -> None:
    journal = Journal(requirement(), operations=(LIST, READ))
    journal.exchange()
    found = journal.finish().coverage
    assert found.called == Share(met=1, due=2)
    assert found.totals.statuses == Share(met=1, due=5)


def test_an_old_journal_has_no_coverage_but_its_requests() -> None:
    journal = Journal(requirement())
    journal.exchange()
    found = journal.finish().coverage
    assert (found.known, found.operations[0].called, found.totals.statuses) == (False, 1, Share())


def test_every_operation_of_the_contract_can_be_covered() -> None:
    journal = Journal(requirement(), operations=inputs.facts(contract.load()))
    found = journal.finish().coverage
    assert found.known
    assert [each.id for each in found.operations if not each.statuses] == []
