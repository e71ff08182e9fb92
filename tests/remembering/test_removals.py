"""What was removed never shows again; what was not removed is still there."""

from typing import Any

import pytest

from tests.remembering.talk import Talk


def missing(talk: Talk, row: dict[str, Any], by: str = "ann") -> list[str]:
    return talk.say("getEnrichLead", {}, 404, id=row["id"], by=by)


def remove(talk: Talk, row: dict[str, Any], **facts: Any) -> None:
    talk.say("deleteLeads", query=[("id", row["id"])], **facts)


def test_a_removed_lead_is_shown_nowhere() -> None:
    for look, requirement in (
        (Talk.read, "LG-LEAD-048"),
        (Talk.listed, "LG-LEAD-048"),
        (lambda talk, row: talk.say("findLead", {"lead": row}), "LG-LEAD-048"),
        (lambda talk, row: talk.say("bulkEnrichLeads", {"leads": [row]}), "LG-BULK-003"),
    ):
        talk = Talk()
        row = talk.known_lead()
        remove(talk, row)
        assert look(talk, row) == [requirement]


def test_a_removed_lead_that_is_gone_breaks_nothing() -> None:
    talk = Talk()
    row = talk.known_lead()
    remove(talk, row)
    assert missing(talk, row) == []


def test_leads_that_a_batch_removed_are_shown_nowhere() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.say("deleteLeads", {"deleted": 1, "skipped": ["unknown"]}, json={"ids": [row["id"], "unknown"]})
    assert talk.read(row) == ["LG-LEAD-049"]


@pytest.mark.parametrize("answer", [{"deleted": 1}, {}, {"deleted": 1, "skipped": []}])
def test_a_batch_that_does_not_tell_which_ids_it_removed_leaves_all_of_them_unknown(answer: dict[str, Any]) -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.say("deleteLeads", answer, json={"ids": [row["id"], "unknown"]})
    assert talk.read(row) == missing(talk, row) == []


def test_a_lead_that_nothing_removed_is_still_there() -> None:
    talk = Talk()
    row = talk.made_lead()
    assert missing(talk, row) == ["LG-LEAD-002"]
    assert missing(talk, row) == []


def test_nobody_knows_whether_a_lead_that_no_view_has_shown_was_never_stored_or_was_removed_with_another() -> None:
    talk = Talk()
    row = talk.made_lead()
    remove(talk, talk.known_lead(id="lead-2", email="second@acme.example"))
    assert missing(talk, row) == []


def test_nobody_misses_a_lead_who_was_never_shown_it() -> None:
    talk = Talk()
    assert missing(talk, talk.made_lead(), by="amy") == []


@pytest.mark.parametrize("status", [401, 403, 500])
def test_an_answer_that_is_no_404_misses_nothing(status: int) -> None:
    talk = Talk()
    row = talk.made_lead()
    assert talk.say("getEnrichLead", {}, status, id=row["id"]) == []


def test_the_removal_of_one_lead_leaves_the_others_of_its_client() -> None:
    talk = Talk()
    row = talk.known_lead()
    remove(talk, talk.known_lead(id="lead-2", email="second@acme.example"))
    assert missing(talk, row) == ["LG-LEAD-048"]


@pytest.mark.parametrize(
    ("by", "status", "requirement"),
    [("bob", 404, "LG-ISO-009"), ("bob", 200, "LG-ISO-009"), ("ann", 403, "LG-LEAD-021")],
)
def test_a_removal_that_was_refused_or_a_strangers_removes_nothing(by: str, status: int, requirement: str) -> None:
    talk = Talk()
    row = talk.known_lead()
    remove(talk, row, by=by, status=status)
    assert talk.read(row) == []
    remove(talk, row, by=by, status=status)
    assert missing(talk, row) == [requirement]


def deleted(talk: Talk, *purge: str, **facts: Any) -> None:
    talk.say("deleteClient", query=[("id", "client-1"), *(("purge", each) for each in purge)], **facts)


def test_a_removed_client_is_shown_in_no_list() -> None:
    for purge, requirement in (((), "LG-CLI-020"), (("false",), "LG-CLI-020"), (("true",), "LG-CLI-021")):
        talk = Talk()
        row = talk.made_client()
        deleted(talk, *purge)
        assert talk.sought() == []
        assert talk.walked(row) == [requirement]


def test_a_client_that_is_not_found_by_its_id_was_not_stored() -> None:
    talk = Talk()
    talk.made_client()
    assert talk.sought() == ["LG-CLI-002"]


def test_the_removal_of_one_client_leaves_the_others() -> None:
    talk = Talk()
    row = talk.made_client()
    talk.sought(row)
    talk.made_client(id="client-2", client_id="second")
    talk.say("deleteClient", query=[("id", "client-2")])
    assert talk.sought() == ["LG-CLI-020"]


def test_a_purge_takes_the_leads_of_its_client() -> None:
    talk = Talk()
    talk.made_client()
    row = talk.known_lead()
    deleted(talk, "true")
    assert talk.read(row) == ["LG-CLI-021"]


def test_a_purge_spares_the_leads_of_other_clients() -> None:
    talk = Talk()
    talk.made_client()
    row = talk.known_lead(client_id="second")
    deleted(talk, "true")
    assert missing(talk, row) == ["LG-CLI-022"]


def test_a_removal_without_purge_spares_the_leads() -> None:
    talk = Talk()
    talk.made_client()
    row = talk.known_lead()
    deleted(talk)
    assert talk.read(row) == []
    assert missing(talk, row) == []  # it was seen after the removal: nothing tells where it went
    talk = Talk()
    talk.made_client()
    row = talk.known_lead()
    deleted(talk)
    assert missing(talk, row) == ["LG-CLI-023"]


def test_a_purge_of_another_word_that_was_refused_removes_no_lead() -> None:
    talk = Talk()
    talk.made_client()
    row = talk.known_lead()
    deleted(talk, "yes", status=400)
    assert missing(talk, row) == ["LG-CLI-024"]


def test_a_purge_by_a_stranger_removes_no_lead() -> None:
    talk = Talk()
    talk.made_client()
    row = talk.known_lead()
    deleted(talk, "true", by="bob", status=404)
    assert missing(talk, row) == ["LG-ISO-007"]


def test_a_purge_of_another_word_that_was_taken_leaves_all_unknown() -> None:
    talk = Talk()
    client = talk.made_client()
    row = talk.known_lead()
    deleted(talk, "yes")
    assert talk.sought(client) == talk.read(row) == []
