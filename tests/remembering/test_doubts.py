"""What is not certain is forgotten, and nothing is said of it until a view tells again."""

from typing import Any

import pytest

from conformance.exchange import Request
from tests.remembering.talk import Talk


@pytest.mark.parametrize("status", [500, 504, 202, 302, 408])
def test_after_a_write_that_nobody_knows_the_end_of_a_record_may_be_either(status: int) -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, {}, status, json={"title": "Director"})
    assert talk.read(row | {"title": "Director"}) == []


def test_a_text_that_is_spelled_as_another_records_id_leaves_that_one_known() -> None:
    talk = Talk()
    one, other = talk.known_lead(id="1"), talk.known_lead(id="2", email="other@acme.example")
    talk.put(one, {}, 500, json={"title": "2"})
    assert talk.read(other | {"title": "Director"}) != []


def test_what_a_view_shows_after_a_doubt_is_known_again() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, {}, 500, json={"title": "Director"})
    talk.read(row)
    talk.put(row, json={"notes": "New"})
    assert talk.read(row | {"notes": "New", "title": None}) == ["LG-LEAD-038"]


def test_a_write_without_an_answer_may_take_effect_at_any_time() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.memory.lost(talk.begins("updateEnrichLead", id=row["id"], json={"title": "Director"}))
    assert talk.read(row) == talk.read(row | {"title": "Director"}) == []


def test_a_removal_that_nobody_knows_the_end_of_may_have_removed() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.say("deleteLeads", {}, 504, query=[("id", row["id"])])
    assert talk.say("getEnrichLead", {}, 404, id=row["id"]) == talk.read(row) == []


def changing(talk: Talk, row: dict[str, Any], title: str) -> Request:
    return talk.begins("updateEnrichLead", id=row["id"], json={"title": title})


def test_while_a_write_is_under_way_a_view_says_nothing() -> None:
    talk = Talk()
    row = talk.known_lead()
    request = changing(talk, row, "Director")
    assert talk.read(row | {"title": "Director"}) == []
    assert talk.ends("updateEnrichLead", request, {"lead": row | {"title": "Director"}}) == []
    assert talk.read(row | {"title": "Director"}) == []


def test_a_view_that_began_before_a_write_had_ended_says_nothing() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, json={"title": "Director"})
    assert talk.read(row, ago=0.95) == []
    assert talk.read(row) == ["LG-LEAD-037"]


def test_two_writes_at_the_same_time_leave_a_record_unknown() -> None:
    talk = Talk()
    row = talk.known_lead()
    one, other = changing(talk, row, "One"), changing(talk, row, "Other")
    talk.ends("updateEnrichLead", one, {"lead": row | {"title": "One"}}, ago=0.5)
    talk.ends("updateEnrichLead", other, {"lead": row | {"title": "Other"}}, ago=1.5)
    assert talk.read(row | {"title": "One"}) == []


def test_while_its_client_is_being_removed_a_lead_is_not_missed() -> None:
    talk = Talk()
    talk.made_client()
    row = talk.known_lead()
    talk.begins("deleteClient", query=[("id", "client-1"), ("purge", "true")])
    assert talk.say("getEnrichLead", {}, 404, id=row["id"]) == []


def test_a_run_may_store_its_results_and_nothing_else() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.say("processCopyright", {"runIds": ["run-1"]}, json={"leadId": row["id"]})
    assert talk.read(row | {"copyright1": "A result", "email": "found@acme.example"}) == []
    assert talk.read(row | {"status": "processed", "title": "Other"}) == ["LG-PROC-014"]


@pytest.mark.parametrize("operation", ["submitTask", "triggerEnrichment"])
def test_a_task_may_change_anything_of_its_lead(operation: str) -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.say(operation, {"runId": "run-1"}, json={"payload": {"leadId": row["id"]}, "leadIds": [row["id"]]})
    assert talk.read(row | {"title": "Other"}) == []


