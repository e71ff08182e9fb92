"""Leads by hand, one or a few at a time."""

import json
import shlex
import uuid
from typing import Any

import pytest

from conformance import _layout, contract
from conformance.lgp import documented
from conformance.profile import Profile
from tests.cli.servers import Answer, answering
from tests.lgp.exports import by_key
from tests.lgp.typed import Lgp

Client = dict[str, Any]

DOCUMENT = _layout.REFERENCES / "openapi.json"


def _made(lgp: Lgp, client: Client, words: str = "--first-name Ada --last-name Lovelace", *more: str) -> dict[str, Any]:
    made: dict[str, Any] = lgp.done(f"leads create --client {client['client_id']} --json {words}", *more).json
    return made


def test_a_lead_is_made_with_all_that_is_named(lgp: Lgp, client: Client) -> None:
    words = (
        "--first-name Ada --last-name Lovelace --email ada@engines.example --company Engines --domain engines.example "
        "--title Countess --linkedin-url https://linkedin.example/in/ada --notes 'Met in London' --set city=London"
    )
    made = _made(lgp, client, words)
    assert {name: made[name] for name in made.keys() - {"owner", "company_id", "createdAt", "updatedAt", "id"}} == {
        "client_id": client["client_id"],
        "firstName": "Ada",
        "lastName": "Lovelace",
        "email": "ada@engines.example",
        "companyName": "Engines",
        "companyDomain": "engines.example",
        "title": "Countess",
        "linkedinUrl": "https://linkedin.example/in/ada",
        "notes": "Met in London",
        "city": "London",
    }


def test_a_lead_goes_to_a_client_named_by_its_record(lgp: Lgp, client: Client) -> None:
    made = lgp.done(f"leads create --client {client['id']} --first-name A --last-name B --json").json
    assert lgp.done(f"leads list --client {client['client_id']} --json").json == [made]


def test_a_lead_is_shown_to_people_a_line_a_field(lgp: Lgp, client: Client) -> None:
    made = _made(lgp, client)
    assert lgp.done(f"leads get {made['id']}").out.splitlines()[:3] == [
        "firstName   Ada",
        "lastName    Lovelace",
        f"id          {made['id']}",
    ]


def test_an_empty_text_of_a_new_lead_is_not_sent(lgp: Lgp, client: Client) -> None:
    assert _made(lgp, client, "--first-name A --last-name B --title ''").get("title") is None


def test_a_field_is_set_in_any_spelling(lgp: Lgp, client: Client) -> None:
    made = _made(lgp, client, "--first-name A --last-name B --set phone_number=12 --set AI-lead-score=a=b")
    assert (made["phoneNumber"], made["aiLeadScore"]) == ("12", "a=b")


def test_the_document_that_has_all_fields_lies_where_it_is_said_to() -> None:
    assert "LeadDetails" in json.loads(DOCUMENT.read_text(encoding="utf-8"))["components"]["schemas"]


@pytest.mark.parametrize("verb", ["create --client nobody", "update nobody"])
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "--set phone=1",
            "--set: a lead has no field 'phone' (near: phoneNumber). "
            f"{DOCUMENT} has all fields of a lead, under LeadDetails",
        ),
        (
            "--set shoe=1",
            f"--set: a lead has no field 'shoe'. {DOCUMENT} has all fields of a lead, under LeadDetails",
        ),
        (
            "--set client_id=x",
            f"--set: a lead has no field 'client_id'. {DOCUMENT} has all fields of a lead, under LeadDetails",
        ),
        ("--set title", "--set title sets nothing. Write it as --set FIELD=VALUE"),
        ("--title One --set title=Two", "title is given twice. Give it once"),
        ("--set city=Rome --set City=Oslo", "city is given twice. Give it once"),
    ],
)
def test_fields_that_cannot_be_sent_are_told(lgp: Lgp, verb: str, words: str, told: str) -> None:
    ended = lgp(f"leads {verb} {words}")
    assert (ended.code, ended.out, ended.err) == (2, "", f"lgp: {told}\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("create --client nobody --first-name A", "a lead needs a lastName. Add --first-name and --last-name"),
        ("create --client nobody", "a lead needs a firstName and a lastName. Add --first-name and --last-name"),
        (
            "create --client nobody --first-name '' --last-name B",
            "a lead needs a firstName. Add --first-name and --last-name",
        ),
        ("update nobody --first-name ''", "a lead needs a firstName. Leave it out to keep it"),
        ("update nobody", "nothing is to be changed. Add a field, such as --title"),
        ("update nobody --last-name ' '", "a lead needs a lastName. Leave it out to keep it"),
        ("delete a '' --yes", "one of the ids is empty. Give ids that `lgp leads list` shows"),
        ("enrich --ids '' --yes", "one of the ids is empty. Give ids that `lgp leads list` shows"),
        ("get ''", "no lead is named. Give its id, which `lgp leads list` shows"),
    ],
)
def test_what_cannot_be_done_is_told(lgp: Lgp, words: str, told: str) -> None:
    ended = lgp(f"leads {words}")
    assert (ended.code, ended.out, ended.err) == (2, "", f"lgp: {told}\n")


