"""The guard: a write that names what this run did not make does not leave."""

from collections.abc import Callable, Collection
from typing import Any

import pytest

from conformance import contract
from conformance.errors import HarnessError
from conformance.exits import Exit
from conformance.guard import AlreadyThere, Guard, Trespass
from conformance.named import Id, Places
from tests.engine.building import RUN, exchange

THEIRS = {"id": "theirs", "client_id": "ws-theirs", "clientName": "Acme"}
SHARING = {"id": "theirs", "client_id": "ws-ours", "clientName": "Acme"}
OURS = {"id": "ours", "client_id": "ws-ours", "clientName": f"{RUN.tag}-a main-1"}


def client(*ids: str) -> set[Id]:
    return {Id("client", each) for each in ids}


def refusal(guard: Guard, named: Collection[Id], *, removing: bool = False) -> Trespass | None:
    """What keeps somebody of company A from a write that names these ids; None where it may leave."""
    try:
        guard.check("a", named, (), removing=removing)
    except Trespass as error:
        return error
    return None


@pytest.fixture
def guard() -> Guard:
    return Guard(RUN, Places(contract.load()))


@pytest.fixture
def shown(guard: Guard) -> Callable[..., Guard]:
    def show(*rows: dict[str, Any], company: str = "a", status: int = 200) -> Guard:
        guard.observe(exchange(status, {"success": True, "clients": list(rows)}), company)
        return guard

    return show


@pytest.mark.parametrize("id", ["theirs", "ws-theirs"])
@pytest.mark.parametrize("kind", ["client", "client-id", None])
def test_an_id_that_was_shown_and_not_made_is_refused(shown: Callable[..., Guard], id: str, kind: str | None) -> None:
    with pytest.raises(Trespass, match=id):
        shown(THEIRS).check("a", {Id(kind, "x"), Id(kind, id)}, ())


def test_an_id_of_another_kind_is_another_record(shown: Callable[..., Guard]) -> None:
    assert refusal(shown(THEIRS), {Id("lead", "theirs"), Id("search", "ws-theirs")}) is None


def test_what_the_run_made_may_be_written_although_another_kind_has_a_strangers_row_of_that_id(
    shown: Callable[..., Guard],
) -> None:
    guard = shown(THEIRS)
    guard.own([Id("lead", "theirs"), Id("client-id", "theirs")], "a")
    guard.check("a", {Id("lead", "theirs"), Id("client-id", "theirs"), Id(None, "theirs")}, ())
    with pytest.raises(Trespass):
        guard.check("a", {Id("client", "theirs")}, ())


def test_an_id_in_a_place_that_the_contract_does_not_know_is_of_every_kind(guard: Guard) -> None:
    guard.observe(exchange(200, {"success": True, "found": {"id": "theirs"}}), "a")
    for kind in ("client", "lead", None):
        with pytest.raises(Trespass):
            guard.check("a", {Id(kind, "theirs")}, ())


def test_a_row_of_a_place_that_the_contract_does_not_know_is_ours_by_an_id_of_any_kind(guard: Guard) -> None:
    guard.own([Id("lead", "ours")], "a")
    guard.observe(exchange(200, {"success": True, "found": {"id": "ours", "client_id": "ws"}}), "a")
    assert refusal(guard, {Id("lead", "ours"), Id("client-id", "ws")}) is None


def test_an_id_is_taken_by_a_record_of_its_kind_alone(shown: Callable[..., Guard]) -> None:
    guard = shown(THEIRS)
    guard.own([Id("lead", "ours")], "b")
    asked = [Id("client", "theirs"), Id("lead", "theirs"), Id("lead", "ours"), Id("client", "ours")]
    assert [guard.is_taken(each, "a") for each in asked] == [True, False, True, False]


def test_saying_so_does_not_open_a_strangers_row(shown: Callable[..., Guard]) -> None:
    with pytest.raises(Trespass):
        shown(THEIRS).check("a", client("theirs"), ["theirs"])


@pytest.mark.parametrize("id", ["theirs", "ws-theirs"])
def test_a_new_record_with_a_strangers_id_is_the_targets_doing(shown: Callable[..., Guard], id: str) -> None:
    guard = shown(THEIRS)
    guard.contest([Id("client", "theirs"), Id("client-id", "ws-theirs")])
    with pytest.raises(AlreadyThere, match=id):
        guard.check("a", {Id(None, id)}, ())


def test_a_new_record_with_the_id_of_another_company_of_ours_is_the_targets_doing(guard: Guard) -> None:
    guard.own(client("ours"), "b")
    guard.contest(client("ours"))
    guard.check("b", client("ours"), ())
    with pytest.raises(AlreadyThere, match="ours"):
        guard.check("a", client("ours"), ())


def test_an_id_that_nobody_has_shown_may_be_guessed(guard: Guard) -> None:
    assert refusal(guard, client("4d2c1f0e-0000-4000-8000-000000000000")) is None


def test_what_the_run_made_may_be_written(guard: Guard) -> None:
    guard.own(client("ours"), "a")
    assert refusal(guard, client("ours")) is None


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
    assert refusal(shown(row), client("ours")) is None


def test_a_row_with_another_runs_tag_is_not(shown: Callable[..., Guard]) -> None:
    with pytest.raises(Trespass):
        shown({"id": "x", "clientName": "lgc-20260131t101500z-3fa9c2-a"}).check("a", client("x"), ())


