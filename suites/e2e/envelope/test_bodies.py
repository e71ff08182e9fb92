"""Bodies that are wrong, strange or merely unusual: refused in the right words, or taken for what they mean."""

import pytest

from conformance import catalogue, contract
from conformance.actors import Actor
from conformance.contract import Operation
from conformance.exchange import ABSENT, Exchange, Json
from conformance.expectations import Expectation, one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Verify
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.suites.e2e.envelope.requests import permitted
from conformance.walking import walk

pytestmark = [pytest.mark.usefixtures("tidy"), pytest.mark.level("standard")]

WITH_BODIES = catalogue.load()["LG-ENV-015"].operations

NOT_JSON = {
    "cut off": b'{"clientName": "lgc',
    "single quotes": b"{'clientName': 'lgc'}",
    "a trailing comma": b'{"clientName": "lgc",}',
    "no UTF-8": b'{"clientName": "Bj\xf6rn"}',
    "a bare word": b"clientName",
}

WRONG_TYPES: dict[str, Json] = {"clientName": 7, "companyURL": ["https://lgc.example"], "description": {"text": "x"}}

REFUSED_OR_DROPPED = one_of(200, 201, 400)

INVALID = one_of("invalid_format", "invalid_value", "missing_required_field")


def anywhere(operation: Operation) -> dict[str, str]:
    """A path of the operation about nobody's record."""
    return {"id": "0d3c5a52-54a4-4c8e-9a43-7f0f3fd4b4f6"} if "{" in operation.path else {}


def refusals(operation: Operation) -> Expectation:
    """The statuses of a wrong body: 400, or that of another error which may apply to the same request."""
    others = (403, 404, 409) if "{" in operation.path or "singleton" in operation.effects else ()
    return one_of(400, *others, *((401,) if operation.id in ("login", "refreshTokens") else ()))


@pytest.mark.requirement("LG-ENV-015")
@pytest.mark.operation(*WITH_BODIES)
def test_a_body_that_is_not_json_is_a_400(harness: Harness, owner_a: Actor, verify: Verify) -> None:
    for name in permitted(harness, WITH_BODIES):
        operation = contract.load()[name]
        answer = owner_a.call(name, path=anywhere(operation), body=NOT_JSON["cut off"])
        verify("LG-ENV-015", answer, expected=refusals(operation), actual=answer.status)
        if answer.status == 400:
            verify("LG-ENV-015", answer, expected="invalid_format", actual=answer.at("errorType"))


@pytest.mark.requirement("LG-ENV-015")
@pytest.mark.operation("createClient")
@pytest.mark.parametrize("spoilt", [each for each in NOT_JSON if each != "cut off"])
def test_every_kind_of_broken_json_is_a_400(owner_a: Actor, verify: Verify, spoilt: str) -> None:
    answer = owner_a.call("createClient", body=NOT_JSON[spoilt])
    verify("LG-ENV-015", answer, expected=400, actual=answer.status)
    verify("LG-ENV-015", answer, expected="invalid_format", actual=answer.at("errorType"))


@pytest.mark.requirement("LG-ENV-016")
@pytest.mark.operation(*WITH_BODIES)
@pytest.mark.parametrize("value", [["x"], pytest.param("x", marks=pytest.mark.level("deep"))], ids=["list", "string"])
def test_a_body_that_is_no_object_is_a_400(harness: Harness, owner_a: Actor, verify: Verify, value: Json) -> None:
    deep = harness.context.level == "deep"
    known = contract.load()
    for name in permitted(harness, WITH_BODIES):
        if deep or known[name].effects <= {"data"}:
            answer = owner_a.call(name, path=anywhere(known[name]), json=value)
            verify("LG-ENV-016", answer, expected=refusals(known[name]), actual=answer.status)
            if answer.status == 400:
                verify("LG-ENV-016", answer, expected=INVALID, actual=answer.at("errorType"))


@pytest.mark.requirement("LG-ENV-016")
@pytest.mark.operation("createClient", "updateClient", "listClients")
def test_a_field_of_a_wrong_type_is_a_400_and_nothing_is_written(
    owner_a: Actor, client_a: TemporaryClient, naming: Naming, verify: Verify
) -> None:
    marker = naming.client_name(owner_a)
    for field, value in WRONG_TYPES.items():
        whole: dict[str, Json] = {"clientName": marker, "companyURL": "https://lgc.example", "description": marker}
        made = owner_a.call("createClient", json=whole | {field: value})
        changed = owner_a.call("updateClient", json={"id": client_a.id, **whole, field: value})
        for answer in (made, changed):
            verify("LG-ENV-016", answer, expected=400, actual=answer.status)
            verify("LG-ENV-016", answer, expected=INVALID, actual=answer.at("errorType"))
    listing = walk(owner_a, contract.load()["listClients"], limit=1000)
    stray = [row for row in listing.rows if marker in (row.get("clientName"), row.get("description"))]
    verify("LG-ENV-016", listing.pages, expected=[], actual=stray)


