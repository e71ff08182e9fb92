"""Mixtures of credentials: every law of priority has one, and no MUST rests on a cookie that is only inferred."""

from itertools import chain
from types import SimpleNamespace
from typing import Any

import jwt
import pytest

from conformance.credentials import api_key
from conformance.suites.e2e.priority.mixtures import Mixtures, beside_nobody, mixtures, place_of_token
from conformance.tokens import Tokens

OF_TWO = {f"LG-PRIO-0{number}" for number in ("01", "02", "03", "04", "06", "07", "08", "11", "13", "14", "15", "16")}
MUST = {f"LG-PRIO-0{number}" for number in ("01", "02", "03", "04", "06", "08", "11", "15")}
EXPIRED = "expired.token.of-somebody"


def person(name: str, *, has_key: bool = True) -> Any:
    """Somebody with a login, and with a key unless not."""
    access = jwt.encode({"sub": name}, "k" * 32)
    return SimpleNamespace(
        tokens=lambda: Tokens(access=access, id=f"id-of-{name}", refresh="", until=0),
        key=lambda: api_key(f"lgp_{name}", name),
        has_key=has_key,
        user_id=name,
        identity=name,
        profile=SimpleNamespace(username=f"{name}@example.com"),
    )


def of_two(number: int = 0, **other: Any) -> Mixtures:
    return mixtures(person("ada"), person("eve", **other), EXPIRED, number)


def shown(*made: Any) -> set[str]:
    return set(chain.from_iterable(each.requirements for each in made))


def test_every_law_of_two_people_has_a_mixture() -> None:
    assert shown(*of_two().every) == OF_TWO


def test_no_must_rests_on_the_amplify_cookie() -> None:
    made = of_two()
    assert made.amplify.requirements.isdisjoint(MUST)
    assert shown(*made.over_bearer, *made.over_key, *made.under_cookie) >= OF_TWO - {"LG-PRIO-012"}


@pytest.mark.parametrize("kind", ["over_bearer", "over_key"])
def test_mixtures_that_take_turns_show_the_same_order(kind: str) -> None:
    one, other = getattr(of_two(), kind)
    order = {f"LG-PRIO-00{number}" for number in (1, 2, 3, 4)}
    assert one.requirements & order == other.requirements & order != set()


@pytest.mark.parametrize("kinds", [4, 5], ids=["without an expired token", "with one"])
def test_each_mixture_meets_bad_tokens_of_most_kinds_on_what_leaves_something(kinds: int) -> None:
    met: dict[str, set[int]] = {}
    for position in range(41):
        for each in of_two().both_ways(position):
            met.setdefault(each.name, set()).add(place_of_token(position) % kinds)
    made = of_two()
    assert set(met) == {each.name for each in (*made.over_bearer, *made.over_key, made.under_cookie[0])}
    assert {name: len(seen) for name, seen in met.items() if len(seen) < kinds - 1} == {}


def test_where_it_costs_nothing_every_law_but_one_of_two_alike_is_shown() -> None:
    for position in range(41):
        assert shown(*of_two().all_orders(position)) >= OF_TWO - {"LG-PRIO-006", "LG-PRIO-008"}
        assert len(of_two().all_orders(position)) == 5


def test_without_another_key_no_law_of_keys_is_shown() -> None:
    assert shown(*of_two(has_key=False).every).isdisjoint({"LG-PRIO-002", "LG-PRIO-003"})


@pytest.mark.parametrize("number", range(5))
def test_each_mixture_fits_into_one_request_of_the_person(number: int) -> None:
    for each in of_two(number).every:
        (credential,) = each.by(person("ada"))
        assert credential.identity == "ada", each.name
        assert credential.headers, each.name


def test_bad_tokens_of_every_kind_take_turns() -> None:
    tokens = {
        each.put["session"] for n in range(5) for each in of_two(n).under_cookie[0].beside if "session" in each.put
    }
    assert len(tokens) == 5
    assert EXPIRED in tokens


def test_what_counts_as_not_sent_needs_nobody_else() -> None:
    assert shown(*beside_nobody("nobody").every) == {"LG-PRIO-014", "LG-PRIO-016"}