def test_a_row_in_a_workspace_of_the_run_is_adopted(guard: Guard) -> None:
    guard.own({Id("client-id", "ws-ours")}, "a")
    rows = [{"id": "another", "client_id": "ws-ours"}]
    guard.observe(exchange(200, {"success": True, "leads": rows}, operation="listLeads"), "a")
    assert refusal(guard, {Id("lead", "another")}) is None


class Shared:
    """A guard that is shown a stranger's client of the same `client_id` as ours; `found` is what it tells of that."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard
        guard.own([*client("ours"), Id("client-id", "ws-ours")], "a")
        self.found = guard.observe(exchange(200, {"success": True, "clients": [OURS, SHARING]}), "a")


@pytest.fixture
def shared(guard: Guard) -> Shared:
    return Shared(guard)


def test_a_strangers_client_with_the_workspace_of_ours_is_told_of(shared: Shared) -> None:
    assert shared.found == {Id("client-id", "ws-ours")}


def test_a_workspace_that_a_strangers_client_shares_is_told_of_once(shared: Shared) -> None:
    assert shared.guard.observe(exchange(200, {"success": True, "clients": [SHARING]}), "a") == set()


def test_a_strangers_client_with_the_workspace_of_ours_is_not_adopted(shared: Shared) -> None:
    with pytest.raises(Trespass, match="theirs"):
        shared.guard.check("a", client("theirs"), ())


def test_a_workspace_that_a_strangers_client_shares_is_not_written_to(shared: Shared) -> None:
    with pytest.raises(AlreadyThere, match="ws-ours"):
        shared.guard.check("a", {Id("client-id", "ws-ours")}, ())


def test_a_lead_in_a_workspace_that_a_strangers_client_shares_is_not_adopted(shared: Shared) -> None:
    rows = [{"id": "another", "client_id": "ws-ours"}]
    shared.guard.observe(exchange(200, {"success": True, "leads": rows}, operation="listLeads"), "a")
    with pytest.raises(Trespass, match="another"):
        shared.guard.check("a", {Id("lead", "another")}, ())


@pytest.mark.parametrize("kind", ["client", None])
def test_a_client_of_ours_that_shares_its_workspace_is_not_removed(shared: Shared, kind: str | None) -> None:
    with pytest.raises(AlreadyThere, match="ours"):
        shared.guard.check("a", {Id(kind, "ours")}, (), removing=True)


def test_a_workspace_of_two_tenants_of_ours_is_nobodys_when_a_stranger_has_it_too(guard: Guard) -> None:
    guard.own([Id("client-id", "ws-ours")], "a")
    guard.contest([Id("client-id", "ws-ours")])
    guard.observe(exchange(200, {"success": True, "clients": [SHARING]}), "a")
    with pytest.raises(AlreadyThere, match="ws-ours"):
        guard.check("a", {Id("client-id", "ws-ours")}, ())


def test_a_client_of_ours_that_shares_its_workspace_may_be_changed(shared: Shared) -> None:
    assert refusal(shared.guard, client("ours")) is None


def test_a_client_of_ours_alone_is_removed(guard: Guard, shown: Callable[..., Guard]) -> None:
    guard.own([*client("ours"), Id("client-id", "ws-ours")], "a")
    assert refusal(shown(OURS), client("ours"), removing=True) is None


def test_an_id_that_two_clients_have_does_not_become_ours_by_the_runs_tag(shown: Callable[..., Guard]) -> None:
    guard = shown(THEIRS)
    guard.contest(client("theirs"))
    shown({**OURS, "id": "theirs"})
    with pytest.raises(AlreadyThere, match="theirs"):
        guard.check("a", client("theirs"), ())


def test_a_contested_id_that_nobody_has_shown_is_not_guessed(guard: Guard) -> None:
    guard.contest([Id("client-id", "ws")])
    with pytest.raises(AlreadyThere, match="ws"):
        guard.check("a", {Id("client-id", "ws")}, ())


def test_a_row_is_seen_however_deep_it_lies(guard: Guard) -> None:
    guard.observe(exchange(200, {"success": True, "a": [{"b": {"c": [THEIRS]}}]}), "a")
    with pytest.raises(Trespass):
        guard.check("a", client("theirs"), ())


def test_what_was_made_after_it_was_shown_is_ours(guard: Guard, shown: Callable[..., Guard]) -> None:
    shown({"id": "key-1", "name": "untagged"})
    guard.own(client("key-1"), "a")
    assert refusal(guard, client("key-1")) is None


def test_the_other_tenants_row_needs_its_name(guard: Guard) -> None:
    guard.own(client("of-b"), "b")
    with pytest.raises(Trespass, match="another tenant"):
        guard.check("a", client("of-b"), ())
    guard.check("a", client("of-b"), ["of-b"])


def test_a_tenant_that_sees_the_others_row_does_not_come_to_own_it(guard: Guard, shown: Callable[..., Guard]) -> None:
    guard.own(client("ours"), "b")
    shown(OURS, company="a")
    with pytest.raises(Trespass):
        guard.check("a", client("ours"), ())


@pytest.mark.parametrize("status", [400, 404, 500])
def test_an_error_shows_nothing(shown: Callable[..., Guard], status: int) -> None:
    assert refusal(shown(THEIRS, status=status), client("theirs")) is None


def test_a_trespass_is_a_refusal_for_safety() -> None:
    assert issubclass(Trespass, HarnessError)
    assert Trespass.code == Exit.REFUSED
