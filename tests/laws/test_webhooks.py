"""The laws of webhooks, each seen to hold and to fail."""

import pytest

from conformance.laws.webhooks import config_kept, grown, own_secret

LONG, OTHER = "s" * 16, "t" * 16
HOME = "http://host/api/webhook"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{HOME}/1?secret={LONG}", f"{HOME}/2?secret={OTHER}"),
        (f"{HOME}/1/{LONG}?source=x", f"{HOME}/2/{OTHER}?source=x"),
        (f"{HOME}/{LONG}", f"{HOME}/{OTHER}"),
    ],
)
def test_a_long_part_of_its_own_is_a_secret(one: str, other: str) -> None:
    assert own_secret((one, "1"), (other, "2")).holds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{HOME}/1?secret={LONG}", f"{HOME}/2?secret={LONG}"),
        (f"{HOME}/1?secret={LONG[1:]}", f"{HOME}/2?secret={OTHER}"),
        (f"{HOME}/1?secret={LONG}", f"{HOME}/2?key={OTHER}"),
        (f"{HOME}/1", f"{HOME}/2"),
        ("", ""),
    ],
    ids=["shared", "short", "elsewhere", "none", "no URLs"],
)
def test_what_is_shared_or_short_is_none(one: str, other: str) -> None:
    assert not own_secret((one, "1"), (other, "2")).holds


def test_the_webhooks_id_is_none() -> None:
    assert not own_secret((f"{HOME}/{LONG}", LONG), (f"{HOME}/{OTHER}", OTHER)).holds


def test_the_law_of_secrets_shows_none() -> None:
    for other in (OTHER, LONG):
        judgement = own_secret((f"{HOME}/1?secret={LONG}", "1"), (f"{HOME}/2?secret={other}", "2"))
        assert LONG not in judgement.expected + judgement.actual


@pytest.mark.parametrize("read", ['{"a": 1}', '{"a":1}', ' {"a" : 1}\n'])
def test_a_configuration_of_equal_json_is_kept(read: str) -> None:
    assert config_kept('{"a": 1}', {"platformConfig": read}).holds


@pytest.mark.parametrize("row", [None, {}, {"platformConfig": None}, {"platformConfig": {"a": 1}}])
@pytest.mark.parametrize("sent", ['{"a": 1}', "no JSON"])
def test_one_that_is_gone_or_no_string_is_not(sent: str, row: dict[str, object] | None) -> None:
    assert not config_kept(sent, row).holds


def test_one_of_other_json_is_not() -> None:
    assert not config_kept('{"a": 1}', {"platformConfig": '{"a": 2}'}).holds
    assert not config_kept("no JSON", {"platformConfig": "none either"}).holds


BEFORE: dict[str, dict[str, object]] = {"1": {"eventCount": 4}, "2": {"eventCount": None}, "3": {}}


def test_counts_that_grow_by_their_events_keep_the_law() -> None:
    after = {"1": {"eventCount": 5}, "2": {"eventCount": 2}, "3": {"eventCount": 0}}
    assert grown(BEFORE, {**after, "4": {"eventCount": 9}}, {"1": 1, "2": 2}).holds


@pytest.mark.parametrize(
    "change",
    [
        {"1": {"eventCount": 4}},
        {"1": {"eventCount": 6}},
        {"2": {"eventCount": 1}},
        {"1": {}},
        {"1": {"eventCount": "5"}},
    ],
    ids=["lost", "doubled", "elsewhere", "gone", "no number"],
)
def test_counts_that_grow_otherwise_break_it(change: dict[str, dict[str, object]]) -> None:
    assert not grown(BEFORE, {**BEFORE, "1": {"eventCount": 5}, **change}, {"1": 1}).holds


def test_a_webhook_that_is_gone_breaks_it() -> None:
    assert not grown(BEFORE, {"1": {"eventCount": 5}}, {"1": 1}).holds
