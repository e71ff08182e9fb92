"""A record that is posted with somebody else's identity in the body: what a refusal of it says, and what not."""

from collections.abc import Iterator
from typing import Any

import pytest

from conformance.exchange import Exchange
from conformance.fixtures.clients import TemporaryClient
from conformance.laws.isolation import sought_at_home
from conformance.polling import Patience
from conformance.suites.e2e.isolation.records import CAMPAIGN, TERRITORY, Kind, posted
from tests.engine.building import exchange

ASKED = {"owner": "somebody", "company_id": "elsewhere"}
BOUND = 5.0


class Maker:
    """Somebody who is answered as told, by whether the body names an identity."""

    def __init__(self, naming: list[int], plain: int) -> None:
        self.naming: Iterator[int] = iter(naming)
        self.plain = plain

    def call(self, _operation: str, *, json: dict[str, Any]) -> Exchange:
        return exchange(next(self.naming) if "owner" in json else self.plain)


def sought(kind: Kind, naming: list[int], plain: int) -> bool:
    """Whether the record counts as sought in the maker's own company."""
    now = 0.0

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    maker: Any = Maker(naming, plain)
    client = TemporaryClient("1", "c-1", {}, exchange(201), maker)
    patience = Patience(BOUND, clock=lambda: now, sleep=sleep)
    return sought_at_home(*posted(patience, maker, kind, "name", client, ASKED)).holds


@pytest.mark.parametrize("naming", [[404, 201], [404, 404, 404, 201]])
def test_a_client_that_is_found_after_all_was_not_sought_elsewhere(naming: list[int]) -> None:
    assert sought(TERRITORY, naming, 201)


def test_a_client_that_only_the_naming_body_misses_was_sought_elsewhere() -> None:
    assert not sought(TERRITORY, [404] * 100, 201)


@pytest.mark.parametrize("status", [400, 201])
def test_a_refused_field_and_a_dropped_one_are_no_search(status: int) -> None:
    assert sought(TERRITORY, [status], 201)


def test_a_record_that_names_no_client_is_posted_once_with_the_identity() -> None:
    assert not sought(CAMPAIGN, [404], 201)
