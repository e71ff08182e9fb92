"""The laws of webhooks, each seen to hold and to fail."""

import pytest

from conformance.expectations import Judgement
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
    assert not own_secret((f"{HOME}/{LONG}", LONG), (f"{HOME}/{OTHER}", "2")).holds
    assert not own_secret((f"{HOME}/{LONG}", "1"), (f"{HOME}/{OTHER}", OTHER)).holds


def test_the_law_of_secrets_shows_none() -> None:
    for other in (OTHER, LONG):
        judgement = own_secret((f"{HOME}/1?secret={LONG}", "1"), (f"{HOME}/2?secret={other}", "2"))
        assert LONG not in judgement.expected + judgement.actual


@pytest.mark.parametrize("read", ['{"a": 1}', '{"a":1}', ' {"a" : 1}\n'])
def test_a_configuration_of_equal_json_is_kept(read: str) -> None:
    assert config_kept('{"a": 1}', {"platformConfig": read}).holds


def test_a_configuration_that_is_no_json_is_kept_as_it_is() -> None:
    assert config_kept("no JSON", {"platformConfig": "no JSON"}).holds


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


@pytest.mark.parametrize("count", ["4", True, 4.0])
def test_a_count_that_was_no_whole_number_before_breaks_it(count: object) -> None:
    assert not grown({"1": {"eventCount": count}}, {"1": {"eventCount": count}}, {}).holds


@pytest.mark.parametrize("count", [True, 1.0])
def test_a_count_that_is_no_whole_number_after_breaks_it(count: object) -> None:
    assert not grown({"1": {}}, {"1": {"eventCount": count}}, {"1": 1}).holds


def test_what_the_urls_have_in_place_of_a_secret_is_told() -> None:
    one, other = f"{HOME}/1?secret={LONG}&key={LONG[1:]}", f"{HOME}/2?secret={LONG}&key={OTHER}"
    assert own_secret((one, "1"), (f"{HOME}/x?secret={OTHER}", "2")) == Judgement(
        True,
        "a last path segment or query value of 16 characters or more, of its own, not the webhook's id",
        "query secret differs, 16 characters",
    )
    assert own_secret((one, "1"), (other, "2")) == Judgement(
        False,
        "a last path segment or query value of 16 characters or more, of its own, not the webhook's id",
        "{'last path segment': \"the webhook's id\", 'query key': 'only 15 characters', 'query "
        "secret': 'the same in both'}",
    )
    assert own_secret(("http://host", "1"), ("http://host", "2")) == Judgement(
        False,
        "a last path segment or query value of 16 characters or more, of its own, not the webhook's id",
        "no part that both have",
    )


def test_a_configuration_is_told_as_it_was_sent_and_read() -> None:
    assert config_kept("{}", {"platformConfig": {}}) == Judgement(
        False,
        "platformConfig '{}', or a string of equal JSON",
        "platformConfig {}",
    )
    assert config_kept("{}", {}) == Judgement(
        False,
        "platformConfig '{}', or a string of equal JSON",
        "platformConfig (absent)",
    )
    assert config_kept("{}", None) == Judgement(
        False,
        "platformConfig '{}', or a string of equal JSON",
        "platformConfig (absent)",
    )


def test_counts_are_told_by_webhook_before_and_after() -> None:
    assert grown({"1": {"eventCount": 4}}, {"1": {"eventCount": 4}}, {}) == Judgement(
        True, "eventCount of 1 webhooks grown by nothing", "grown so"
    )
    assert grown({"1": {"eventCount": 4}, "2": {}}, {"1": {"eventCount": 7}}, {"1": 1}) == Judgement(
        False,
        "eventCount of 2 webhooks grown by {'1': 1}",
        "differing: {'1': '4 and 1 more, but 7', '2': '0 and 0 more, but None'}",
    )
