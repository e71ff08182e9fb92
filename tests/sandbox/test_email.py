from typing import Any

import pytest

from tests.sandbox.driver import Sandbox

PATHS = ("/api/email-validate", "/api/email-verify")
WELL_FORMED = (
    "john.smith@example.com",
    "o'neil+news@sub.domain.example",
    "zoë@müller.example",
    f"{'a' * 64}@{'b' * 63}.com",
    "x@1.io",
)
MALFORMED = (
    "",
    " ",
    "not an address",
    "@example.com",
    "john@",
    "john",
    "john@example",
    "john@@example.com",
    "john@exam ple.com",
    "john smith@example.com",
    "john..smith@example.com",
    ".john@example.com",
    "john@-example.com",
    "john@example..com",
    "john@127.0.0.1",
    f"{'a' * 65}@example.com",
)


def check(sandbox: Sandbox, path: str, email: Any) -> dict[str, Any]:
    answer = sandbox.by("owner_a", "POST", path, {"email": email})
    assert answer.status == 200, answer.content
    body: dict[str, Any] = answer.body
    return body


@pytest.mark.parametrize("email", WELL_FORMED)
def test_a_well_formed_address_is_valid(sandbox: Sandbox, email: str) -> None:
    assert check(sandbox, PATHS[0], email) == {"success": True, "email": email, "valid": True}


@pytest.mark.parametrize("email", MALFORMED)
def test_a_malformed_address_is_not_valid_and_the_answer_says_why(sandbox: Sandbox, email: str) -> None:
    validated, verified = (check(sandbox, path, email) for path in PATHS)
    assert (validated["valid"], bool(validated["reason"])) == (False, True)
    assert (verified["valid"], verified["status"]) == (False, "undeliverable")


@pytest.mark.parametrize("path", PATHS)
def test_the_address_comes_back_trimmed_and_in_lower_case(sandbox: Sandbox, path: str) -> None:
    assert check(sandbox, path, " John.Smith@Example.COM ")["email"] == "john.smith@example.com"


def test_case_and_blanks_change_nothing(sandbox: Sandbox) -> None:
    assert check(sandbox, PATHS[1], " JOHN@Example.com") == check(sandbox, PATHS[1], "john@example.com")


@pytest.mark.parametrize("number", range(20))
def test_nothing_under_invalid_is_verified(sandbox: Sandbox, number: int) -> None:
    body = check(sandbox, PATHS[1], f"someone{number}@domain{number}.invalid")
    assert (body["valid"], body["status"], body["mx"]) == (False, "undeliverable", False)


def test_verification_depends_on_the_address(sandbox: Sandbox) -> None:
    found = [check(sandbox, PATHS[1], f"someone{number}@domain{number % 30}.com") for number in range(90)]
    assert {body["status"] for body in found} == {"deliverable", "undeliverable", "risky", "unknown"}
    assert {body["valid"] for body in found if body["status"] == "deliverable"} == {True}
    assert {body["mx"] for body in found} == {body["catchAll"] for body in found} == {True, False}


def test_a_catch_all_domain_is_one_for_all_its_addresses(sandbox: Sandbox) -> None:
    seen = {
        domain: {check(sandbox, PATHS[1], f"{name}@domain{domain}.com")["catchAll"] for name in ("a", "b", "c")}
        for domain in range(15)
    }
    assert {len(values) for values in seen.values()} == {1}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("body", "error_type"),
    [
        ({}, "missing_required_field"),
        ({"email": None}, "missing_required_field"),
        ({"email": 7}, "invalid_format"),
        ({"email": ["a@b.example"]}, "invalid_format"),
    ],
)
def test_a_check_needs_an_address_as_text(sandbox: Sandbox, path: str, body: Any, error_type: str) -> None:
    answer = sandbox.by("owner_a", "POST", path, body)
    assert (answer.status, answer.error_type) == (400, error_type)
