"""Tailoring puts names where a contract wants what only a target has, and leaves alone what is wrong on purpose."""

from typing import Any

import pytest

from conformance import contract
from conformance.exchange import ABSENT, Json
from conformance.generating.draft import Draft, Pairs
from conformance.generating.names import FRESH, NOBODY, SECRET, name
from conformance.generating.tailoring import own, tailored

CONTRACT = contract.load()
EMAIL = name(FRESH, "email")


def of(operation: str, body: Json = ABSENT, query: Pairs = (), path: Pairs = (), **facts: Any) -> Draft:
    media = "" if body is ABSENT else "application/json"
    return tailored(Draft(operation, path, query, body, media=media, **facts), CONTRACT)


def test_an_id_in_the_path_is_a_record_of_ones_own() -> None:
    assert of("getEnrichLead", path=(("id", "x"),)).path == (("id", own("lead")),)


@pytest.mark.parametrize(
    ("operation", "field", "kind"),
    [
        ("deleteClient", "id", "client"),
        ("deleteLeads", "id", "lead"),
        ("listLeads", "client_id", "client-id"),
        ("getTaskStatus", "runId", "run"),
        ("getLeadGenerationStatus", "runId", "scrape"),
    ],
)
def test_an_id_in_the_query_is_of_its_kind(operation: str, field: str, kind: str) -> None:
    assert of(operation, query=((field, "x"),)).query == ((field, own(kind)),)


@pytest.mark.parametrize(
    ("operation", "field", "kind"),
    [
        ("updateClient", "id", "client"),
        ("updateSearchHistory", "id", "search"),
        ("createLeads", "client_id", "client-id"),
        ("processSdr", "leadId", "lead"),
        ("createCampaign", "client_id", "client-id"),
        ("chat", "threadId", "thread"),
    ],
)
def test_an_id_in_the_body_is_of_its_kind(operation: str, field: str, kind: str) -> None:
    assert of(operation, {field: "x"}).body == {field: own(kind)}


@pytest.mark.parametrize(("operation", "field"), [("deleteLeads", "ids"), ("triggerEnrichment", "leadIds")])
def test_ids_in_an_array_are_one_record_once(operation: str, field: str) -> None:
    assert of(operation, {field: ["a", "b", "c"]}).body == {field: [own("lead")]}


def test_an_array_with_something_wrong_among_its_ids_keeps_it() -> None:
    assert of("deleteLeads", {"ids": ["a", 7, "", None]}).body == {"ids": [own("lead"), 7, "", None]}


def test_ids_in_rows_are_replaced() -> None:
    body = of("updateLeads", {"leads": [{"id": "a", "title": "b"}, {"id": "c"}]}).body
    assert body == {"leads": [{"id": own("lead"), "title": "b"}, {"id": own("lead")}]}


def test_rows_of_a_batch_have_fresh_addresses() -> None:
    body = of("createLeads", {"leads": [{"client_id": "x", "email": "a@b.example"}]}).body
    assert body == {"leads": [{"client_id": own("client-id"), "email": EMAIL}]}


def test_other_names_may_stand_for_ids() -> None:
    draft = Draft("deleteClient", query=(("id", "x"),))
    assert tailored(draft, CONTRACT, lambda kind: name(NOBODY, kind)).query == (("id", name(NOBODY, "client")),)


@pytest.mark.parametrize("value", [None, 1, True, "", [], {}])
def test_an_id_that_is_wrong_on_purpose_stays(value: Json) -> None:
    assert of("updateClient", {"id": value}, valid=False).body == {"id": value}


def test_an_empty_id_in_the_query_stays() -> None:
    assert of("deleteClient", query=(("id", ""),), valid=False).query == (("id", ""),)


def test_a_missing_id_stays_missing() -> None:
    assert of("updateClient", {"clientName": "x"}, valid=False).body == {"clientName": "x"}


@pytest.mark.parametrize("body", [None, 1, "x", [], ["x"]])
def test_a_body_that_is_no_object_stays(body: Json) -> None:
    assert of("updateClient", body, valid=False).body == body


def test_a_body_that_is_no_json_stays() -> None:
    draft = Draft("updateClient", raw='{"id": "x"}', media="text/plain", valid=False)
    assert tailored(draft, CONTRACT) == draft


def test_a_login_is_the_actors() -> None:
    body = of("login", {"username": "x", "password": "y"}).body
    assert body == {"username": name(SECRET, "username"), "password": name(SECRET, "password")}


def test_a_refresh_token_is_the_actors() -> None:
    assert of("refreshTokens", {"refreshToken": "x"}).body == {"refreshToken": name(SECRET, "refresh-token")}


@pytest.mark.parametrize("value", ["", 5, None])
def test_a_wrong_password_stays_wrong(value: Json) -> None:
    assert of("login", {"password": value}, valid=False).body == {"password": value}


