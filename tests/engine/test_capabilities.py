"""What doctor says of a profile's and a target's capabilities."""

from typing import Any

import pytest

from conformance import capabilities, levels
from conformance.capabilities import Newcomers
from conformance.profile import build
from conformance.sightings import Sighting

WHOLE: dict[str, Any] = {
    "base_url": "http://127.0.0.1:8765",
    "scope": ["core"],
    "allow": ["permanent", "singleton", "billable"],
    "companies": {"a": {"disposable": True, "exclusive": True}, "b": {}},
    "actors": {
        name: {"company": company, "username": name, "password": "x", "user_id": name, "api_key": "k"}
        for name, company in (("owner_a", "a"), ("member_a", "a"), ("admin_a", "a"), ("owner_b", "b"))
    }
    | {"newcomer_1": {"username": "n", "password": "x"}},
    "credentials": dict.fromkeys(
        ("expired", "not_yet_valid", "wrong_issuer", "wrong_audience", "federated", "rotated"), "a.b.c"
    ),
}

NEWCOMERS = levels.load().scopes["core"].newcomers
"""What a run of this profile's scope takes at most."""


def seen(what: str, **changes: Any) -> Sighting:
    """What is said of one thing of the whole profile, with some keys changed."""
    profile = build(WHOLE | changes, "profile")
    return next(each for each in capabilities.of_profile(profile, levels.load()) if each.what == what)


def test_a_scope_whose_actors_are_there_is_fine() -> None:
    assert seen("scope core").fine


def test_a_scope_that_lacks_an_actor_names_it_and_what_to_add() -> None:
    actors = {name: each for name, each in WHOLE["actors"].items() if name != "member_a"}
    sighting = seen("scope core", actors=actors)
    assert (sighting.fine, sighting.seen) == (False, "lacks member_a")
    assert sighting.remedy == "Add [actors.member_a]"


def test_a_scope_that_needs_keys_says_who_is_to_have_one() -> None:
    actors = WHOLE["actors"] | {"owner_a": {"company": "a", "username": "owner_a", "password": "x"}}
    sighting = seen("scope core", actors=actors)
    assert (sighting.fine, sighting.seen) == (False, "lacks an API key")
    assert sighting.remedy == "Add api_key and user_id to [actors.owner_a]"


def test_a_scope_of_one_login_needs_no_key() -> None:
    actors = {"owner_a": {"company": "a", "username": "owner_a", "password": "x"}}
    assert seen("scope single-user", scope=["single-user"], actors=actors).fine


@pytest.mark.parametrize(("scope", "fine"), [("core", False), ("single-user", True)])
def test_an_expired_token_is_missed_where_a_scope_refuses_it(scope: str, fine: bool) -> None:
    assert seen("negative credentials", scope=[scope], credentials={}).fine is fine


def test_the_scopes_that_a_scope_takes_along_are_looked_at_too() -> None:
    assert seen("scope single-user").fine


@pytest.mark.parametrize(
    ("what", "change", "told"),
    [
        ("negative credentials", {"credentials": {"expired": "a.b.c"}}, "lacks not_yet_valid"),
        ("effects", {"allow": ["billable"]}, "allowed: billable"),
        ("effects", {"allow": []}, "allowed: none"),
        ("company b", {}, "not disposable, not exclusive"),
        ("company a", {}, "disposable and exclusive"),
    ],
)
def test_what_a_profile_leaves_out_is_told(what: str, change: dict[str, Any], told: str) -> None:
    assert told in seen(what, **change).seen


def test_a_negative_credential_that_lacks_is_told_with_what_it_is() -> None:
    sighting = seen("negative credentials", credentials={"expired": "a.b.c"})
    assert "rotated, a refresh token of owner_a's" in sighting.remedy
    assert "expired, " not in sighting.remedy


def test_a_refresh_token_that_was_used_up_need_not_be_given() -> None:
    credentials = {name: each for name, each in WHOLE["credentials"].items() if name != "rotated"}
    sighting = seen("negative credentials", credentials=credentials)
    assert sighting.seen == "all that a run cannot make"
    assert "rotated, a refresh token" in sighting.remedy


def test_too_few_newcomers_are_told_with_how_many_a_run_takes() -> None:
    sighting = seen("newcomers")
    assert f"1 of 1 still without a company; a run takes up to {NEWCOMERS}" in sighting.seen
    assert f"[actors.newcomer_{NEWCOMERS}]" in sighting.remedy


def test_no_newcomer_at_all_is_to_be_mended_where_they_may_found_companies() -> None:
    actors = {name: each for name, each in WHOLE["actors"].items() if name != "newcomer_1"}
    assert not seen("newcomers", actors=actors).fine
    assert seen("newcomers", actors=actors, allow=["singleton"]).fine


@pytest.mark.parametrize(("allow", "fine"), [(["singleton", "billable"], False), (["billable"], True)])
def test_newcomers_who_may_found_no_company_are_to_be_mended_where_runs_are_claimed(
    allow: list[str], fine: bool
) -> None:
    more = {f"newcomer_{number}": {"username": f"n{number}", "password": "x"} for number in range(2, 10)}
    assert seen("newcomers", actors=WHOLE["actors"] | more, allow=allow, scope=["processing"]).fine is fine


def test_enough_newcomers_need_no_mending() -> None:
    more = {f"newcomer_{number}": {"username": f"n{number}", "password": "x"} for number in range(2, NEWCOMERS + 1)}
    assert not seen("newcomers", actors=WHOLE["actors"] | more).remedy


def test_newcomers_are_to_be_replaced_where_those_with_a_company_by_now_leave_too_few() -> None:
    more = {f"newcomer_{number}": {"username": f"n{number}", "password": "x"} for number in range(2, NEWCOMERS + 1)}
    profile = build(WHOLE | {"actors": WHOLE["actors"] | more}, "profile")
    seen_of_them = Newcomers(free=set(more), founders={"newcomer_1"})
    told = capabilities.of_profile(profile, levels.load(), seen_of_them)
    sighting = next(each for each in told if each.what == "newcomers")
    assert (sighting.fine, sighting.remedy.split(",")[0]) == (
        False,
        "Replace newcomer_1 by people without a company",
    )


def test_newcomers_who_could_not_be_looked_at_do_not_count_as_free() -> None:
    profile = build(WHOLE, "profile")
    told = capabilities.of_profile(profile, levels.load(), Newcomers())
    assert next(each for each in told if each.what == "newcomers").seen.startswith("0 of 1 still without a company")


def test_a_scope_that_takes_no_newcomers_is_told_nothing_of_them() -> None:
    profile = build(WHOLE | {"scope": ["single-user"]}, "profile")
    assert "newcomers" not in [each.what for each in capabilities.of_profile(profile, levels.load())]


def test_companies_that_are_alike_are_told_together() -> None:
    assert seen("2 companies", companies={"a": {}, "b": {}}).seen == "a, b: not disposable, not exclusive"


def test_a_company_that_others_use_may_lack_no_more_than_what_fills_it_for_good() -> None:
    assert not seen("company a", companies={"a": {"disposable": True}, "b": {}}).remedy
    assert "fills it for good" in seen("company b").remedy


@pytest.mark.parametrize("change", [{"credentials": {"expired": "a.b.c"}}, {"allow": []}])
def test_what_a_profile_may_leave_out_needs_no_mending(change: dict[str, Any]) -> None:
    profile = build(WHOLE | change, "profile")
    assert all(each.fine for each in capabilities.of_profile(profile, levels.load()))
