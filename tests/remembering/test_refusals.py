"""A refused write, and whatever another company sends, leaves a record as it was."""

from typing import Any

import pytest

from tests.remembering.talk import Talk


def test_a_refused_update_that_changes_nothing_breaks_nothing() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, {}, 400, json={"title": "Director"})
    assert talk.read(row) == []


@pytest.mark.parametrize(
    ("status", "by", "requirement"),
    [(400, "ann", "LG-LEAD-021"), (403, "amy", "LG-LEAD-021"), (429, "ann", "LG-RATE-013"), (404, "bob", "LG-ISO-008")],
)
def test_a_refused_update_that_is_stored_breaks_what_is_said_of_its_refusal(
    status: int, by: str, requirement: str
) -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, {}, status, json={"title": "Director"}, by=by)
    assert talk.read(row | {"title": "Director"}) == [requirement]


def test_a_value_that_was_unset_and_refused_is_known_by_what_was_sent() -> None:
    talk = Talk()
    row = talk.made_lead()
    talk.put(row, {}, 400, json={"notes": "Half of it"})
    assert talk.read(row | {"notes": "Half of it"}) == ["LG-LEAD-021"]


def test_what_else_changes_after_a_refusal_is_put_down_to_it_where_the_record_was_read_before() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, {}, 400, json={"title": "Director"})
    assert talk.read(row | {"email": None}) == ["LG-LEAD-021"]


def test_a_refusal_is_no_longer_suspected_once_the_record_was_seen_unchanged() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, {}, 400, json={"title": "Director"})
    talk.read(row)
    assert talk.read(row | {"title": "Director"}) == ["LG-LEAD-006"]


def test_another_company_changes_nothing_though_it_is_answered_with_success() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, json={"title": "Taken"}, by="bob")
    assert talk.read(row) == []
    talk.put(row, json={"title": "Taken"}, by="bob")
    assert talk.read(row | {"title": "Taken"}) == ["LG-ISO-008"]


def test_a_batch_of_another_company_changes_nothing() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.say("updateLeads", {"updated": 1}, json={"leads": [{"id": row["id"], "title": "Taken"}]}, by="bob")
    assert talk.read(row | {"title": "Taken"}) == ["LG-ISO-010"]


def test_a_colleague_may_change_a_record() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.put(row, json={"title": "Director"}, by="amy")
    assert talk.read(row | {"title": "Director"}) == []


def test_a_run_that_another_company_starts_leaves_the_lead_as_it_was() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.say("processEnrich", {"runIds": ["run-1"]}, json={"leadId": row["id"]}, by="bob")
    assert talk.read(row | {"enrichment1": "A result"}) == ["LG-ISO-022"]


@pytest.mark.parametrize(
    ("status", "body", "requirement"),
    [(400, {"status": "odd", "totalLeadsFound": 3}, "LG-SRCH-010"), (401, {"totalLeadsFound": 3}, "LG-ENV-021")],
)
def test_a_search_is_as_it_was_after_a_refused_update(status: int, body: dict[str, Any], requirement: str) -> None:
    row = {"id": "s-1", "searchName": "CTOs", "totalLeadsFound": 1}
    talk = Talk()
    talk.say("createSearchHistory", {"searchHistory": row}, 201, json={"searchName": "CTOs"})
    talk.say("updateSearchHistory", {"searchHistory": row}, json={"id": "s-1", "totalLeadsFound": 1})
    talk.say("updateSearchHistory", {}, status, json={"id": "s-1"} | body)
    assert talk.say("listSearchHistory", {"searchHistories": [row | {"totalLeadsFound": 3}]}) == [requirement]


def test_a_client_is_as_it_was_after_a_refused_update_and_after_a_strangers() -> None:
    for by, requirement in (("ann", "LG-CLI-018"), ("bob", "LG-ISO-006")):
        talk = Talk()
        row = talk.made_client()
        talk.say("updateClient", {}, 404, json={"id": row["id"], "description": "Taken over"}, by=by)
        assert talk.sought(row | {"description": "Taken over"}) == [requirement]
