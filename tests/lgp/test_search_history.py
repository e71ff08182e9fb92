"""Searches, recorded and followed."""

from typing import get_args

import pytest

from conformance import contract
from conformance.lgp import documented
from conformance.lgp.verbs import search_history
from conformance.profile import Profile
from tests.lgp.belongings import ESCAPE, client, fresh
from tests.lgp.typed import Lgp


def test_a_search_that_was_recorded_is_listed(lgp: Lgp) -> None:
    made = lgp.done("search-history create --json --name", fresh("Tech")).json
    assert made in lgp.done("search-history list --json").json


def test_the_verb_alone_lists(lgp: Lgp) -> None:
    made = lgp.done("search-history create --json --name", fresh("Tech")).json
    assert made in lgp.done("search-history --json").json


def test_flags_of_the_list_stand_behind_the_verb_alone(lgp: Lgp) -> None:
    lgp.done("search-history create --name Tech --category prospecting")
    found = lgp.done("search-history --category prospecting --json").json
    assert {each["category"] for each in found} == {"prospecting"}


def test_all_that_is_given_of_a_search_is_kept(lgp: Lgp) -> None:
    known = client(lgp)
    line = (
        "search-history create --json --name Tech --desc SaaS --icp icp-456 --icp-name Enterprise --client-name Acme"
        """ --apify-actor actor-789 --category prospecting --tag enterprise --tag saas"""
        """ --criteria '{"industry": "IT"}' --filters '{"companySize": "50-200"}'"""
        f" --client {known['id']}"
    )
    made = lgp.done(line).json
    sent = {
        "searchName": "Tech",
        "searchDescription": "SaaS",
        "searchCriteria": {"industry": "IT"},
        "searchFilters": {"companySize": "50-200"},
        "client_id": known["client_id"],
        "clientName": "Acme",
        "icpId": "icp-456",
        "icpName": "Enterprise",
        "apifyActorId": "actor-789",
        "category": "prospecting",
        "tags": ["enterprise", "saas"],
    }
    assert {name: made.get(name) for name in sent} == sent


def test_a_search_goes_on(lgp: Lgp) -> None:
    made = lgp.done("search-history create --json --name", fresh("Tech")).json
    lgp.done(f"search-history update {made['id']} --status completed --found 50 --saved 48")
    kept = next(each for each in lgp.done("search-history --json").json if each["id"] == made["id"])
    assert (kept["status"], kept["totalLeadsFound"], kept["totalLeadsSaved"]) == ("completed", 50, 48)


def test_a_list_holds_the_searches_of_one_status(lgp: Lgp) -> None:
    made = lgp.done("search-history create --json --name", fresh("Tech")).json
    lgp.done(f"search-history update {made['id']} --status failed")
    assert {each["status"] for each in lgp.done("search-history list --status failed --json").json} == {"failed"}


@pytest.mark.parametrize("key", ["client_id", "id"])
def test_a_list_holds_the_searches_of_one_client(lgp: Lgp, key: str) -> None:
    known = client(lgp)
    made = lgp.done(f"search-history create --name Tech --client {known['client_id']} --json").json
    assert lgp.done(f"search-history list --client {known[key]} --json").json == [made]


def test_the_searches_of_a_client_that_is_gone_can_still_be_listed(lgp: Lgp) -> None:
    known = client(lgp)
    made = lgp.done(f"search-history create --name Tech --client {known['client_id']} --json").json
    lgp.done(f"clients delete {known['id']} --yes")
    listed = lgp.done(f"search-history list --client {known['client_id']} --json")
    assert listed.json == [made]
    assert f"there is no client {known['client_id']} now" in listed.err


def test_who_may_not_look_clients_up_is_told_nothing_of_the_client(stranger: Lgp, known: Profile) -> None:
    ended = stranger(f"--base-url {known.base_url} search-history list --client x")
    told = f"lgp: GET /clients needs a login. Log in with `lgp --base-url {known.base_url} auth --email YOU`\n"
    assert (ended.code, ended.err) == (2, told)


def test_one_search_is_shown(lgp: Lgp) -> None:
    made = lgp.done("search-history create --json --name", fresh("Tech")).json
    lgp.done("search-history create --name Later")
    assert lgp.done(f"search-history get {made['id']} --json").json == made


def test_people_read_the_fields_of_a_search(lgp: Lgp) -> None:
    made = lgp.done("search-history create --json --name Tech").json
    lines = lgp.done(f"search-history get {made['id']}").out.splitlines()
    assert [line.split(maxsplit=1) for line in lines[:2]] == [["searchName", "Tech"], ["id", made["id"]]]


def test_a_search_that_is_not_in_the_list_is_told(lgp: Lgp) -> None:
    ended = lgp("search-history get nothing")
    told = "lgp: there is no search nothing. `lgp search-history list` shows yours\n"
    assert (ended.code, ended.out, ended.err) == (1, "", told)


def test_an_update_of_nothing_is_refused(lgp: Lgp) -> None:
    ended = lgp("search-history update some-id")
    assert (ended.code, ended.err) == (2, "lgp: nothing is given to update. Add --status, --found or --saved\n")


def test_an_unknown_search_is_told(lgp: Lgp) -> None:
    ended = lgp("search-history update nothing --status failed")
    assert (ended.code, "was answered 404, not_found" in ended.err) == (1, True)


@pytest.mark.parametrize(("text", "why"), [("{", "is no JSON: "), ("[]", "is no JSON object")])
def test_criteria_are_a_json_object(lgp: Lgp, text: str, why: str) -> None:
    ended = lgp("search-history create --name Tech --criteria", text)
    assert (ended.code, f"--criteria {why}" in ended.err) == (2, True)


def test_an_unknown_status_is_refused_before_it_is_sent(stranger: Lgp) -> None:
    assert stranger("search-history list --status done").code == 2


def test_the_statuses_are_those_of_the_reference() -> None:
    known = documented.choices(contract.load(), "updateSearchHistory", "status")
    assert list(get_args(search_history.Status)) == known


def test_a_name_cannot_steer_the_terminal(lgp: Lgp) -> None:
    lgp.done("search-history create --name", fresh(ESCAPE))
    told = lgp.done("search-history").out
    assert ("\x1b" in told, r"\x1b[31mred" in told) == (False, True)