def test_a_create_that_answers_a_known_record_has_changed_it() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.say("createLeads", {"lead": row}, 201, json={"email": row["email"], "title": "Director"})
    assert talk.read(row | {"title": "Director"}) == []


def test_a_batch_with_a_known_e_mail_may_have_changed_its_lead() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.say("createLeads", {"created": 1}, 201, json={"leads": [{"email": row["email"], "title": "Director"}]})
    assert talk.read(row | {"title": "Director"}) == []


def test_a_write_of_nobody_in_particular_may_have_been_done() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, json={"title": "Director"}, by=None)
    assert talk.read(row | {"title": "Director"}) == []


def test_whose_a_record_is_that_two_people_made_nobody_can_say() -> None:
    talk = Talk()
    row = talk.made_lead(by=None)
    talk.put(row, json={"title": "Director"}, by="bob")
    assert talk.read(row | {"title": "Director"}, by="bob") == []
    talk.say("deleteLeads", query=[("id", row["id"])], by="ann")
    assert talk.say("getEnrichLead", {}, 404, id=row["id"]) == []


@pytest.mark.parametrize("by", ["ann", "bob"])
def test_a_run_on_a_record_that_two_people_made_may_store_its_results(by: str) -> None:
    talk = Talk()
    row = talk.made_lead(by=None)
    talk.read(row)
    talk.say("processCopyright", {"runIds": ["run-1"]}, json={"leadId": row["id"]}, by=by)
    assert talk.read(row | {"copyright1": "A result"}) == []


def test_a_client_that_two_people_made_may_go_without_the_leads_that_one_of_them_has_made() -> None:
    talk = Talk()
    talk.made_client(by=None)
    row = talk.known_lead()
    talk.say("deleteClient", query=[("id", "client-1"), ("purge", "true")])
    assert talk.say("getEnrichLead", {}, 404, id=row["id"]) == talk.read(row) == []


def test_a_refused_write_leaves_a_record_that_two_people_made_as_it_was() -> None:
    talk = Talk()
    row = talk.made_lead(by=None)
    talk.read(row)
    talk.put(row, {}, 400, json={"title": "Director"}, by="ann")
    assert talk.read(row | {"title": "Director"}) == ["LG-LEAD-021"]


def test_a_write_that_is_not_documented_may_have_done_anything() -> None:
    talk = Talk()
    row = talk.known_lead()
    request = changing(talk, row, "Director")
    talk.ends(None, request)
    assert talk.read(row | {"title": "Director"}) == []


def test_a_body_that_only_the_server_can_read_may_have_changed_anything() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.say("updateEnrichLead", {"lead": row}, id=row["id"], json=b'{"title": "\\ud800", "notes": "New"}')
    assert talk.read(row | {"title": "?", "notes": "New"}) == []


def test_where_views_lag_a_list_says_nothing_until_the_bound_is_over() -> None:
    talk = Talk(bound=5.0)
    row = talk.made_client()
    assert talk.sought(row | {"description": "Other"}) == talk.sought() == []
    talk.now += 5.0
    assert talk.sought(row | {"description": "Other"}) == ["LG-CLI-002"]


def test_where_views_lag_a_read_by_its_id_does_not() -> None:
    talk = Talk(bound=5.0)
    row = talk.made_lead()
    assert talk.read(row | {"title": "Other"}) == ["LG-LEAD-006"]


def test_where_views_lag_a_removed_record_may_show_in_lists_for_a_while() -> None:
    talk = Talk(bound=5.0)
    row = talk.known_lead()
    talk.say("deleteLeads", query=[("id", row["id"])])
    assert talk.listed(row) == []
    talk.now += 5.0
    assert talk.listed(row) == ["LG-LEAD-048"]


def test_an_answer_that_is_not_told_in_the_envelope_shows_nothing() -> None:
    talk = Talk()
    row = talk.known_lead()
    assert talk.read(row | {"title": "Other"}, status=203) == []
