"""After an update a record shows what was sent, keeps what was not, and belongs to whom it did."""

from typing import Any

import pytest

from tests.remembering.talk import Talk


def test_an_update_that_shows_breaks_nothing() -> None:
    talk = Talk()
    row = talk.known_lead()
    changed = row | {"title": "Director"}
    assert talk.put(row, json={"title": "Director"}) == []
    assert talk.read(changed) == talk.listed(changed) == []


def test_an_update_that_does_not_show_is_missed_in_a_read_and_in_a_list() -> None:
    for look in (Talk.read, Talk.listed):
        talk = Talk()
        row = talk.known_lead()
        talk.put(row, json={"title": "Director"})
        assert look(talk, row) == ["LG-LEAD-037"]


def test_what_an_update_did_not_send_stays() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, json={"title": "Director"})
    assert talk.read(row | {"title": "Director", "email": None}) == ["LG-LEAD-038"]


def test_a_field_that_an_update_unset_reads_as_unset() -> None:
    for unset in (None, ""):
        talk = Talk()
        row = talk.known_lead()
        talk.put(row, json={"title": unset})
        assert talk.read(row) == ["LG-LEAD-039"]
        assert talk.read(row | {"title": None}) == []


@pytest.mark.parametrize(
    ("shown", "expected"), [({"title": "Director"}, []), ({}, ["LG-LEAD-045"]), ({"email": None}, ["LG-LEAD-045"])]
)
def test_an_update_of_a_batch_shows_and_keeps_likewise(shown: dict[str, Any], expected: list[str]) -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.say("updateLeads", {"updated": 1}, json={"leads": [{"id": row["id"], "title": "Director"}]})
    assert talk.read(row | shown) == expected


@pytest.mark.parametrize("answer", [{"updated": 1, "skipped": []}, {"updated": 2, "skipped": ["lead-1"]}, {}])
def test_a_batch_that_does_not_tell_which_rows_it_wrote_leaves_all_of_them_unknown(answer: dict[str, Any]) -> None:
    talk = Talk()
    row = talk.known_lead()
    rows = [{"id": row["id"], "title": "Director"}, {"id": "unknown", "title": "Director"}]
    talk.say("updateLeads", answer, json={"leads": rows})
    assert talk.read(row | {"title": "Third"}) == []


def test_a_row_that_a_batch_skipped_is_as_it_was() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.say(
        "updateLeads",
        {"updated": 1, "skipped": ["unknown"]},
        json={"leads": [{"id": "unknown", "title": "X"}, {"id": row["id"], "title": "Director"}]},
    )
    assert talk.read(row | {"title": "Director"}) == []


def test_an_answer_that_shows_a_record_as_it_was_before_breaks_what_is_said_of_answers() -> None:
    talk = Talk()
    row = talk.known_lead()
    assert talk.put(row, {"lead": row}, json={"title": "Director"}) == ["LG-LEAD-036"]
    assert talk.read(row | {"title": "Director"}) == []


def test_a_text_of_odd_signs_is_believed_as_it_was_answered() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, {"lead": row | {"title": "a b"}}, json={"title": "a\u0000b"})
    assert talk.read(row | {"title": "a b"}) == []


@pytest.mark.parametrize(("field", "value"), [("owner", "owner-2"), ("company_id", "company-2")])
def test_an_identity_that_an_update_sent_is_not_taken(field: str, value: str) -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, {"lead": row}, json={field: value})
    assert talk.read(row | {field: value}) == ["LG-ISO-031"]


def test_an_update_moves_a_record_to_no_other_owner() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, json={"title": "Director"})
    assert talk.read(row | {"title": "Director", "owner": "owner-2"}) == ["LG-LEAD-038"]


def test_a_creation_stays_when_it_was() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, json={"title": "Director"})
    assert talk.read(row | {"title": "Director", "createdAt": "2026-02-01T00:00:00Z"}) == ["LG-LEAD-055"]


def test_a_lead_may_move_to_a_client_that_an_update_names() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, json={"client_id": "other"})
    assert talk.read(row | {"client_id": "other"}) == []


def test_an_update_that_answers_with_another_record_leaves_both_unknown() -> None:
    talk = Talk()
    row = talk.known_lead()
    other = talk.known_lead(id="lead-2", email="second@acme.example")
    talk.put(row, {"lead": other}, json={"id": other["id"], "title": "Director"})
    assert talk.read(row | {"title": "X"}) == talk.read(other | {"title": "X"}) == []


def test_the_lead_that_a_body_names_beside_the_path_is_not_changed() -> None:
    talk = Talk()
    row = talk.known_lead()
    other = talk.known_lead(id="lead-2", email="second@acme.example")
    talk.put(row, {"lead": row}, json={"id": other["id"], "title": "Director"})
    assert talk.read(other | {"title": "Director"}) == ["LG-LEAD-054"]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ({"description": "New"}, []),
        ({}, ["LG-CLI-011"]),
        ({"description": "New", "companyURL": None}, ["LG-CLI-012"]),
    ],
)
def test_a_client_shows_and_keeps_in_the_view_by_its_id(shown: dict[str, Any], expected: list[str]) -> None:
    talk = Talk()
    row = talk.made_client()
    talk.say("updateClient", {"client": row | {"description": "New"}}, json={"id": row["id"], "description": "New"})
    assert talk.sought(row | shown) == expected