@pytest.mark.parametrize(
    "words",
    ["create --first-name A --last-name B", "list", "find --title CTO", "find --email a@x.example"],
)
def test_a_client_that_is_not_there_is_told(lgp: Lgp, words: str) -> None:
    ended = lgp(f"leads {words} --client nobody")
    told = "lgp: there is no client nobody. `lgp clients list` shows them all\n"
    assert (ended.code, ended.out, ended.err) == (1, "", told)


@pytest.mark.parametrize("words", ["get {}", "update {} --title CTO", "enrich --ids {} --yes"])
def test_a_lead_that_is_not_there_ends_with_one(lgp: Lgp, words: str) -> None:
    ended = lgp(f"leads {words.format(uuid.uuid4())}")
    assert (ended.code, ended.out) == (1, "")
    assert "was answered 404, not_found" in ended.err


def test_a_second_lead_of_an_email_is_refused(lgp: Lgp, client: Client) -> None:
    words = "--first-name A --last-name B --email twice@x.example"
    _made(lgp, client, words)
    ended = lgp(f"leads create --client {client['id']} {words}")
    assert ended.code == 1
    assert "was answered 409, already_exists" in ended.err


def test_a_lead_is_changed_where_it_is_named_alone(lgp: Lgp, client: Client) -> None:
    made = _made(lgp, client, "--first-name Ada --last-name Byron --title Miss")
    lgp.done(f"leads update {made['id']} --last-name Lovelace --set status=qualified")
    changed = lgp.done(f"leads get {made['id']} --json").json
    told = (changed["firstName"], changed["lastName"], changed["title"], changed["status"])
    assert told == ("Ada", "Lovelace", "Miss", "qualified")


def test_an_empty_text_clears_a_field(lgp: Lgp, client: Client) -> None:
    made = _made(lgp, client, "--first-name Ada --last-name Byron --title Miss")
    lgp.done(f"leads update {made['id']} --title ''")
    assert not lgp.done(f"leads get {made['id']} --json").json.get("title")


def test_leads_are_deleted_only_after_a_yes(lgp: Lgp, client: Client) -> None:
    ids = [_made(lgp, client)["id"] for _ in range(2)]
    declined = lgp("leads delete", *ids, typed="n\n", terminal=True)
    assert (declined.code, "Delete 2 leads?" in declined.err) == (4, True)
    assert len(lgp.done(f"leads list --client {client['id']} --json").json) == 2
    assert "deleted 2 of 2 leads" in lgp.done("leads delete", *ids, typed="y\n", terminal=True).out
    assert lgp.done(f"leads list --client {client['id']} --json").json == []


def test_one_lead_is_deleted_without_a_question_where_yes_is_said(lgp: Lgp, client: Client) -> None:
    made = _made(lgp, client)
    assert lgp.done(f"leads delete {made['id']} --yes --json").json == {"deleted": 1, "skipped": []}
    assert lgp.done(f"leads list --client {client['id']}").out == "no leads\n"


def test_one_lead_that_was_not_there_is_named(lgp: Lgp) -> None:
    ended = lgp("leads delete missing_1 --yes")
    assert (ended.code, ended.out) == (1, "deleted 0 of 1 lead\n")
    assert ended.err == "lgp: 1 of 1 lead was not deleted: missing_1. See that the ids are right\n"