@pytest.mark.requirement("LG-ENV-016")
@pytest.mark.operation("createLeads", "updateLeads", "updateEnrichLead", "listLeads")
def test_a_lead_field_of_a_wrong_type_is_a_400_and_nothing_is_written(
    owner_a: Actor, workspace: TemporaryClient, lead: TemporaryLead, naming: Naming, verify: Verify
) -> None:
    marker = naming.unique()
    answers = [
        owner_a.call("createLeads", json=naming.lead(workspace.client_id, title=marker, firstName=["Ada"])),
        owner_a.call("updateLeads", json={"id": lead.id, "title": marker, "lastName": {"x": 1}}),
        owner_a.call("updateEnrichLead", path={"id": lead.id}, json={"title": marker, "companyName": 7}),
        owner_a.call("createLeads", json={"leads": {"title": marker}}),
    ]
    for answer in answers:
        verify("LG-ENV-016", answer, expected=400, actual=answer.status)
        verify("LG-ENV-016", answer, expected=INVALID, actual=answer.at("errorType"))
    listing = walk(owner_a, contract.load()["listLeads"], {"client_id": workspace.client_id}, limit=1000)
    verify("LG-ENV-016", listing.pages, expected=[], actual=[row for row in listing.rows if row.get("title") == marker])


@pytest.mark.requirement("LG-ENV-017")
@pytest.mark.operation("createClient", "updateClient", "createLeads", "updateLeads", "updateEnrichLead")
def test_an_unknown_field_is_neither_stored_nor_echoed(
    owner_a: Actor, client_a: TemporaryClient, lead: TemporaryLead, naming: Naming, patience: Patience, verify: Verify
) -> None:
    strange = {"lgcUnknownField": "strange"}
    answers = [
        owner_a.call("createClient", json={"clientName": naming.client_name(owner_a), **strange}),
        owner_a.call("updateClient", json={"id": client_a.id, "description": "known", **strange}),
        owner_a.call("createLeads", json=naming.lead(client_a.client_id, **strange)),
        owner_a.call("updateLeads", json={"id": lead.id, "title": "known", **strange}),
        owner_a.call("updateEnrichLead", path={"id": lead.id}, json={"city": "Known", **strange}),
    ]
    for answer in answers:
        verify("LG-ENV-017", answer, expected=REFUSED_OR_DROPPED, actual=answer.status)
        verify("LG-ENV-017", answer, expected=[], actual=echoes(answer))
    updated = answers[1].succeeded
    client = patience.until(
        lambda: owner_a.call("listClients", query={"clientId": client_a.id}),
        lambda seen: not updated or seen.at("clients.0.description") == "known",
    )
    read = owner_a.call("getEnrichLead", path={"id": lead.id})
    for answer in (client, read):
        verify("LG-ENV-017", answer, expected=200, actual=answer.status)
        verify("LG-ENV-017", answer, expected=[], actual=echoes(answer))
    due = {"title": "known" if answers[3].succeeded else lead.row.get("title", ABSENT)}
    verify("LG-ENV-017", read, expected=due["title"], actual=read.at("lead.title"))


def echoes(answer: Exchange) -> list[str]:
    """The records of an answer that show the field that no record has."""
    records = [*answer.rows("clients"), answer.at("client"), answer.at("lead")]
    return [str(each) for each in records if isinstance(each, dict) and "lgcUnknownField" in each]


@pytest.mark.requirement("LG-ENV-020")
@pytest.mark.operation("createClient")
def test_null_on_create_counts_as_not_sent(owner_a: Actor, naming: Naming, verify: Verify) -> None:
    sent = {"clientName": naming.client_name(owner_a), "companyURL": None, "description": None}
    with_null = owner_a.call("createClient", json=sent)
    without = owner_a.call("createClient", json={"clientName": naming.client_name(owner_a)})
    verify("LG-ENV-020", [without, with_null], expected=without.status, actual=with_null.status)
    for field in ("companyURL", "description"):
        due, shown = (unset(each.at(f"client.{field}")) for each in (without, with_null))
        verify("LG-ENV-020", [without, with_null], expected=due, actual=shown)


def unset(value: Json) -> Json:
    """The value, or None for what is absent, null or empty."""
    return None if value is ABSENT or value == "" else value


@pytest.mark.requirement("LG-ENV-022")
@pytest.mark.operation("createClient", "updateClient", "createLeads", "updateLeads", "deleteLeads")
def test_several_mistakes_get_one_of_their_errors(owner_a: Actor, naming: Naming, verify: Verify) -> None:
    nobody = naming.random_id()
    cases: list[tuple[Exchange, Expectation]] = [
        (owner_a.call("createClient", by=(), body=NOT_JSON["cut off"]), one_of(400, 401)),
        (owner_a.call("createClient", json={"clientName": "", "description": 5}), one_of(400)),
        (owner_a.call("updateClient", json={"id": nobody, "clientName": ""}), one_of(400, 404)),
        (owner_a.call("createLeads", json={"client_id": nobody, "firstName": 5}), one_of(400, 403, 404)),
        (owner_a.call("updateLeads", json={"id": nobody, "firstName": ""}), one_of(400, 403, 404)),
        (owner_a.call("deleteLeads", query={"id": nobody}, json={"ids": [nobody]}), one_of(400, 403, 404)),
    ]
    for answer, expected in cases:
        verify("LG-ENV-022", answer, expected=expected, actual=answer.status)
