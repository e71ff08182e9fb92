"""A client is answered, stored, listed and found; deleted, it is gone from every view, and no other client is."""

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.expectations import equal_to, nonempty_string, one_of, satisfying, without
from conformance.fixtures.clients import TemporaryClient, make_client
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.listings import each_once
from conformance.laws.rows import agreeing, stored
from conformance.polling import Patience
from conformance.suites.e2e.clients.life import Life, client_of, clients_once

pytestmark = pytest.mark.xdist_group("clients")

IDS = ("client_id", "id")


@pytest.mark.requirement("LG-CLI-001", "LG-CLI-003")
@pytest.mark.operation("createClient")
def test_a_create_answers_with_the_client(life: Life, owner_a: Actor, verify: Verify, judge: Judge) -> None:
    made = life.made
    verify("LG-CLI-001", made, expected=201, actual=made.status)
    judge("LG-CLI-001", made, stored(life.sent, made.record("client"), where="the answer"))
    for key in ("id", "client_id", "company_id"):
        verify("LG-CLI-003", made, expected=nonempty_string(), actual=made.at(f"client.{key}"))
    verify("LG-CLI-003", made, expected=owner_a.tokens().subject, actual=made.at("client.owner"))


@pytest.mark.requirement("LG-CLI-002", "LG-CLI-005", "LG-CLI-006", "LG-CLI-007")
@pytest.mark.operation("createClient", "listClients")
def test_a_new_client_is_stored_as_sent_and_shown_as_answered(life: Life, verify: Verify, judge: Judge) -> None:
    page = life.listing.pages[0]
    verify("LG-CLI-005", page, expected=200, actual=page.status)
    is_list = satisfying("a list", lambda actual: isinstance(actual, list))
    verify("LG-CLI-005", page, expected=is_list, actual=page.at("clients"))
    read = life.read
    mine = next((row for row in read.rows("clients") if row.get("id") == life.row["id"]), None)
    judge("LG-CLI-002", [life.made, read], stored(life.sent, mine, where="the client"))
    verify("LG-CLI-007", read, expected=200, actual=read.status)
    verify("LG-CLI-007", read, expected=[life.row["id"]], actual=[each.get("id") for each in read.rows("clients")])
    pages = [life.made, *life.listing.pages]
    judge("LG-CLI-006", pages, each_once([life.row["id"]], life.listing.rows, where="the list of clients"))
    judge("LG-CLI-006", pages, agreeing(life.row, life.listing.row(life.row["id"]), where="the listed client"))


@pytest.mark.requirement("LG-CLI-019", "LG-CLI-020")
@pytest.mark.operation("deleteClient", "listClients")
def test_a_deleted_client_is_gone_and_no_other(
    life: Life,
    owner_a: Actor,
    workspace: TemporaryClient,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    control(life.read, expected=life.row["id"], actual=life.read.at("clients.0.id"))
    verify("LG-CLI-019", life.deleted, expected=200, actual=life.deleted.status)
    verify("LG-CLI-020", [life.deleted, life.sought], expected=[], actual=life.sought.rows("clients"))
    pages = [life.deleted, *life.after.pages]
    verify("LG-CLI-020", pages, expected=equal_to(None), actual=life.after.row(life.row["id"]))
    others = life.after
    if others.row(workspace.id) is None:  # it may have been made a moment ago
        others = clients_once(patience, owner_a, workspace.id, lambda row: row is not None)
    seen = [life.deleted, *others.pages]
    judge("LG-CLI-020", seen, each_once([workspace.id], others.rows, where="the list of clients"))


@pytest.mark.level("standard")
@pytest.mark.requirement("LG-CLI-008", "LG-CLI-009")
@pytest.mark.operation("listClients")
def test_the_client_id_selects_a_client_and_an_unknown_one_selects_none(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, patience: Patience, control: Control, verify: Verify
) -> None:
    read = patience.until(lambda: client_of(owner_a, workspace.client_id), lambda seen: bool(seen.rows("clients")))
    verify("LG-CLI-008", read, expected=200, actual=read.status)
    verify("LG-CLI-008", read, expected=[workspace.id], actual=[each.get("id") for each in read.rows("clients")])
    control(read, expected=200, actual=read.status)
    unknown = client_of(owner_a, naming.random_id())
    verify("LG-CLI-009", unknown, expected=one_of(200, 404), actual=unknown.status)
    verify("LG-CLI-009", unknown, expected=[], actual=unknown.rows("clients"))


@pytest.mark.level("standard")
@pytest.mark.operation("createClient")
@pytest.mark.parametrize(
    ("requirement", "namesake"),
    [
        pytest.param(
            "LG-CLI-004",
            "owner_a",
            marks=pytest.mark.requirement("LG-CLI-004", "LG-CLI-028"),
            id="the same company's",
        ),
        pytest.param("LG-CLI-027", "owner_b", marks=pytest.mark.requirement("LG-CLI-027"), id="another company's"),
    ],
)
def test_a_name_that_another_client_has_makes_a_client_of_its_own(
    request: pytest.FixtureRequest,
    life: Life,
    workspace: TemporaryClient,
    naming: Naming,
    verify: Verify,
    requirement: str,
    namesake: str,
) -> None:
    other: Actor = request.getfixturevalue(namesake)
    gone = life.deleted
    made = other.call("createClient", json={"clientName": workspace.row["clientName"]})
    refusable = (409,) if namesake == "owner_a" else ()
    verify(requirement, [workspace.made_by, made], expected=one_of(200, 201, *refusable), actual=made.status)
    for key in IDS:
        different = without([workspace.row[key]])
        verify(requirement, [workspace.made_by, made], expected=different, actual=[made.at(f"client.{key}")])
    if namesake == "owner_a":
        needed(gone, expected=200, actual=gone.status, what="the deletion of a client")
        later = made if made.succeeded else make_client(other, naming).made_by
        for key in IDS:
            exchanges = [life.made, gone, later]
            verify("LG-CLI-028", exchanges, expected=without([life.row[key]]), actual=[later.at(f"client.{key}")])
