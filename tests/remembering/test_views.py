"""What a record shows in any view is what its create answered; a view may show less, and spell it otherwise."""

from typing import Any

import pytest

from tests.remembering.talk import CLIENT, LEAD, Talk


def without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def test_a_lead_that_reads_back_as_it_was_made_breaks_nothing() -> None:
    talk = Talk()
    assert talk.read(talk.made_lead()) == []


@pytest.mark.parametrize(
    ("field", "requirement"),
    [
        ("lastName", "LG-LEAD-009"),
        ("email", "LG-LEAD-002"),
        ("title", "LG-LEAD-006"),
        ("aiLeadScore", "LG-LEAD-007"),
        ("enrichment10", "LG-LEAD-008"),
    ],
)
@pytest.mark.parametrize("shown", [None, "Somebody else's"])
def test_a_lead_that_reads_back_otherwise_breaks_what_is_said_of_that_field(
    field: str, requirement: str, shown: str | None
) -> None:
    talk = Talk()
    row = talk.made_lead(aiLeadScore="77", enrichment10="A result")
    assert talk.read(row | {field: shown}) == [requirement]


def test_a_text_that_a_lead_was_sent_and_no_answer_shows_is_missed_in_a_read() -> None:
    talk = Talk()
    talk.say("createLeads", {"lead": without(LEAD, "title")}, 201, json=without(LEAD, "id", "owner", "company_id"))
    assert talk.read(without(LEAD, "title")) == ["LG-LEAD-006"]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({"title": " Head of Sales "}, {"title": "Head of Sales"}),
        ({"title": "Zoe\u0308"}, {"title": "Zoë"}),
        ({"notes": "a\nb"}, {"notes": "a\r\nb"}),
        ({"email": "Zoe@Acme.example"}, {"email": "zoe@acme.example"}),
        ({"companyUrl": "HTTPS://Acme.example"}, {"companyUrl": "https://acme.example/"}),
        ({"companyUrl": "http://["}, {"companyUrl": " http://["}),
        ({"notes": ""}, {"notes": None}),
        ({"createdAt": "2026-01-31T10:15:00Z"}, {"createdAt": "2026-01-31T10:15:00.000000000Z"}),
        ({}, {"updatedAt": "2026-02-01T00:00:00Z", "history": []}),
    ],
)
def test_a_value_may_be_spelled_otherwise(sent: dict[str, Any], shown: dict[str, Any]) -> None:
    talk = Talk()
    row = talk.made_lead(**sent)
    assert talk.read(row | shown) == []


def test_a_row_of_a_list_may_leave_fields_out() -> None:
    talk = Talk()
    row = talk.known_lead()
    assert talk.listed(without(row, "title", "createdAt", "email")) == []


def test_a_row_of_a_list_agrees_with_the_lead_by_its_id() -> None:
    talk = Talk()
    row = talk.known_lead()
    assert talk.listed(row | {"title": "Hea"}) == ["LG-LEAD-026"]


def test_a_list_may_lag_behind_what_a_background_task_made_of_a_lead() -> None:
    talk = Talk(bound=1.5)
    old = talk.known_lead()
    talk.now += 60.0
    new = old | {"title": "Head of Growth"}
    talk.read(new)
    assert talk.listed(old) == []
    assert talk.listed(old) == ["LG-LEAD-026"]


def test_a_row_of_a_list_says_nothing_of_a_lead_that_was_never_read_by_its_id() -> None:
    talk = Talk()
    assert talk.listed(talk.made_lead() | {"title": "Hea"}) == []


def test_a_wrong_row_of_a_list_makes_no_read_wrong() -> None:
    talk = Talk()
    row = talk.known_lead()
    talk.listed(row | {"title": "Hea"})
    assert talk.read(row) == []


def test_a_bulk_list_shows_the_values_of_the_lead_by_its_id() -> None:
    talk = Talk()
    row = talk.known_lead()
    assert talk.say("bulkEnrichLeads", {"leads": [row | {"title": None}]}) == ["LG-BULK-002"]


def test_what_is_found_by_an_e_mail_has_no_requirement_on_its_values() -> None:
    talk = Talk()
    row = talk.known_lead()
    assert talk.say("findLead", {"leads": [row | {"title": "Hea"}]}) == []


def test_a_client_asked_for_by_its_id_shows_what_it_was_made_of() -> None:
    talk = Talk()
    row = talk.made_client()
    assert talk.sought(row) == []
    assert talk.sought(row | {"description": "An old"}) == ["LG-CLI-002"]


def test_a_client_in_the_list_of_all_shows_what_its_create_answered() -> None:
    talk = Talk()
    row = talk.made_client()
    assert talk.walked(row) == []
    assert talk.walked(row | {"description": "An old"}) == ["LG-CLI-006"]


def test_a_client_in_a_list_may_lack_its_times_but_no_text() -> None:
    talk = Talk()
    row = talk.made_client()
    assert talk.walked(without(row, "createdAt", "updatedAt")) == []
    assert talk.walked(without(row, "companyURL")) == ["LG-CLI-006"]


