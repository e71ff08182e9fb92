"""Envelope, success, status and content type: what is broken, kept, and not decided."""

from typing import Any

import pytest

from conformance.exchange import Headers
from conformance.expectations import Judgement
from tests.checks.exchanges import JSON_TYPE, answered, error, judged, success, verdict

HTML: Headers = (("Content-Type", "text/html"),)
LONE_SURROGATE = b'{"success": true, "error": "\\ud800"}'
TOO_DEEP = b"[" * 200_000 + b"]" * 200_000
ONE = "getEnrichLead"

TABLE: list[tuple[str, str, str, int, Any, Headers, bool | None]] = [
    ("LG-ENV-001", "an envelope", ONE, 404, error(), JSON_TYPE, True),
    ("LG-ENV-001", "an envelope of a server error", ONE, 500, error(errorType="internal_error"), JSON_TYPE, True),
    ("LG-ENV-001", "a page under 400", ONE, 400, b"<html>", HTML, False),
    ("LG-ENV-001", "no body", ONE, 404, b"", (), False),
    ("LG-ENV-001", "a page", ONE, 404, b"<html>", HTML, False),
    ("LG-ENV-001", "an array", ONE, 404, [error()], JSON_TYPE, False),
    ("LG-ENV-001", "success: true", ONE, 404, error(success=True), JSON_TYPE, False),
    ("LG-ENV-001", "success: 0", ONE, 404, error(success=0), JSON_TYPE, False),
    ("LG-ENV-001", "no success", ONE, 404, error(success=...), JSON_TYPE, False),
    ("LG-ENV-001", "a blank error", ONE, 404, error(error=" "), JSON_TYPE, False),
    ("LG-ENV-001", "an object as error", ONE, 404, error(error={"message": "no"}), JSON_TYPE, False),
    ("LG-ENV-001", "no errorType", ONE, 404, error(errorType=...), JSON_TYPE, False),
    ("LG-ENV-001", "a success", ONE, 200, success(ONE), JSON_TYPE, None),
    ("LG-ENV-001", "a redirect", ONE, 302, b"", (), None),
    ("LG-ENV-001", "405", ONE, 405, b"<html>", HTML, None),
    ("LG-ENV-001", "JSON that has no text", ONE, 404, LONE_SURROGATE, JSON_TYPE, None),
    ("LG-ENV-001", "JSON that is too deep to tell", ONE, 404, TOO_DEEP, JSON_TYPE, None),
    ("LG-ENV-001", "a limiter's 429", ONE, 429, {"message": "Too many requests"}, JSON_TYPE, None),
    ("LG-ENV-001", "the service's own 429", ONE, 429, error(errorType=...), JSON_TYPE, False),
    ("LG-ENV-002", "both", ONE, 404, error(), JSON_TYPE, True),
    ("LG-ENV-002", "an empty string as details", ONE, 404, error(details=""), JSON_TYPE, True),
    ("LG-ENV-002", "no details under 400", ONE, 400, error(details=...), JSON_TYPE, False),
    ("LG-ENV-002", "details that are no text, of a redirect", ONE, 302, error(details=7), JSON_TYPE, None),
    ("LG-ENV-002", "405", ONE, 405, error(details=7), JSON_TYPE, None),
    ("LG-ENV-002", "no details", ONE, 404, error(details=...), JSON_TYPE, False),
    ("LG-ENV-002", "null as details", ONE, 404, error(details=None), JSON_TYPE, False),
    ("LG-ENV-002", "a number as details", ONE, 404, error(details=7), JSON_TYPE, False),
    ("LG-ENV-002", "no recommendation", ONE, 404, error(recommendation=...), JSON_TYPE, False),
    ("LG-ENV-002", "a blank recommendation", ONE, 404, error(recommendation=" "), JSON_TYPE, False),
    ("LG-ENV-002", "a page", ONE, 404, b"<html>", HTML, None),
    ("LG-ENV-002", "a success", ONE, 200, success(ONE), JSON_TYPE, None),
    ("LG-ENV-003", "success: true", ONE, 200, success(ONE), JSON_TYPE, True),
    ("LG-ENV-003", "success: false beside an error", ONE, 404, error(), JSON_TYPE, True),
    ("LG-ENV-003", "no success", ONE, 200, success(ONE, success=...), JSON_TYPE, False),
    ("LG-ENV-003", "success as a word", ONE, 200, success(ONE, success="true"), JSON_TYPE, False),
    ("LG-ENV-003", "success: false beside 200", ONE, 200, error(), JSON_TYPE, False),
    ("LG-ENV-003", "success: true beside an error", ONE, 404, error(success=True), JSON_TYPE, False),
    ("LG-ENV-003", "success: true of a gateway", ONE, 503, {"success": True}, JSON_TYPE, False),
    ("LG-ENV-003", "no content", ONE, 204, b"", (), False),
    ("LG-ENV-003", "an array", ONE, 200, [success(ONE)], JSON_TYPE, False),
    ("LG-ENV-003", "an error that says nothing of it", ONE, 404, {"message": "no"}, JSON_TYPE, None),
    ("LG-ENV-003", "JSON that has no text", ONE, 200, LONE_SURROGATE, JSON_TYPE, None),
    ("LG-ENV-004", "a type under its status", ONE, 404, error(), JSON_TYPE, True),
    ("LG-ENV-004", "a server's type under 500", ONE, 500, error(errorType="internal_error"), JSON_TYPE, True),
    ("LG-ENV-004", "a type under another status", ONE, 400, error(), JSON_TYPE, False),
    ("LG-ENV-004", "a server's type under 400", ONE, 400, error(errorType="internal_error"), JSON_TYPE, False),
    ("LG-ENV-004", "an unknown type", ONE, 400, error(errorType="lead_is_gone"), JSON_TYPE, None),
    ("LG-ENV-004", "an object as type", ONE, 400, error(errorType={}), JSON_TYPE, None),
    ("LG-ENV-004", "a success", ONE, 200, success(ONE, errorType="not_found"), JSON_TYPE, None),
    ("LG-ENV-004", "a gateway", ONE, 503, error(), JSON_TYPE, None),
    ("LG-ENV-005", "a client's error", ONE, 400, error(), JSON_TYPE, True),
    ("LG-ENV-005", "500", ONE, 500, error(), JSON_TYPE, False),
    ("LG-ENV-005", "501", ONE, 501, b"", (), False),
    ("LG-ENV-005", "503", ONE, 503, b"", (), None),
    ("LG-ENV-008", "a documented status", ONE, 404, error(), JSON_TYPE, True),
    ("LG-ENV-008", "a status of other operations", ONE, 415, error(), JSON_TYPE, False),
    (
        "LG-ENV-008",
        "200 on the creation of a client",
        "createClient",
        200,
        success("createClient", 201),
        JSON_TYPE,
        False,
    ),
    ("LG-ENV-008", "no content", ONE, 204, b"", (), False),
    ("LG-ENV-008", "a redirect", ONE, 302, b"", (), False),
    ("LG-ENV-008", "405 for the documented method", ONE, 405, b"", (), False),
    ("LG-ENV-008", "a server error, which LG-ENV-005 judges", ONE, 500, error(), JSON_TYPE, None),
    ("LG-ENV-009", "JSON that says so", ONE, 200, success(ONE), JSON_TYPE, True),
    ("LG-ENV-009", "JSON called a page", ONE, 200, success(ONE), HTML, False),
    ("LG-ENV-009", "JSON without a type", ONE, 404, error(), (), False),
    ("LG-ENV-009", "a page", ONE, 404, b"<html>", HTML, False),
    ("LG-ENV-009", "a page called JSON", ONE, 404, b"<html>", JSON_TYPE, False),
    ("LG-ENV-009", "what is not quite JSON", ONE, 200, b'{"success": NaN}', JSON_TYPE, False),
    ("LG-ENV-009", "bytes that are no text", ONE, 200, b"\xff\xfe", JSON_TYPE, False),
    ("LG-ENV-009", "no body", ONE, 200, b"", (), None),
    ("LG-ENV-009", "the page of a redirect", ONE, 302, b"<html>", HTML, None),
    ("LG-ENV-009", "the page of several choices", ONE, 300, b"<html>", HTML, None),
    ("LG-ENV-009", "a page under 400", ONE, 400, b"<html>", HTML, False),
    (
        "LG-ENV-009",
        "JSON with parameters",
        ONE,
        200,
        success(ONE),
        (("Content-Type", " application/json ;charset=utf-8; v=1"),),
        True,
    ),
    ("LG-ENV-009", "JSON of another kind", ONE, 200, success(ONE), (("Content-Type", "application/json5"),), False),
    ("LG-ENV-009", "the page of a gateway", ONE, 502, b"<html>", HTML, None),
    ("LG-ENV-009", "JSON that has no text", ONE, 200, LONE_SURROGATE, JSON_TYPE, None),
]


