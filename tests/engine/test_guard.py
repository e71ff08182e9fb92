"""The guard: a write that names what this run did not make does not leave."""

from collections.abc import Callable
from typing import Any

import pytest

from conformance.errors import HarnessError
from conformance.exits import Exit
from conformance.guard import AlreadyThere, Guard, Trespass, texts_of, words_of
from tests.engine.building import RUN, exchange

THEIRS = {"id": "theirs", "client_id": "ws-theirs", "clientName": "Acme"}
OURS = {"id": "ours", "client_id": "ws-ours", "clientName": f"{RUN.tag}-a main-1"}


@pytest.fixture
def guard() -> Guard:
    return Guard(RUN, {"id", "client_id"})


@pytest.fixture
def shown(guard: Guard) -> Callable[..., Guard]:
    def show(*rows: dict[str, Any], company: str = "a", status: int = 200) -> Guard:
        guard.observe(exchange(status, {"success": True, "clients": list(rows)}), company)
        return guard

    return show


@pytest.mark.parametrize("id", ["theirs", "ws-theirs"])
def test_an_id_that_was_shown_and_not_made_is_refused(shown: Callable[..., Guard], id: str) -> None:
    with pytest.raises(Trespass, match=id):
        shown(THEIRS).check("a", {"x", id}, ())


def test_saying_so_does_not_open_a_strangers_row(shown: Callable[..., Guard]) -> None:
    with pytest.raises(Trespass):
        shown(THEIRS).check("a", {"theirs"}, ["theirs"])


@pytest.mark.parametrize("id", ["theirs", "ws-theirs"])
def test_a_new_record_with_a_strangers_id_is_the_targets_doing(shown: Callable[..., Guard], id: str) -> None:
    guard = shown(THEIRS)
    guard.contest([id])
    with pytest.raises(AlreadyThere, match=id):
        guard.check("a", {id}, ())


def test_a_new_record_with_the_id_of_another_company_of_ours_is_the_targets_doing(guard: Guard) -> None:
    guard.own(["ours"], "b")
    guard.contest(["ours"])
    guard.check("b", {"ours"}, ())
    with pytest.raises(AlreadyThere, match="ours"):
        guard.check("a", {"ours"}, ())


def test_an_id_that_nobody_has_shown_may_be_guessed(guard: Guard) -> None:
    guard.check("a", {"4d2c1f0e-0000-4000-8000-000000000000"}, ())


def test_what_the_run_made_may_be_written(guard: Guard) -> None:
    guard.own(["ours"], "a")
    guard.check("a", {"ours"}, ())


@pytest.mark.parametrize(
    "row",
    [
        OURS,
        {"id": "ours", "email": f"main-1@{RUN.email_domain}"},
        {"id": "ours", "notes": f"about {RUN.tag}"},
    ],
    ids=["clientName", "email", "notes"],
)
def test_a_row_with_the_runs_tag_is_adopted(shown: Callable[..., Guard], row: dict[str, Any]) -> None:
    shown(row).check("a", {"ours"}, ())


def test_a_row_with_another_runs_tag_is_not(shown: Callable[..., Guard]) -> None:
    with pytest.raises(Trespass):
        shown({"id": "x", "clientName": "lgc-20260131t101500z-3fa9c2-a"}).check("a", {"x"}, ())


def test_a_row_in_a_workspace_of_the_run_is_adopted(guard: Guard, shown: Callable[..., Guard]) -> None:
    guard.own(["ws-ours"], "a")
    shown({"id": "lead", "client_id": "ws-ours"}).check("a", {"lead"}, ())


def test_a_row_is_seen_however_deep_it_lies(guard: Guard) -> None:
    guard.observe(exchange(200, {"success": True, "a": [{"b": {"c": [THEIRS]}}]}), "a")
    with pytest.raises(Trespass):
        guard.check("a", {"theirs"}, ())


def test_what_was_made_after_it_was_shown_is_ours(guard: Guard, shown: Callable[..., Guard]) -> None:
    shown({"id": "key-1", "name": "untagged"})
    guard.own(["key-1"], "a")
    guard.check("a", {"key-1"}, ())


def test_the_other_tenants_row_needs_its_name(guard: Guard) -> None:
    guard.own(["of-b"], "b")
    with pytest.raises(Trespass, match="another tenant"):
        guard.check("a", {"of-b"}, ())
    guard.check("a", {"of-b"}, ["of-b"])


def test_a_tenant_that_sees_the_others_row_does_not_come_to_own_it(guard: Guard, shown: Callable[..., Guard]) -> None:
    guard.own(["ours"], "b")
    shown(OURS, company="a")
    with pytest.raises(Trespass):
        guard.check("a", {"ours"}, ())


@pytest.mark.parametrize("status", [400, 404, 500])
def test_an_error_shows_nothing(shown: Callable[..., Guard], status: int) -> None:
    shown(THEIRS, status=status).check("a", {"theirs"}, ())


def test_a_trespass_is_a_refusal_for_safety() -> None:
    assert issubclass(Trespass, HarnessError)
    assert Trespass.code == Exit.REFUSED


@pytest.mark.parametrize(
    ("path", "query", "body", "named"),
    [
        ("/enrich-leads/a%2Fb", (), None, "a/b"),
        ("/clients", (("id", "x y"),), None, "x y"),
        ("/leads", (), {"ids": ["1", "2"]}, "2"),
        ("/leads", (), {"leads": [{"a": {"id": "deep"}}]}, "deep"),
        ("/trigger", (), {"payload": {"leadId": "l"}}, "l"),
    ],
)
def test_every_place_that_can_name_a_record_is_looked_at(
    path: str, query: tuple[tuple[str, str], ...], body: Any, named: str
) -> None:
    assert named in texts_of(path, query, body)


@pytest.mark.parametrize("body", [b'{"ids": ["7"', b"ids=7", b"<id>7<id>", b"['7']", b"{id: 7}"])
def test_a_body_that_is_no_json_is_looked_at_word_by_word(body: bytes) -> None:
    assert "7" in words_of(body)
