"""What is wrong with a value of a profile or of a file of waivers is told to who wrote it, in words of ours."""

from typing import Any

import pytest

from conformance import profile
from conformance.errors import UsageError

AT = "http://127.0.0.1:9"

FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "base_url": ({}, "it is missing"),
    "allow": ({"base_url": AT, "allow": "permanent"}, "it is no list"),
    "scope.0": (
        {"base_url": AT, "scope": ["nope"]},
        "it is none of 'single-user', 'core', 'bulk', 'admin', 'limits', 'processing', 'billable' or 'all'",
    ),
    "bounds": ({"base_url": AT, "bounds": 3}, "it is no table"),
    "bounds.answer": ({"base_url": AT, "bounds": {"answer": 0}}, "it is not above 0"),
    "bounds.consistency": ({"base_url": AT, "bounds": {"consistency": 301}}, "it is more than 300"),
    "bounds.task": ({"base_url": AT, "bounds": {"task": "long"}}, "it is no number"),
    "limits.standard": ({"base_url": AT, "limits": {"standard": 1.5}}, "it is no whole number"),
    "companies.a.disposable": (
        {"base_url": AT, "companies": {"a": {"disposable": "x"}}},
        "it is neither true nor false",
    ),
    "actors": ({"base_url": AT, "actors": 3}, "it is no table"),
    "actors.a": (
        {"base_url": AT, "actors": {"a": {"api_key": "k"}}},
        "an API key needs the user_id that it belongs to",
    ),
    "headers.x": ({"base_url": AT, "headers": {"x": 1}}, "it is no text"),
    "ca_file": ({"base_url": AT, "ca_file": 1}, "it is no path"),
}


@pytest.mark.parametrize("key", FAULTS)
def test_a_fault_is_told_in_words_of_ours(key: str) -> None:
    values, fault = FAULTS[key]
    with pytest.raises(UsageError) as caught:
        profile.build(values, "p.toml")
    assert caught.value.message == f"p.toml is wrong at `{key}`: {fault}"


@pytest.mark.parametrize("value", ["x", 1])
def test_a_key_that_a_table_may_not_have_is_told_with_those_that_it_may(value: object) -> None:
    with pytest.raises(UsageError) as caught:
        profile.build({"base_url": AT, "credentials": {"bogus": value}}, "p.toml")
    known = "'expired', 'not_yet_valid', 'wrong_issuer', 'wrong_audience', 'federated' or 'rotated'"
    assert caught.value.message == f"p.toml has an unknown key `credentials.bogus`: it is none of {known}"


OTHER_TYPES: list[Any] = [1, 1.5, -1.0, True, "", "x", [], [[]], {}, {"": {}}]


@pytest.mark.parametrize("name", list(profile.Profile.model_fields))
def test_none_of_the_librarys_own_words_are_shown(name: str) -> None:
    told = [str(error) for each in OTHER_TYPES if (error := _refusal({"base_url": AT, name: each}))]
    assert (bool(told), [each for each in told if "nput" in each or "alue error" in each]) == (True, [])


def _refusal(values: dict[str, Any]) -> UsageError | None:
    try:
        profile.build(values, "p.toml")
    except UsageError as error:
        return error
    return None
