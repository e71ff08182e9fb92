"""Which ids several clients have: those whose clients are not all one run's in one company."""

from typing import Any

import pytest

from conformance.sharing import shared

RUN, OTHER = "lgc-20260131t101500z-3fa9c1-a main-1", "lgc-20260131t101500z-3fa9c2-a main-1"


def row(id: object, client_id: object, name: object = RUN) -> dict[str, Any]:
    return {"id": id, "client_id": client_id, "clientName": name}


@pytest.mark.parametrize("name", ["Acme", OTHER, None])
def test_a_client_id_of_ours_and_of_another_is_shared(name: object) -> None:
    assert shared([("a", [row("1", "ws"), row("2", "ws", name)])]) == (set(), {"ws"})


def test_an_id_of_ours_and_of_another_is_shared() -> None:
    assert shared([("a", [row("1", "ws-1"), row("1", "ws-2", "Acme")])]) == ({"1"}, set())


def test_a_client_id_in_two_companies_is_shared() -> None:
    assert shared([("a", [row("1", "ws")]), ("b", [row("2", "ws")])]) == (set(), {"ws"})


def test_two_clients_of_strangers_share_theirs() -> None:
    assert shared([("a", [row("1", "ws", "Acme"), row("2", "ws", "Acme")])]) == (set(), {"ws"})


def test_a_client_that_is_shown_twice_is_one() -> None:
    assert shared([("a", [row("1", "ws", "Acme")]), ("a", [row("1", "ws", "Acme")])]) == (set(), set())


def test_two_clients_of_one_run_in_one_company_hold_nothing_of_others() -> None:
    assert shared([("a", [row("1", "ws"), row("2", "ws")])]) == (set(), set())


def test_clients_with_ids_of_their_own_share_nothing() -> None:
    assert shared([("a", [row("1", "ws-1"), row("2", "ws-2", "Acme")])]) == (set(), set())


def test_what_is_no_text_is_no_id() -> None:
    assert shared([("a", [row(1, ["ws"]), row(1, ["ws"], "Acme")])]) == (set(), set())
