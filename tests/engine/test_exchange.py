"""Exchanges: what a body means, as far as it can be looked at."""

import pytest

from conformance.exchange import ABSENT, is_no_json, parsed


@pytest.mark.parametrize("text", [b'{"a": [1, {"b": null}]}', '{"a": [1, {"b": null}]}'], ids=["bytes", "text"])
def test_json_is_read_from_bytes_and_from_text(text: bytes | str) -> None:
    assert parsed(text) == {"a": [1, {"b": None}]}


@pytest.mark.parametrize("text", [b"", b"{", b"NaN", b"\xff", b'{"a": "\xff"}', "\ud800"])
def test_what_is_no_json_is_absent(text: bytes | str) -> None:
    assert parsed(text) is ABSENT


def nested(levels: int) -> bytes:
    return b'{"a":' * levels + b"1" + b"}" * levels


@pytest.mark.parametrize("levels", [1, 50, 200])
def test_a_nested_value_is_read(levels: int) -> None:
    assert parsed(nested(levels)) is not ABSENT


@pytest.mark.parametrize("levels", [201, 1_000, 1_000_000])
def test_a_value_that_is_nested_too_deeply_is_absent_and_may_still_be_json(levels: int) -> None:
    assert parsed(nested(levels)) is ABSENT
    assert not is_no_json(nested(levels))


def test_a_wide_value_is_not_a_deep_one() -> None:
    assert len(parsed(b"[" + b",".join([b'{"a":[]}'] * 1_000) + b"]")) == 1_000
