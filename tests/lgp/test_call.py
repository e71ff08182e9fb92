"""Requests by hand."""

import json
from pathlib import Path

import pytest

from conformance.lgp import documented
from conformance.profile import Profile
from tests.lgp.typed import Lgp


def test_a_path_is_taken_with_and_without_api(lgp: Lgp) -> None:
    one, other = (lgp.done(f"call GET {path}").json for path in ("/clients", "/api/clients"))
    assert one == other
    assert one["success"] is True


def test_a_query_is_sent_as_it_is_typed(lgp: Lgp) -> None:
    assert lgp.done("call GET '/find-lead?email=no body+at%40all@x.example'").json["leads"] == []


@pytest.mark.parametrize("place", ["words", "a file", "standard input"])
def test_a_body_comes_from_words_a_file_or_standard_input(lgp: Lgp, place: str) -> None:
    body = '{"clientName": "Made by hand"}'
    (lgp.home / "body.json").write_text(body)
    data = {"words": body, "a file": "@body.json", "standard input": "-"}[place]
    made = lgp.done("call POST /clients --data", data, typed=body).json["client"]
    lgp.done(f"call DELETE /clients?id={made['id']} --yes")
    assert made["clientName"] == "Made by hand"


def test_a_refusal_is_printed_and_ends_with_one(lgp: Lgp) -> None:
    ended = lgp("call GET /leads")
    assert (ended.code, ended.json["errorType"]) == (1, "missing_required_field")
    assert ended.err.startswith("lgp: GET ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("BREW /clients", "there is no method BREW"),
        ("GET https://elsewhere.example/api/clients", "PATH is under /api"),
        ("GET //[x", "PATH cannot be read"),
        ("POST /clients --data 123456789012345678901234567890", "--data is no JSON"),
        ("POST /clients --data NaN", "--data is no JSON: it has no NaN"),
        ("POST /clients --data [-Infinity]", "--data is no JSON: it has no -Infinity"),
        ("POST /clients --data [1e999]", "--data is no JSON: 1e999 is too large"),
        ("POST /clients --data {", "--data is no JSON"),
        ("POST /clients --data @missing.json", "--data @missing.json cannot be read"),
    ],
)
def test_what_cannot_be_sent_is_told(lgp: Lgp, words: str, told: str) -> None:
    ended = lgp(f"call {words}")
    assert (ended.code, told in ended.err) == (2, True)


def test_secrets_of_an_answer_are_named_and_not_shown_which_is_told(lgp: Lgp, known: Profile) -> None:
    person = known.actors["owner_a"]
    body = json.dumps({"username": person.username, "password": person.secret("password")})
    ended = lgp.done("call POST /auth --data -", typed=body)
    assert ended.json["tokens"]["accessToken"].startswith("<secret:")
    assert ended.err == "secrets of the answer are not shown: --show-secrets prints them\n"


def test_a_key_that_nobody_would_see_is_not_made(lgp: Lgp) -> None:
    ended = lgp("call POST /agent-api-keys --data", '{"name": "by hand", "description": "x"}')
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "lgp: POST /agent-api-keys shows the key that it makes this once. "
        "Add --show-secrets, or make one with `lgp generate-key`\n"
    )


def test_secrets_of_an_answer_are_shown_where_that_is_asked_for(lgp: Lgp) -> None:
    ended = lgp.done("call POST /agent-api-keys --show-secrets --data", '{"name": "by hand", "description": "x"}')
    assert ended.json["apiKey"].startswith("lgp_")


def test_what_is_not_documented_is_sent_all_the_same(lgp: Lgp) -> None:
    ended = lgp("call GET /nowhere")
    assert (ended.code, ended.json["errorType"]) == (1, "not_found")


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/client", "near it are /clients; "),
        ("/api/setting/url?a=b", "near it are /settings/url, /settings/sdr-ai, /settings/agent; "),
        ("/enrich", "near it are /enrich-leads/{id}, /enrich-leads/list, /enrichment/trigger; "),
        ("/xyz", ""),
    ],
)
def test_paths_near_one_that_the_api_does_not_have_are_told(lgp: Lgp, path: str, near: str) -> None:
    under = path.removeprefix("/api").split("?")[0]
    told = f". The API has no path {under}: {near}{documented.DOCUMENT} has all 35\n"
    ended = lgp(f"call GET {path}")
    assert (ended.code, ended.err.endswith(told)) == (1, True), ended.err


def test_the_methods_of_a_path_are_told_where_another_is_sent(lgp: Lgp) -> None:
    ended = lgp("call PUT /email-verify")
    assert (ended.code, ended.err.endswith(". The API takes POST there\n")) == (1, True), ended.err


def test_a_method_that_two_paths_take_is_told_once(lgp: Lgp) -> None:
    ended = lgp("call POST /enrich-leads/list")
    assert (ended.code, ended.err.endswith(". The API takes GET and PUT there\n")) == (1, True), ended.err


@pytest.mark.parametrize("prefix", ["", "/api"])
def test_a_path_that_stands_in_the_contract_whole_is_no_record_of_another(
    lgp: Lgp, known: Profile, prefix: str
) -> None:
    company = lgp.done("whoami --json").json["company_id"]
    file = lgp.home / ".leadgenius_auth.json"
    key = known.actors["owner_a"].secret("api_key")
    file.write_text(json.dumps(json.loads(file.read_text()) | {"api_key": key}))
    told = lgp.done(f"call GET '{prefix}/enrich-leads/list?companyId={company}'").json
    assert isinstance(told["leads"], list)


def test_a_record_that_is_not_there_is_no_path_that_is_none(lgp: Lgp) -> None:
    ended = lgp("call GET /enrich-leads/nobody")
    assert (ended.code, "See that the id is right" in ended.err) == (1, True), ended.err


def test_a_profiles_actor_calls_by_the_profile(stranger: Lgp, target: Path, known: Profile) -> None:
    shown = stranger.done(f"--profile {target} --actor owner_b call GET /company").json["company"]
    assert shown["owner"] == known.actors["owner_b"].user_id


@pytest.mark.parametrize("words", ["DELETE /clients?id=none", "POST /leads/process/enrich --data {}"])
def test_what_deletes_or_costs_is_sent_only_after_a_yes(lgp: Lgp, words: str) -> None:
    ended = lgp(f"call {words}")
    assert (ended.code, ended.out, "nobody is there to confirm" in ended.err) == (4, "", True)