def test_one_lead_is_deleted_only_where_the_answer_says_so(
    stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_key(monkeypatch, known)
    with answering(Answer(200, b'{"success": true, "deleted": 0, "skipped": []}')) as server:
        ended = stranger(f"--base-url {server.origin} leads delete lead-1 --yes --json")
    assert (ended.code, ended.json) == (1, {"deleted": 0, "skipped": []})


def test_leads_that_were_not_there_are_named(lgp: Lgp, client: Client) -> None:
    made = _made(lgp, client)
    ended = lgp(f"leads delete {made['id']} missing_1 missing_2 {made['id']} --yes")
    assert (ended.code, ended.out) == (1, "deleted 1 of 3 leads\n")
    assert ended.err == "lgp: 2 of 3 leads were not deleted: missing_1, missing_2. See that the ids are right\n"


def test_many_leads_are_deleted_in_batches(lgp: Lgp, client: Client) -> None:
    rows = "".join(f"Ada,Number {number}\n" for number in range(502))
    lgp.done(f"leads import - --client {client['id']}", typed=f"firstName,lastName\n{rows}")
    ids = [row["id"] for row in lgp.done(f"leads list --client {client['id']} --json").json]
    ended = lgp.done("leads delete --yes", *ids)
    assert (ended.out, ended.err) == ("deleted 502 of 502 leads\n", "500 of 502 leads\n502 of 502 leads\n")


def test_enrichment_takes_ids_as_the_reference_writes_them(lgp: Lgp, client: Client) -> None:
    one, other = (_made(lgp, client)["id"] for _ in range(2))
    job = lgp.done(f"leads enrich --ids {one} {other} --yes --json").json["jobId"]
    told = lgp.done(f"call GET '/trigger-task-status?runId={job}'").json
    assert (told["success"], told["runId"]) == (True, job)


def test_enrichment_takes_plain_ids_as_a_removal_does(lgp: Lgp) -> None:
    ended = lgp("leads enrich one two")
    told = "lgp: nobody is there to confirm: enrich 2 leads, which is billed. Add --yes\n"
    assert (ended.code, ended.err) == (4, told)


def test_an_enrichment_of_no_lead_is_refused(stranger: Lgp) -> None:
    ended = stranger("leads enrich")
    assert (ended.code, ended.err) == (2, "lgp: no lead is named. Give ids that `lgp leads list` shows\n")


def test_enrichment_of_leads_that_nobody_has_is_refused(lgp: Lgp) -> None:
    assert lgp("--yes leads enrich --ids lead_1 lead_2").code == 1


def test_the_type_of_an_enrichment_stands_in_the_question(lgp: Lgp) -> None:
    ended = lgp("leads enrich --ids one two --type technografic")
    told = "lgp: nobody is there to confirm: enrich 2 leads by technografic, which is billed. Add --yes\n"
    assert (ended.code, ended.err) == (4, told)


def test_the_help_names_the_type_that_is_documented(stranger: Lgp) -> None:
    known = documented.fields(contract.load(), "triggerEnrichment")["enrichmentType"]
    assert ("enum" in known, known["default"] in stranger.done("leads enrich --help").out) == (False, True)


def test_an_empty_type_of_enrichment_is_refused(stranger: Lgp) -> None:
    ended = stranger("leads enrich --ids one --type ''")
    assert (ended.code, ended.err) == (2, "lgp: --type is empty. Leave it out for technographic\n")


def test_enrichment_asks_since_it_is_billed(lgp: Lgp, client: Client) -> None:
    made = _made(lgp, client)
    assert lgp(f"leads enrich --ids {made['id']}").code == 4
    asked = lgp.done(f"leads enrich --ids {made['id']} --type technographic", typed="y\n", terminal=True)
    assert "Enrich 1 lead by technographic, which is billed?" in asked.err
    job = asked.out.split()[-1]
    assert asked.err.endswith(f"`lgp tasks wait {job}` waits for its end\n")


def test_a_hostile_title_steers_no_terminal(lgp: Lgp, client: Client) -> None:
    made = _made(lgp, client, "--first-name A --last-name B --title", "\x1b[31mRed\u202e")
    shown = lgp.done(f"leads list --client {client['id']}").out + lgp.done(f"leads get {made['id']}").out
    assert shown.count("\\x1b[31mRed\\u202e") == 2
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_key_opens_leads_without_a_login(
    stranger: Lgp, lgp: Lgp, client: Client, monkeypatch: pytest.MonkeyPatch, known: Any
) -> None:
    made = _made(lgp, client)
    person = known.actors["owner_a"]
    (stranger.home / ".leadgenius_auth.json").unlink()
    monkeypatch.setenv("LGP_API_KEY", person.secret("api_key"))
    monkeypatch.setenv("LGP_USER_ID", person.user_id)
    monkeypatch.setenv("LGP_BASE_URL", known.base_url)
    assert stranger.done(f"leads list --client {shlex.quote(client['client_id'])} --json").json == [made]
