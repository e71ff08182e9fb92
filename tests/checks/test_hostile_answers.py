"""No answer makes a check raise, hang or tell without bound."""

import json
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance import checks
from tests.checks.exchanges import CONTRACT, JSON_TYPE, Sent, answered, bearer, facts, logged_in, success

LONGEST = 5.0
"""Seconds of computing for all checks of one answer; a check that backtracks takes minutes."""

FACTS = logged_in(facts(), "owner_a", "token-of-a")
NAMES = sorted(
    {
        name
        for schema in CONTRACT.document["components"]["schemas"].values()
        for name in (*schema.get("properties", ()), "success")
    }
)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=4), inner),
    max_leaves=25,
)
DEEP = {
    "arrays": b'{"success":true,"clients":' + b"[" * 900 + b"]" * 900 + b"}",
    "objects": b'{"success":true,"clients":[' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"]}",
    "beyond any parser": b"[" * 500_000,
}
LONG = {
    "SELECT over and over": "SELECT\n" * 100_000,
    "frames without end": "at (" * 200_000,
    "a path without end": "/usr/" + "a/" * 300_000,
    "a File without end": 'File "' * 150_000,
    "words and dots": "at " + "a." * 300_000,
    "dashes": "-----BEGIN " + "A " * 300_000,
}


def judge_all(exchange: Any) -> dict[str, Any]:
    return {name: check.judge(exchange, FACTS) for name, check in checks.load().items()}


def longest_words(found: dict[str, Any]) -> int:
    return max((len(each.actual) for judged in found.values() for each in judged.values()), default=0)


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    body=JSON_VALUES,
    operation=st.sampled_from(sorted(CONTRACT)),
    status=st.sampled_from([200, 201, 204, 302, 400, 401, 404, 409, 429, 500, 503]),
)
def test_any_json_is_judged(body: Any, operation: str, status: int) -> None:
    exchange = answered(operation, status, json.dumps(body).encode(), sent=Sent(headers=bearer("token-of-a")))
    assert longest_words(judge_all(exchange)) < 5_000


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(data=st.data(), operation=st.sampled_from(sorted(CONTRACT)))
def test_a_documented_answer_with_one_value_replaced_is_judged(data: st.DataObject, operation: str) -> None:
    status = min(int(each) for each in CONTRACT[operation].definition["responses"])
    body = success(operation, status)
    spots = _spots(body)
    holder, key = data.draw(st.sampled_from(spots))
    holder[key] = data.draw(JSON_VALUES)
    assert longest_words(judge_all(answered(operation, status, json.dumps(body).encode()))) < 5_000


@settings(deadline=None, max_examples=100)
@given(
    body=st.binary(max_size=200), content_type=st.text(max_size=30), status=st.integers(min_value=200, max_value=599)
)
def test_any_bytes_are_judged(body: bytes, content_type: str, status: int) -> None:
    exchange = answered(
        "listClients", status, body, headers=(("Content-Type", content_type), ("X-RateLimit-Limit", content_type))
    )
    assert longest_words(judge_all(exchange)) < 5_000


@pytest.mark.parametrize("body", DEEP.values(), ids=DEEP)
@pytest.mark.parametrize("status", [200, 400])
def test_a_deep_answer_is_judged(body: bytes, status: int) -> None:
    assert longest_words(judge_all(answered("listClients", status, body))) < 5_000


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_long_answer_is_judged_in_time(text: str) -> None:
    begun = time.process_time()
    found = judge_all(answered("listClients", 400, {"success": False, "details": text}))
    assert time.process_time() - begun < LONGEST
    assert longest_words(found) < 5_000


def test_a_page_of_five_thousand_wrong_rows_is_judged_in_time() -> None:
    rows = [{"id": number, "owner": "x", "createdAt": "x", "lastName": []} for number in range(5_000)]
    begun = time.process_time()
    found = judge_all(answered("listLeads", 200, {"success": True, "leads": rows}, headers=JSON_TYPE))
    assert time.process_time() - begun < LONGEST
    assert longest_words(found) < 5_000


def test_a_number_beyond_64_bits_is_judged() -> None:
    body = b'{"success": true, "leads": [], "total": ' + b"9" * 400 + b"}"
    assert longest_words(judge_all(answered("listLeads", 200, body))) < 5_000


def _spots(value: Any) -> list[tuple[Any, Any]]:
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    inner = [value[key] for key in keys if isinstance(value[key], dict | list)]
    return [(value, key) for key in keys] + [spot for each in inner for spot in _spots(each)]