@pytest.mark.parametrize(
    ("requirement", "operation", "status", "body", "headers", "expected"),
    [(row[0], *row[2:]) for row in TABLE],
    ids=[f"{row[0]} {row[1]}" for row in TABLE],
)
def test_form(
    requirement: str, operation: str, status: int, body: Any, headers: Headers, expected: bool | None
) -> None:
    assert verdict(requirement, answered(operation, status, body, headers=headers)) is expected


@pytest.mark.parametrize("requirement", ["LG-ENV-001", "LG-ENV-003", "LG-ENV-006", "LG-ENV-009"])
def test_a_body_that_was_cut_decides_nothing_about_its_form(requirement: str) -> None:
    cut = [answered(ONE, status, b'{"success"', truncated=True) for status in (200, 404)]
    assert [verdict(requirement, each) for each in cut] == [None, None]


def test_an_error_outside_the_envelope_is_told_by_what_is_wrong_in_it() -> None:
    assert judged("LG-ENV-001", answered(ONE, 404, error())) == Judgement(
        True,
        "a JSON object with `success: false` and non-empty strings `error` and `errorType`",
        "status 404 in the envelope",
    )
    assert judged("LG-ENV-001", answered(ONE, 404, b"")) == Judgement(
        False,
        "a JSON object with `success: false` and non-empty strings `error` and `errorType`",
        "status 404 with no body",
    )
    assert judged("LG-ENV-001", answered(ONE, 404, b"<html>")) == Judgement(
        False,
        "a JSON object with `success: false` and non-empty strings `error` and `errorType`",
        "status 404 with a body that is no JSON object",
    )
    assert judged("LG-ENV-001", answered(ONE, 404, error(success=0))) == Judgement(
        False,
        "a JSON object with `success: false` and non-empty strings `error` and `errorType`",
        "status 404 with `success: 0`",
    )
    assert judged("LG-ENV-001", answered(ONE, 404, error(success=...))) == Judgement(
        False,
        "a JSON object with `success: false` and non-empty strings `error` and `errorType`",
        "status 404 with no `success`",
    )
    assert judged("LG-ENV-001", answered(ONE, 404, error(error=7))) == Judgement(
        False,
        "a JSON object with `success: false` and non-empty strings `error` and `errorType`",
        "status 404 with `error: 7`",
    )
    assert judged("LG-ENV-001", answered(ONE, 404, error(errorType=...))) == Judgement(
        False,
        "a JSON object with `success: false` and non-empty strings `error` and `errorType`",
        "status 404 with no `errorType`",
    )