def test_the_list_of_all_clients_has_no_requirement_on_what_an_update_made_of_one() -> None:
    talk = Talk()
    row = talk.made_client()
    talk.say("updateClient", {"client": row | {"description": "New"}}, json={"id": row["id"], "description": "New"})
    assert talk.walked(row) == []


def test_a_client_shows_a_cleared_field_as_unset() -> None:
    talk = Talk()
    row = talk.made_client()
    talk.say("updateClient", {"client": row}, json={"id": row["id"], "description": ""})
    assert talk.sought(row) == ["LG-CLI-013"]


@pytest.mark.parametrize(
    ("shown", "expected"), [({}, ["LG-SRCH-007"]), ({"status": "failed", "tags": None}, ["LG-SRCH-008"])]
)
def test_a_search_shows_its_new_status_and_keeps_the_rest(shown: dict[str, Any], expected: list[str]) -> None:
    row = {"id": "s-1", "searchName": "CTOs", "tags": ["eu"], "status": "initiated"}
    talk = Talk()
    talk.say("createSearchHistory", {"searchHistory": row}, 201, json={"searchName": "CTOs", "tags": ["eu"]})
    changed = row | {"status": "failed"}
    talk.say("updateSearchHistory", {"searchHistory": changed}, json={"id": "s-1", "status": "failed"})
    assert talk.say("listSearchHistory", {"searchHistories": [row | shown]}) == expected


def test_a_territory_row_keeps_the_industry_that_is_not_sent_again() -> None:
    row = {"id": "t-1", "client_id": "acme", "companyName": "Acme", "industry": "Steel", "country": "Peru"}
    talk = Talk()
    talk.say("saveTerritoryCompany", {"company": row}, 201, json=row)
    talk.say("saveTerritoryCompany", {"company": row}, json={"client_id": "acme", "companyName": "Acme"})
    bare = row | {"industry": None, "country": None}
    assert talk.say("listTerritoryCompanies", {"companies": [bare]}) == ["LG-TERR-017"]


def test_a_territory_row_that_was_posted_without_a_country_may_have_that_of_a_lead() -> None:
    row = {"id": "t-1", "client_id": "acme", "companyName": "Acme"}
    talk = Talk()
    talk.say("saveTerritoryCompany", {"company": row}, 201, json=row)
    assert talk.say("listTerritoryCompanies", {"companies": [row | {"country": "Peru"}]}) == []


def test_a_value_of_before_was_never_replaced_though_another_update_came_between() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, json={"title": "Director"})
    talk.put(row, json={"notes": "New"})
    assert talk.read(row | {"notes": "New"}) == ["LG-LEAD-037"]


def test_a_value_of_before_several_updates_was_never_replaced() -> None:
    talk = Talk()
    row = talk.known_lead()
    for title in ("Director", "Chief"):
        talk.put(row, json={"title": title})
    talk.put(row, {"lead": {"id": row["id"]}}, json={"notes": "New"})
    assert talk.read(row | {"notes": "New"}) == ["LG-LEAD-037"]


def test_nobody_knows_whether_one_text_was_never_stored_or_lost_by_an_update_before_any_view() -> None:
    talk = Talk()
    row = talk.made_lead()
    talk.put(row, {"lead": {"id": row["id"], "notes": "New"}}, json={"notes": "New"})
    assert talk.read(row | {"notes": "New", "title": None}) == []


def test_nobody_knows_which_write_gave_a_text_that_neither_sent() -> None:
    talk = Talk()
    row = talk.made_lead()
    talk.put(row, {"lead": {"id": row["id"], "notes": "New"}}, json={"notes": "New"})
    assert talk.read(row | {"notes": "New", "title": "???"}) == []


def test_an_update_after_which_nothing_else_is_left_has_unset_what_it_did_not_send() -> None:
    talk = Talk()
    row = talk.made_lead()
    talk.put(row, {"lead": {"id": row["id"], "notes": "New"}}, json={"notes": "New"})
    nothing = dict.fromkeys(("firstName", "lastName", "email", "title"))
    assert talk.read(row | {"notes": "New"} | nothing) == ["LG-LEAD-038"]


def test_what_an_answer_to_an_update_shows_unasked_had_been_stored() -> None:
    talk = Talk()
    row = talk.made_lead()
    talk.put(row, json={"notes": "New"})
    assert talk.read(row | {"notes": "New", "title": None}) == ["LG-LEAD-038"]


def test_a_text_that_a_view_has_shown_was_lost_by_the_update_that_did_not_send_it() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, json={"notes": "New"})
    assert talk.read(row | {"notes": "New", "title": None}) == ["LG-LEAD-038"]
