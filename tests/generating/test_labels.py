"""Labels: whatever is drawn, what it may create carries the run's tag, or is not sent."""

import json
from collections.abc import Iterator
from functools import cache

import pytest

from conformance import contract
from conformance.exchange import Json
from conformance.generating import cases, excluded
from conformance.generating.draft import Draft
from conformance.generating.labels import labelled, labelled_text
from conformance.generating.names import filled
from conformance.generating.tailoring import tailored
from conformance.run_id import RunId

CONTRACT = contract.load()
RUN = RunId("20260131t101500z-3fa9c1")
LABEL = RUN.canary("a")
CREATING = [each.id for each in CONTRACT.values() if each.creates not in (None, "settings")]
SEEDS = (1, 2)


def sent(draft: Draft) -> Json:
    """The JSON of a body as it leaves, whatever its content type."""
    operation = CONTRACT[draft.operation]
    fields = CONTRACT.body_fields(operation)
    body = filled(draft.body, lambda which, what: f"{which}-{what}")
    if draft.raw is None:
        return labelled(operation, body, RUN, "a", fields)
    try:
        return json.loads(labelled_text(operation, draft.raw, RUN, "a", fields))
    except ValueError:
        return None


@cache
def bodies(operation: str) -> tuple[Json, ...]:
    """Every object that generated data would send to an operation."""
    drafts = (
        tailored(each, CONTRACT)
        for each in drawn(operation)
        if excluded.reason(tailored(each, CONTRACT), CONTRACT) is None
    )
    return tuple(body for body in map(sent, drafts) if isinstance(body, dict))


def drawn(operation: str) -> Iterator[Draft]:
    yield from cases.examples(operation)
    yield from cases.coverage(operation)
    for seed in SEEDS:
        yield from cases.valid(operation, 10, seed)
        yield from cases.invalid(operation, 10, seed)


def one(operation: str, body: Json) -> Json:
    known = CONTRACT[operation]
    return labelled(known, body, RUN, "a", CONTRACT.body_fields(known))


@pytest.mark.parametrize("operation", sorted(set(CREATING) - {"createLeads", "createClient", "startLeadScrape"}))
def test_whatever_is_drawn_carries_the_tag_where_a_text_of_it_can(operation: str) -> None:
    fields = CONTRACT.body_fields(CONTRACT[operation])
    remarks = {"description", "notes", "searchDescription"} & fields
    found = bodies(operation)
    assert found
    untagged = [
        body
        for body in found
        if LABEL not in json.dumps(body)
        and (any(body.get(each) is None or isinstance(body[each], str) for each in remarks) or has_title(body))
    ]
    assert untagged == []


def has_title(body: dict[str, Json]) -> bool:
    titles = ("searchName", "name", "companyName")
    return any(isinstance(body.get(each), str) and body[each] for each in titles)


def test_whatever_client_is_drawn_begins_with_the_tag_or_its_description_does() -> None:
    assert bodies("createClient")
    for body in bodies("createClient"):
        title = body.get("clientName")
        carrier = title if isinstance(title, str) and title else body["description"]
        assert carrier.startswith(LABEL), body


def test_whatever_leads_are_drawn_end_in_the_runs_domain_or_have_the_tag_in_their_notes() -> None:
    rows = [
        row
        for body in bodies("createLeads")
        for row in (body["leads"] if isinstance(body.get("leads"), list) else [body])
    ]
    checked = 0
    for row in (row for row in rows if isinstance(row, dict)):
        email, notes = row.get("email"), row.get("notes")
        if isinstance(email, str) and email:
            assert email.endswith(f"@{RUN.email_domain}"), row
            checked += 1
        elif notes is None or isinstance(notes, str):
            assert str(notes).startswith(LABEL), row
            checked += 1
    assert checked > 50


def test_a_client_keeps_what_was_drawn_behind_the_tag() -> None:
    assert one("createClient", {"clientName": "x", "companyURL": "u"}) == {
        "clientName": f"{LABEL} x",
        "companyURL": "u",
    }


def test_a_tag_is_not_put_twice() -> None:
    once = one("createClient", {"clientName": "x"})
    assert one("createClient", once) == once


