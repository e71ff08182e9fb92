"""What is no documented call decides nothing, and what the contract tolerates breaks nothing."""

import pytest

from conformance.checks._answers import GATEWAY
from tests.checks.exchanges import (
    CONTRACT,
    JSON_TYPE,
    RATE,
    Sent,
    answered,
    bearer,
    error,
    facts,
    logged_in,
    success,
    verdicts,
)

HTML = (("Content-Type", "text/html"),)
PAGE = b"<html>Traceback (most recent call last)</html>"

UNDOCUMENTED_CALLS = {
    "HEAD": Sent(method="HEAD"),
    "another method": Sent(method="PATCH"),
    "OPTIONS": Sent(method="OPTIONS"),
    "a trailing slash": Sent(path="/enrich-leads/x/"),
    "a doubled slash": Sent(path="//enrich-leads/x"),
    "an unknown path": Sent(path="/enriched/x"),
    "other letters": Sent(path="/Enrich-Leads/x"),
    "an encoded letter": Sent(path="/%65nrich-leads/x"),
    "no id": Sent(path="/enrich-leads/"),
    "an encoded slash": Sent(path="/enrich-leads/x%2Fy"),
    "a step up": Sent(path="/enrich-leads/.."),
    "an encoded step up": Sent(path="/enrich-leads/%2e%2E"),
    "an encoded NUL": Sent(path="/enrich-leads/x%00"),
    "an id that is not UTF-8": Sent(path="/enrich-leads/%ff"),
    "another operation's path": Sent(path="/enrich-leads/list"),
}


@pytest.mark.parametrize("sent", UNDOCUMENTED_CALLS.values(), ids=UNDOCUMENTED_CALLS)
@pytest.mark.parametrize("status", [200, 302, 400, 404, 405, 500])
def test_what_is_no_documented_call_decides_nothing(sent: Sent, status: int) -> None:
    assert verdicts(answered("getEnrichLead", status, PAGE, headers=HTML, sent=sent)) == {}


@pytest.mark.parametrize(
    "path", ["/enrich-leads/x", "/enrich-leads/a%20b", "/enrich-leads/%C3%A4", "/enrich-leads/a.b"]
)
def test_a_plain_id_in_the_path_is_a_documented_call(path: str) -> None:
    assert verdicts(answered("getEnrichLead", 500, error(), sent=Sent(path=path)))["LG-ENV-005"] is False


@pytest.mark.parametrize("status", sorted(GATEWAY))
def test_a_page_of_a_gateway_breaks_nothing_but_what_it_shows(status: int) -> None:
    assert verdicts(answered("createLeads", status, b"<html>busy</html>", headers=HTML)) == {
        "LG-ENV-012": True,
        "LG-ENV-013": True,
    }


@pytest.mark.parametrize("operation", CONTRACT)
def test_every_example_of_the_contract_breaks_nothing(operation: str) -> None:
    about = logged_in(facts(), "owner_a", "token-of-owner-a")
    sent = Sent(headers=bearer("token-of-owner-a"))
    judged: set[str] = set()
    for status, answer in CONTRACT[operation].definition["responses"].items():
        content = CONTRACT.resolve(answer)["content"]["application/json"]
        shown = (
            [content["example"]] if "example" in content else [each["value"] for each in content["examples"].values()]
        )
        for body in shown:
            found = verdicts(answered(operation, int(status), body, headers=JSON_TYPE + RATE, sent=sent), about)
            assert {requirement for requirement, holds in found.items() if not holds} == set(), (status, body)
            judged |= set(found)
    assert {"LG-ENV-001", "LG-ENV-003", "LG-ENV-005", "LG-ENV-008", "LG-ENV-009"} <= judged


TOLERATED = {
    "more properties": ("listClients", 200, success("listClients", more={"owner": "anybody", "createdAt": "now"})),
    "an unset field as null": ("listClients", 200, success("listClients", nextToken=None)),
    "an unset field absent": ("listClients", 200, success("listClients", nextToken=...)),
    "an unset field empty": ("listClients", 200, success("listClients", nextToken="")),
    "200 on creation": ("createWebhook", 200, success("createWebhook", 200)),
    "201 for a key": ("createApiKey", 201, success("createApiKey", 201)),
    "an unknown errorType": ("getEnrichLead", 404, error(errorType="lead_is_gone")),
    "details as a string": ("getEnrichLead", 404, error(details="no")),
    "details as an array": ("getEnrichLead", 404, error(details=[])),
    "404 for an unknown filter": ("listClients", 404, error()),
    "403 for a kind of credential": ("listClients", 403, error(errorType="insufficient_permissions")),
    "413 for a batch": ("createLeads", 413, error(errorType="payload_too_large")),
    "one lead in place of leads": ("findLead", 200, success("findLead", leads=..., lead=None)),
    "no settings as null": ("getUrlSettings", 200, success("getUrlSettings", settings=None)),
    "no settings as nothing": ("getUrlSettings", 200, success("getUrlSettings", settings={})),
    "a masked key": (
        "getUrlSettings",
        200,
        success("getUrlSettings", settings={"company_id": "c", "enrichment1_Apikey": "****7f3a"}),
    ),
    "a login without a user": ("login", 200, success("login", user=...)),
}


@pytest.mark.parametrize(("operation", "status", "body"), TOLERATED.values(), ids=TOLERATED)
def test_what_the_contract_tolerates_breaks_nothing(operation: str, status: int, body: object) -> None:
    found = verdicts(answered(operation, status, body))
    assert found
    assert all(found.values()), found


@pytest.mark.parametrize("value", ["application/json; charset=utf-8", "Application/JSON"])
@pytest.mark.parametrize("name", ["content-type", "CONTENT-TYPE"])
def test_the_casing_of_headers_breaks_nothing(name: str, value: str) -> None:
    assert verdicts(answered("listClients", 200, success("listClients"), headers=((name, value),)))["LG-ENV-009"]