@pytest.mark.parametrize(("operation", "token"), [("listClients", "nextToken"), ("listSearchHistory", "cursor")])
def test_the_token_of_a_page_is_left_out(operation: str, token: str) -> None:
    assert of(operation, query=((token, "x"), ("limit", "5")), valid=True).query == (("limit", "5"),)


def test_the_token_of_a_page_stays_where_it_is_what_is_wrong() -> None:
    draft = of("listClients", query=(("nextToken", "x"),), valid=False, about="nextToken: too short")
    assert draft.query == (("nextToken", "x"),)


def test_the_token_of_a_page_is_left_out_where_something_else_is_wrong() -> None:
    draft = of("listClients", query=(("nextToken", "x"), ("limit", "0")), valid=False, about="limit: below minimum")
    assert draft.query == (("limit", "0"),)


@pytest.mark.parametrize(
    ("drawn", "sent"), [("20.0", "20"), ("-3.0", "-3"), ("0.5", "0.5"), ("x.0", "x.0"), (".0", ".0"), ("", "")]
)
def test_a_whole_number_in_the_query_has_no_fraction(drawn: str, sent: str) -> None:
    assert of("listClients", query=(("limit", drawn),)).query == (("limit", sent),)


def test_a_whole_number_in_the_body_has_no_fraction() -> None:
    body = of("updateSearchHistory", {"totalLeadsFound": 3.0, "totalLeadsSaved": 2.5}).body
    assert [(type(each), each) for each in body.values()] == [(int, 3), (float, 2.5)]


@pytest.mark.parametrize(("drawn", "sent"), [(1, 1), (2, 2), (900, 2), (-4, -4), (True, True), ("900", "900")])
def test_a_scrape_asks_for_few_leads(drawn: Json, sent: Json) -> None:
    body = of("startLeadScrape", {"maxLeads": drawn}).body
    assert body == {"maxLeads": sent}
    assert type(body["maxLeads"]) is type(sent)


@pytest.mark.parametrize("drawn", [{}, {"maxLeads": None}])
def test_a_scrape_that_names_no_number_asks_for_few_leads_too(drawn: Json) -> None:
    assert of("startLeadScrape", drawn).body == {"maxLeads": 2}


def test_an_address_that_mail_may_go_to_is_the_runs_own() -> None:
    assert of("reportBug", {"description": "x", "userEmail": "somebody@example.com"}).body["userEmail"] == name(
        FRESH, "email"
    )


def test_the_company_of_a_bulk_list_is_the_callers() -> None:
    assert of("bulkEnrichLeads", query=(("companyId", "x"),)).query == (("companyId", own("company")),)


@pytest.mark.parametrize(("field", "kind"), [("email", "email"), ("linkedinUrl", "linkedin")])
def test_a_lead_is_looked_for_by_what_it_has(field: str, kind: str) -> None:
    assert of("findLead", query=((field, "x"),), valid=True).query == ((field, own(kind)),)


def test_valid_data_names_a_lead_to_look_for() -> None:
    assert of("findLead", query=(("client_id", "x"),), valid=True).query == (
        ("client_id", own("client-id")),
        ("email", own("email")),
    )


def test_invalid_data_may_lack_a_lead_to_look_for() -> None:
    assert of("findLead", query=(("client_id", "x"),), valid=False).query == (("client_id", own("client-id")),)


def test_valid_data_deletes_one_lead_or_many() -> None:
    draft = of("deleteLeads", {"ids": ["a"]}, query=(("id", "b"),), valid=True)
    assert (draft.query, draft.body) == ((("id", own("lead")),), ABSENT)


def test_valid_data_deletes_something() -> None:
    assert of("deleteLeads", valid=True).query == (("id", own("lead")),)


@pytest.mark.parametrize(("body", "query"), [({"ids": ["a"]}, ()), (ABSENT, (("id", "b"),))])
def test_what_names_one_of_two_stays(body: Json, query: Pairs) -> None:
    draft = of("deleteLeads", body, query=query, valid=True)
    assert (draft.body is ABSENT, draft.query == ()) == (body is ABSENT, query == ())


def test_invalid_data_may_name_both_or_none() -> None:
    both = of("deleteLeads", {"ids": ["a"]}, query=(("id", "b"),), valid=False)
    none = of("deleteLeads", valid=False)
    assert (both.body, both.query) == ({"ids": [own("lead")]}, (("id", own("lead")),))
    assert (none.body, none.query) == (ABSENT, ())


def test_a_text_that_holds_json_is_json() -> None:
    assert of("createWebhook", {"platformConfig": "x"}).body == {"platformConfig": "{}"}


@pytest.mark.parametrize("operation", ["validateEmail", "verifyEmail"])
def test_an_address_to_be_judged_stays_as_drawn(operation: str) -> None:
    assert of(operation, {"email": "a@b.example"}).body == {"email": "a@b.example"}


def test_a_field_that_no_schema_knows_stays() -> None:
    assert of("createClient", {"nobody": "x", "deep": {"id": "y"}}).body == {"nobody": "x", "deep": {"id": "y"}}
