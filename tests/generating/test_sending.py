"""From a draft to a call: names are filled, rows labelled, and the actor's credential goes along."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance import contract
from conformance.call import Call
from conformance.exchange import ABSENT
from conformance.generating.draft import Draft
from conformance.generating.names import FRESH, OWN, name
from conformance.generating.sending import call_of
from tests.engine.building import RUN, Rig, answer

CONTRACT = contract.load()
LOGIN = answer(200, {"success": True, "tokens": {"accessToken": "access-token-1", "expiresIn": 3600}})


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    made = Rig(tmp_path, LOGIN)
    yield made
    made.close()


def supply(which: str, what: str) -> str:
    return f"{which}-{what}"


def call(rig: Rig, draft: Draft) -> Call:
    return call_of(draft, CONTRACT, rig.actor("owner_a"), RUN, supply, "valid")


def sent(rig: Rig, **facts: object) -> Call:
    return call(rig, Draft("createClient", media="application/json", **facts))  # type: ignore[arg-type]  # by name


def test_the_actors_credential_goes_along(rig: Rig) -> None:
    assert ("Authorization", "Bearer access-token-1") in call(rig, Draft("listClients")).headers


def test_an_open_operation_takes_no_credential_and_nobody_pays(rig: Rig) -> None:
    made = call(rig, Draft("login", body={}, media="application/json"))
    assert (made.headers, made.payers) == ((("Content-Type", "application/json"),), ())


def test_the_call_says_what_generated_it(rig: Rig) -> None:
    made = call(rig, Draft("listClients", valid=False))
    assert (made.purpose, made.phase, made.valid) == ("generated", "valid", False)


def test_names_in_path_query_and_body_get_their_values(rig: Rig) -> None:
    draft = Draft(
        "updateEnrichLead", (("id", name(OWN, "lead")),), (("a", name(OWN, "user")),), {"title": name(FRESH, "x")}
    )
    made = call(rig, draft)
    assert (made.path, made.query, made.json) == (
        "/enrich-leads/own-lead",
        (("a", "own-user"),),
        {"title": "fresh-x"},
    )


def test_the_body_is_labelled_and_means_what_it_says(rig: Rig) -> None:
    made = sent(rig, body={"clientName": "x"})
    assert made.json == {"clientName": f"{RUN.canary('a')} x"}
    assert json.loads(made.body) == made.json


def test_no_body_is_no_bytes_and_no_content_type(rig: Rig) -> None:
    made = call(rig, Draft("createClient"))
    assert (made.body, made.json) == (b"", ABSENT)
    assert "Content-Type" not in dict(made.headers)


def test_null_is_a_body(rig: Rig) -> None:
    assert (sent(rig, body=None).body, sent(rig, body=None).json) == (b"null", None)


def test_a_text_is_sent_as_it_was_drawn_under_its_content_type(rig: Rig) -> None:
    made = call(rig, Draft("createClient", raw="{\xff", media="text/xml"))
    assert (made.body, made.json) == (b"{\xff", ABSENT)
    assert ("Content-Type", "text/xml") in made.headers


def test_a_text_that_is_json_after_all_is_labelled_and_means_that(rig: Rig) -> None:
    made = call(rig, Draft("createClient", raw='{"clientName": "x"}', media="text/plain"))
    assert made.json == {"clientName": f"{RUN.canary('a')} x"}