def test_a_record_that_somebody_else_made_is_no_concern() -> None:
    talk = Talk()
    assert talk.walked(CLIENT) == talk.walked(CLIENT | {"description": "Other"}) == []


@pytest.mark.parametrize("change", [None, "cut", "left out"])
@pytest.mark.parametrize(
    ("create", "key", "lists", "rows", "sent", "requirement"),
    [
        ("createSearchHistory", "searchHistory", "listSearchHistory", "searchHistories", "searchName", "LG-SRCH-002"),
        ("createWebhook", "webhook", "listWebhooks", "webhooks", "name", "LG-HOOK-002"),
        ("createCampaign", "campaign", "listCampaigns", "campaigns", "name", "LG-INT-003"),
        ("reportBug", "bug", "listBugs", "bugs", "description", "LG-INT-013"),
        ("requestEnhancement", "enhancement", "listEnhancements", "enhancements", "description", "LG-INT-013"),
        ("saveTerritoryCompany", "company", "listTerritoryCompanies", "companies", "industry", "LG-TERR-015"),
    ],
)
def test_what_only_lists_show_is_there_as_it_was_sent(
    create: str,
    key: str,
    lists: str,
    rows: str,
    sent: str,
    requirement: str,
    change: str | None,
) -> None:
    row = {"id": "row-1", sent: "A text of ours", "client_id": "acme", "companyName": "Acme"}
    shown = {None: row, "cut": row | {sent: "A te"}, "left out": without(row, sent)}[change]
    talk = Talk()
    talk.say(create, {key: row}, 201, json=without(row, "id"))
    assert talk.say(lists, {rows: [shown]}) == ([requirement] if change else [])


def test_what_an_answer_already_shows_otherwise_is_not_looked_for_in_a_list() -> None:
    talk = Talk()
    talk.say("createCampaign", {"campaign": {"id": "c-1", "status": "draft"}}, 201, json={"status": "odd"})
    assert talk.say("listCampaigns", {"campaigns": [{"id": "c-1", "status": "draft"}]}) == []


def test_the_configuration_of_a_webhook_is_a_string_of_equal_json() -> None:
    talk = Talk()
    row = {"id": "w-1", "platformConfig": '{"a": 1}'}
    talk.say("createWebhook", {"webhook": row}, 201, json={"platformConfig": row["platformConfig"]})
    assert talk.say("listWebhooks", {"webhooks": [row | {"platformConfig": '{"a":1}'}]}) == []
    assert talk.say("listWebhooks", {"webhooks": [row | {"platformConfig": '{"a":2}'}]}) == ["LG-HOOK-002"]


@pytest.mark.parametrize(("shown", "expected"), [(LEAD, []), (without(LEAD, "title"), ["LG-LEAD-029"])])
def test_a_lead_of_a_batch_is_known_by_its_e_mail_and_reads_back_as_it_was_sent(
    shown: dict[str, Any], expected: list[str]
) -> None:
    sent = without(LEAD, "id", "owner", "company_id", "createdAt")
    talk = Talk()
    talk.say("createLeads", {"created": 1, "skipped": []}, 201, json={"leads": [sent]})
    assert talk.read(shown) == expected


@pytest.mark.parametrize(
    ("rows", "answer"),
    [
        ([{"title": "Other"}], {"created": 0, "skipped": ["zoe@acme.example"]}),
        ([{"title": "Other"}, {"title": "Another"}], {"created": 2, "skipped": []}),
        ([{"title": "Other", "client_id": "other"}], {"created": 1, "skipped": []}),
    ],
)
def test_a_lead_that_may_be_of_another_origin_is_not_taken_for_that_of_a_batch(
    rows: list[dict[str, Any]], answer: dict[str, Any]
) -> None:
    talk = Talk()
    sent = [without(LEAD, "id", "owner", "company_id", "createdAt") | row for row in rows]
    talk.say("createLeads", answer, 201, json={"leads": sent})
    assert talk.read(LEAD) == []


def test_a_lead_with_an_e_mail_that_was_written_before_is_not_taken_for_that_of_a_batch() -> None:
    talk = Talk()
    sent = without(LEAD, "id", "owner", "company_id", "createdAt")
    talk.say("createLeads", None, 504, json=sent)
    talk.say("createLeads", {"created": 1, "skipped": []}, 201, json={"leads": [sent | {"title": "Other"}]})
    assert talk.read(LEAD) == []


def test_a_lead_that_a_write_named_before_a_view_showed_its_e_mail_is_not_taken_for_that_of_a_batch() -> None:
    talk = Talk()
    sent = without(LEAD, "id", "owner", "company_id", "createdAt")
    talk.say("createLeads", {"created": 1, "skipped": []}, 201, json={"leads": [sent]})
    talk.put(LEAD, json={"title": "Director"})
    assert talk.read(LEAD | {"title": "Director"}) == []


def test_a_divergence_is_told_once_and_becomes_what_is_known() -> None:
    talk = Talk()
    row = talk.made_lead() | {"title": "Other"}
    assert talk.read(row) == ["LG-LEAD-006"]
    assert talk.read(row) == []
