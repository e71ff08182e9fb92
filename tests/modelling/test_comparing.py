"""What a target shows against the model: each comparison seen to hold and to fail, for the requirement it breaks."""

from collections.abc import Iterable
from typing import Any

import pytest

from conformance.expectations import Judgement
from conformance.modelling.comparing import (
    Said,
    answered,
    answered_with_changed,
    answered_with_new,
    client_as_changed,
    client_as_made,
    is_odd,
    lead_as_changed,
    lead_as_it_is,
    lead_as_made,
    lead_gone,
    lead_left_alone,
    rows_of,
    strangers,
    taken,
    telling,
    values_in,
)
from conformance.modelling.contents import How, KnownClient, KnownLead
from tests.engine.building import exchange

SENT = {
    "client_id": "c1",
    "firstName": "Ada",
    "lastName": "Zoe\u0308",
    "email": "Ada@x.example",
    "title": "Head",
    "linkedinUrl": "https://www.linkedin.com/in/ada",
    "city": "Bonn",
}
READ = SENT | {
    "id": "l1",
    "lastName": "Zo\u00eb",
    "email": "ada@x.example",
    "linkedinUrl": "www.linkedin.com/in/ada/",
    "title": " Head",
    "owner": "u1",
    "updatedAt": "2026-01-01T00:00:00Z",
}
CLIENT = KnownClient("r1", "c1", {"clientName": "Acme", "description": "made"}, exchange(201))


def lead(born: How = "alone", **changed: str) -> KnownLead:
    return KnownLead("l1", 1, SENT | changed, born, [exchange(201)], set(changed))


def read(**other: Any) -> Any:
    return exchange(200, {"success": True, "lead": READ | other})


def broken(said: Iterable[Said]) -> set[str]:
    return {each.requirement for each in said if not each.judgement.holds}


@pytest.mark.parametrize("born", ["alone", "batch"])
def test_a_lead_that_reads_back_normalised_is_as_it_was_made(born: How) -> None:
    assert broken(lead_as_made(lead(born), read())) == set()


@pytest.mark.parametrize(
    ("other", "requirement"),
    [
        ({"firstName": "Eve"}, "LG-LEAD-002"),
        ({"client_id": "c2"}, "LG-LEAD-002"),
        ({"id": "l2"}, "LG-LEAD-002"),
        ({"title": None}, "LG-LEAD-006"),
        ({"city": None}, "LG-LEAD-007"),
        ({"lastName": "Zo?"}, "LG-LEAD-009"),
    ],
)
def test_a_lost_value_breaks_the_requirement_of_its_field(other: dict[str, Any], requirement: str) -> None:
    assert broken(lead_as_made(lead(), read(**other))) == {requirement}


def test_a_lost_value_of_a_batch_breaks_the_requirement_of_batches() -> None:
    assert broken(lead_as_made(lead("batch"), read(title=None))) == {"LG-LEAD-029"}


def test_a_lead_that_is_not_there_is_not_as_it_was_made() -> None:
    assert broken(lead_as_made(lead("batch"), exchange(404))) == {"LG-LEAD-029"}


def test_a_changed_lead_shows_what_was_sent_and_keeps_the_rest() -> None:
    assert broken(lead_as_changed(lead(title="Chief"), {"title"}, read(title="Chief"))) == set()


def test_an_update_that_is_lost_is_told_from_one_that_loses_other_fields() -> None:
    changed = lead(title="Chief")
    assert broken(lead_as_changed(changed, {"title"}, read())) == {"LG-LEAD-037"}
    assert broken(lead_as_changed(changed, {"title"}, read(title="Chief", city=None))) == {"LG-LEAD-038"}


@pytest.mark.parametrize(
    ("known", "requirement"),
    [(lead(), "LG-LEAD-002"), (lead("batch"), "LG-LEAD-029"), (lead("batch", title="Chief"), "LG-LEAD-037")],
)
def test_a_lead_left_alone_is_judged_by_what_made_it_so(known: KnownLead, requirement: str) -> None:
    assert lead_left_alone(known, read(city="Rome")).requirement == requirement


def test_a_lead_is_compared_whole() -> None:
    assert lead_as_it_is("LG-ISO-008", lead(), read()).judgement.holds
    assert not lead_as_it_is("LG-ISO-008", lead(), read(title="Taken over")).judgement.holds


@pytest.mark.parametrize(("status", "holds"), [(404, True), (403, True), (200, False), (401, False), (500, False)])
def test_a_lead_is_gone_where_the_api_says_that_there_is_none(status: int, holds: bool) -> None:
    assert lead_gone("LG-LEAD-048", exchange(status)).judgement.holds is holds