def test_an_error_without_help_is_told_by_what_it_lacks() -> None:
    assert judged("LG-ENV-002", answered(ONE, 404, error())) == Judgement(
        True,
        "`details` (a string, array or object) and a `recommendation` (a non-empty string)",
        "both",
    )
    assert judged("LG-ENV-002", answered(ONE, 404, error(details=7, recommendation=7))) == Judgement(
        False,
        "`details` (a string, array or object) and a `recommendation` (a non-empty string)",
        "status 404 without `details` and `recommendation`",
    )


def test_a_wrong_success_is_told_beside_the_status() -> None:
    assert judged("LG-ENV-003", answered(ONE, 200, success(ONE))) == Judgement(
        True,
        "a JSON object with `success: true`",
        "status 200 with `success: True`",
    )
    assert judged("LG-ENV-003", answered(ONE, 200, {"success": 1})) == Judgement(
        False,
        "a JSON object with `success: true`",
        "status 200 with `success: 1`",
    )
    assert judged("LG-ENV-003", answered(ONE, 200, {})) == Judgement(
        False,
        "a JSON object with `success: true`",
        "status 200 with no `success`",
    )
    assert judged("LG-ENV-003", answered(ONE, 200, [])) == Judgement(
        False,
        "a JSON object with `success: true`",
        "status 200 with a body that is no JSON object",
    )
    assert judged("LG-ENV-003", answered(ONE, 204, b"")) == Judgement(
        False,
        "a JSON object with `success: true`",
        "status 204 with no body",
    )
    assert judged("LG-ENV-003", answered(ONE, 404, error(success=True))) == Judgement(
        False,
        "no `success: true` beside a status other than 2xx",
        "status 404 with `success: True`",
    )


def test_a_type_is_told_beside_the_statuses_that_it_may_have() -> None:
    assert judged("LG-ENV-004", answered(ONE, 400, error())) == Judgement(
        False,
        "`not_found` under status 404",
        "`not_found` under status 400",
    )
    assert judged("LG-ENV-004", answered(ONE, 400, error(errorType="method_not_allowed"))) == Judgement(
        False,
        "`method_not_allowed` under status 405",
        "`method_not_allowed` under status 400",
    )


def test_a_status_is_told_beside_those_that_are_due() -> None:
    assert judged("LG-ENV-005", answered(ONE, 500, error())) == Judgement(False, "a status below 500", "status 500")
    assert judged("LG-ENV-008", answered(ONE, 415, error())) == Judgement(
        False, "one of 200, 400, 401, 403, 404, 429", "status 415"
    )


def test_a_body_is_told_by_what_it_is_and_is_called() -> None:
    assert judged("LG-ENV-009", answered(ONE, 200, success(ONE), headers=HTML)) == Judgement(
        False,
        "JSON with the content type `application/json`",
        "JSON with content type 'text/html'",
    )
    assert judged("LG-ENV-009", answered(ONE, 404, b"<html>", headers=())) == Judgement(
        False,
        "JSON with the content type `application/json`",
        "a body that is no JSON with content type None",
    )