@pytest.mark.parametrize("name", ["", None, 5, []])
def test_a_name_that_is_wrong_on_purpose_stays_and_the_description_carries_the_tag(name: Json) -> None:
    assert one("createClient", {"clientName": name}) == {"clientName": name, "description": LABEL}


def test_a_missing_name_stays_missing() -> None:
    assert one("createClient", {"description": "d"}) == {"description": f"{LABEL} d"}


def test_a_description_that_is_no_text_stays_beside_a_name() -> None:
    assert one("createClient", {"clientName": "x", "description": 5}) == {"clientName": f"{LABEL} x", "description": 5}


def test_an_update_of_a_client_keeps_the_tag_in_its_name() -> None:
    assert one("updateClient", {"id": "c", "clientName": "x"}) == {"id": "c", "clientName": f"{LABEL} x"}


def test_an_update_that_names_no_title_is_left_alone() -> None:
    assert one("updateClient", {"id": "c", "description": "d"}) == {"id": "c", "description": "d"}


@pytest.mark.parametrize("operation", ["createLeads", "updateLeads", "updateEnrichLead"])
def test_an_address_of_a_lead_ends_in_the_runs_domain(operation: str) -> None:
    assert one(operation, {"email": "ann@b.example"}) == {"email": f"ann@{RUN.email_domain}"}


@pytest.mark.parametrize("address", ["no-address", "@", "x" * 200, "a@b@c"])
def test_an_odd_address_does_too(address: str) -> None:
    email = one("createLeads", {"email": address})["email"]
    local, domain = email.split("@")
    assert domain == RUN.email_domain
    assert 1 <= len(local) <= 64


def test_an_address_of_the_run_stays() -> None:
    body = {"email": f"ann@{RUN.email_domain.upper()}"}
    assert one("createLeads", body) == body


@pytest.mark.parametrize("email", ["", None, 7])
def test_a_lead_without_an_address_has_the_tag_in_its_notes(email: Json) -> None:
    assert one("createLeads", {"email": email, "notes": "n"}) == {"email": email, "notes": f"{LABEL} n"}


def test_every_row_of_a_batch_is_labelled_and_what_is_no_row_stays() -> None:
    body = one("createLeads", {"leads": [{"email": "a@b.example"}, {}, 5, None]})
    assert body == {"leads": [{"email": f"a@{RUN.email_domain}"}, {"notes": LABEL}, 5, None]}


def test_an_update_of_a_lead_without_an_address_is_left_alone() -> None:
    assert one("updateLeads", {"id": "l", "notes": "n"}) == {"id": "l", "notes": "n"}


@pytest.mark.parametrize("operation", ["processSdr", "deleteLeads", "submitTask", "validateEmail", "login"])
def test_what_creates_nothing_is_left_alone(operation: str) -> None:
    body = {"name": "x", "email": "a@b.example", "description": "d"}
    assert one(operation, body) == body


@pytest.mark.parametrize("body", [None, 5, "text", [], [{"clientName": "x"}]])
def test_a_body_that_is_no_object_is_left_alone(body: Json) -> None:
    assert one("createClient", body) == body


def test_no_field_is_added_that_the_operation_does_not_document() -> None:
    for operation in CREATING:
        assert set(one(operation, {})) <= CONTRACT.body_fields(CONTRACT[operation])


def test_a_text_that_is_json_after_all_is_labelled() -> None:
    text = labelled_text(CONTRACT["createClient"], '{"clientName": "x"}', RUN, "a", ())
    assert json.loads(text) == {"clientName": f"{LABEL} x"}


@pytest.mark.parametrize("text", ["", "x", "{", "5", '"x"', '[{"clientName":   "x"}]'])
def test_another_text_is_left_as_it_was(text: str) -> None:
    assert labelled_text(CONTRACT["createClient"], text, RUN, "a", ()) == text


def test_another_tenants_rows_carry_that_tenants_canary() -> None:
    body = labelled(CONTRACT["createClient"], {"clientName": "x"}, RUN, "b", ())
    assert body == {"clientName": f"{RUN.canary('b')} x"}