def test_a_lead_that_is_still_shown_is_not_gone() -> None:
    assert not lead_gone("LG-LEAD-048", read()).judgement.holds


def test_a_client_shows_its_fields_and_keeps_them() -> None:
    row = {"id": "r1", "clientName": "Acme", "description": "made"}
    assert broken(client_as_made(CLIENT, row)) == set()
    assert broken(client_as_made(CLIENT, None)) == {"LG-CLI-002"}
    assert broken(client_as_changed(CLIENT, {"description"}, row | {"description": "old"})) == {"LG-CLI-011"}
    assert broken(client_as_changed(CLIENT, {"description"}, row | {"clientName": ""})) == {"LG-CLI-012"}


@pytest.mark.parametrize(
    ("status", "body", "holds"),
    [
        (201, {"lead": {"id": "l1"}}, True),
        (200, {"lead": {"id": "l1"}}, False),
        (201, {"lead": {}}, False),
        (201, {}, False),
    ],
)
def test_a_create_is_answered_with_its_status_and_a_record(status: int, body: dict[str, Any], holds: bool) -> None:
    assert answered_with_new("LG-LEAD-001", exchange(status, body), "lead").judgement.holds is holds


@pytest.mark.parametrize(
    ("other", "holds"),
    [({"title": "Chief"}, True), ({}, False), ({"id": "l2", "title": "Chief"}, False), ({"title": " Chief "}, True)],
)
def test_an_update_is_answered_with_the_updated_record(other: dict[str, str], holds: bool) -> None:
    said = answered_with_changed("LG-LEAD-035", read(**other), "lead", "l1", {"title": "Chief"})
    assert said.judgement.holds is holds


def test_an_answer_to_an_update_may_leave_fields_out() -> None:
    short = exchange(200, {"lead": {"id": "l1"}})
    assert answered_with_changed("LG-LEAD-035", short, "lead", "l1", {"title": "Chief"}).judgement.holds


def test_a_deletion_is_answered_with_its_status() -> None:
    assert answered("LG-LEAD-047", exchange(200), 200).judgement.holds
    assert not answered("LG-LEAD-047", exchange(202), 200).judgement.holds


@pytest.mark.parametrize(
    ("body", "holds"),
    [
        ({"created": 2, "skipped": []}, True),
        ({"created": True, "skipped": []}, False),
        ({"created": 2}, False),
    ],
)
def test_a_batch_is_answered_with_an_account(body: dict[str, Any], holds: bool) -> None:
    assert taken("LG-LEAD-027", exchange(201, body), 201, ["created"], ["skipped"]).judgement.holds is holds


def test_a_list_holds_each_lead_once_and_none_that_is_gone() -> None:
    assert rows_of([READ, READ | {"id": "l9", "email": "b@x.example"}], [lead()], {"l7"}) == {}
    assert rows_of([], [lead()]).keys() == {"LG-LEAD-005"}
    assert rows_of([READ, READ], [lead("batch")]).keys() == {"LG-LEAD-028"}
    assert rows_of([READ, READ | {"id": "l7", "email": "b@x.example"}], [lead()], {"l7"}).keys() == {"LG-LEAD-048"}


def test_a_stranger_is_a_row_that_nobody_made_by_id_or_by_email() -> None:
    rows = [{"id": "l1"}, {"id": "l2", "email": "ADA@x.example"}, {"id": "l3", "email": "b@x.example"}]
    assert strangers(rows, {"l1"}, {"ada@x.example"}) == ["l3"]


def test_the_list_shows_updates_as_far_as_it_shows_the_fields() -> None:
    changed = lead(title="Chief", city="Rome")
    assert values_in([{"id": "l1", "title": "Chief"}], changed).holds
    assert not values_in([{"id": "l1", "title": "Head"}], changed).holds
    assert not values_in([], changed).holds


@pytest.mark.parametrize(
    ("text", "odd"), [("Ada", False), ("Head of 3-D", False), ("", True), ("Zoë", True), ("a.b", True), ("a\nb", True)]
)
def test_only_plain_letters_and_figures_must_be_taken(text: str, odd: bool) -> None:
    assert is_odd(text) is odd


@pytest.mark.parametrize(("shows", "told"), [(True, ["held", "broken"]), (False, ["broken"])])
def test_a_look_that_could_show_nothing_tells_only_what_is_broken(shows: bool, told: list[str]) -> None:
    said = [Said("held", Judgement(True, "", "")), Said("broken", Judgement(False, "", ""))]
    assert [each.requirement for each in telling(said, shows)] == told
