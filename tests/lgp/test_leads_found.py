"""Leads listed and found, of one client and over all of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conformance import launcher
from conformance.exchange import Exchange
from conformance.lgp.finding import Wanted
from conformance.lgp.progress import Progress
from conformance.lgp.session import Session
from tests.lgp.typed import Lgp

Client = dict[str, Any]


@pytest.fixture(scope="module")
def other_forms() -> Iterator[Path]:
    """The profile of a sandbox that gives one found lead alone, and 404 where there is none."""
    flags = ["--rate", "standard=10000", "--variant", "find-lead-gives-one"]
    with launcher.sandbox([*launcher.arguments_of_a_run(seed=3), *flags]) as file:
        yield file


@pytest.fixture
def hugo(lgp: Lgp, client: Client) -> dict[str, Any]:
    """A lead."""
    return _made(lgp, client, "Hugo", "Sánchez", "hugo@penarol.example", "--title Striker --company Peñarol")


def _made(lgp: Lgp, client: Client, first: str, last: str, email: str, more: str = "") -> dict[str, Any]:
    line = f"leads create --client {client['id']} --first-name {first} --last-name {last} --email {email} {more} --json"
    made: dict[str, Any] = lgp.done(line).json
    return made


def _ids(lgp: Lgp, line: str) -> list[str]:
    return [row["id"] for row in lgp.done(f"{line} --json").json]


def test_a_list_is_a_table_that_names_people_before_ids(lgp: Lgp, client: Client, hugo: dict[str, Any]) -> None:
    header, row = lgp.done(f"leads list --client {client['id']}").out.splitlines()
    assert header.split() == ["firstName", "lastName", "id", "email", "companyName", "title", "client_id"]
    assert row.split() == [
        "Hugo",
        "Sánchez",
        hugo["id"],
        "hugo@penarol.example",
        "Peñarol",
        "Striker",
        client["client_id"],
    ]


def test_without_a_client_the_leads_of_all_are_listed(lgp: Lgp, hugo: dict[str, Any]) -> None:
    clients = [row["client_id"] for row in lgp.done("clients list --json").json]
    listed = lgp.done("leads list --json").json
    each = [row["id"] for client in clients for row in lgp.done(f"leads list --client {client} --json").json]
    assert hugo["id"] in each
    assert [row["id"] for row in listed] == each


def test_a_limit_bounds_the_rows_in_all(lgp: Lgp) -> None:
    everything = _ids(lgp, "leads list")
    most = len(everything) - 1
    assert _ids(lgp, f"leads list --limit {most}") == everything[:most]


def test_all_pages_are_listed(lgp: Lgp, client: Client) -> None:
    rows = "".join(f"Ada,Number {number}\n" for number in range(1001))
    lgp.done(f"leads import - --client {client['id']}", typed=f"firstName,lastName\n{rows}")
    assert len(set(_ids(lgp, f"leads list --client {client['id']}"))) == 1001
    assert len(_ids(lgp, f"leads list --client {client['id']} --limit 1001")) == 1001


def test_no_limit_below_one_is_taken(lgp: Lgp) -> None:
    assert lgp("leads list --limit 0").code == 2


def test_a_lead_is_found_by_its_full_name_as_the_reference_writes_it(lgp: Lgp, hugo: dict[str, Any]) -> None:
    assert hugo["id"] in _ids(lgp, 'leads find --full-name "Hugo Sanchez"')


@pytest.mark.parametrize(
    "words",
    [
        "--email hugo@penarol.example",
        "--email hugo@penarol.example --full-name sánchez",
        "--title STRIKE --company peña",
        "--full-name 'HUGO  SAN'",
    ],
)
def test_a_lead_is_found_by_what_is_known_of_it(lgp: Lgp, client: Client, hugo: dict[str, Any], words: str) -> None:
    assert _ids(lgp, f"leads find {words} --client {client['client_id']}") == [hugo["id"]]


def test_a_lead_is_found_by_its_linkedin_url(lgp: Lgp, client: Client) -> None:
    url = f"https://linkedin.example/in/{client['id']}"
    made = _made(lgp, client, "Ada", "Lovelace", "ada@engines.example", f"--linkedin-url {url}")
    assert _ids(lgp, f"leads find --linkedin-url {url}") == [made["id"]]


@pytest.mark.parametrize(
    "words",
    [
        "--email nobody@penarol.example",
        "--email hugo@penarol",
        "--email hugo@penarol.example --full-name Maradona",
        "--full-name Hugo --title Keeper",
    ],
)
def test_what_does_not_fit_in_all_is_not_found(lgp: Lgp, client: Client, hugo: dict[str, Any], words: str) -> None:
    assert hugo["client_id"] == client["client_id"]
    assert lgp.done(f"leads find {words} --client {client['id']}").out == "no such lead\n"


def test_a_search_in_one_client_finds_no_lead_of_another(lgp: Lgp, client: Client, hugo: dict[str, Any]) -> None:
    other = lgp.done("clients create --name Other --json").json
    try:
        found = [_ids(lgp, f"leads find {how} --client {other['id']}") for how in ("--full-name Hugo", "--email x@y.z")]
    finally:
        lgp.done(f"clients delete {other['id']} --yes")
    assert (hugo["client_id"], found) == (client["client_id"], [[], []])


@pytest.mark.parametrize("whole", ["address", "URL"])
def test_the_help_says_that_an_email_and_a_url_are_found_whole(stranger: Lgp, whole: str) -> None:
    told = " ".join(stranger.done("leads find --help").out.split())
    assert f"The whole {whole}: the service finds no part of one." in told


@pytest.mark.parametrize("words", ["--full-name twin", "--email twin@penarol.example"])
def test_a_limit_bounds_what_is_found(lgp: Lgp, client: Client, words: str) -> None:
    other = lgp.done("clients create --name Other --json").json
    try:
        for owner in (client, other):
            _made(lgp, owner, "Twin", "One", "twin@penarol.example")
        everything = _ids(lgp, f"leads find {words}")
        assert len(everything) == 2
        assert _ids(lgp, f"leads find {words} --limit 1") == everything[:1]
    finally:
        lgp.done(f"clients delete {other['id']} --purge --yes")


def test_no_page_is_read_beyond_what_was_asked_for(
    lgp: Lgp, client: Client, hugo: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = Session.ask

    def noted(session: Session, operation: str, **more: Any) -> Exchange:
        asked.append(operation)
        return ask(session, operation, **more)

    monkeypatch.setattr(Session, "ask", noted)
    lgp.done("leads find --full-name a --limit 1")
    assert (hugo["client_id"], asked.count("listLeads")) == (client["client_id"], 1)


def test_a_search_for_nothing_is_told(lgp: Lgp) -> None:
    ended = lgp("leads find")
    told = "lgp: nothing says which leads to find. Add --full-name, --email, --linkedin-url or another\n"
    assert (ended.code, ended.err) == (2, told)


def test_a_service_may_give_one_lead_alone_or_404(stranger: Lgp, other_forms: Path) -> None:
    lgp = f"--profile {other_forms}"
    known = stranger.done(f"{lgp} leads list --limit 1 --json").json
    assert stranger.done(f"{lgp} leads find --email {known[0]['email']} --json").json == known
    assert stranger.done(f"{lgp} leads find --email nobody@x.example --json").json == []


@pytest.mark.parametrize(
    ("lead", "fits"),
    [
        ({"firstName": "Hugo", "lastName": "Sanchez"}, True),
        ({"firstName": "hugo", "lastName": "SÁNCHEZ  Márquez"}, True),
        ({"fullName": "Don Hugo Sanchez", "firstName": "H.", "lastName": "S."}, True),
        ({"firstName": "Hugo"}, False),
        ({"firstName": "Sanchez", "lastName": "Hugo"}, False),
        ({"firstName": 1, "lastName": None, "fullName": ["Hugo Sanchez"]}, False),
        ({}, False),
    ],
)
def test_a_full_name_is_one_text_or_first_and_last(lead: dict[str, Any], fits: bool) -> None:
    assert Wanted(full_name="Hugo Sanchez").fits(lead) is fits


def test_progress_is_told_now_and_then() -> None:
    told: list[str] = []
    times = iter([0.0, 1.0, 2.0, 2.0, 3.0, 4.5, 4.5])
    progress = Progress(told.append, every=2.0, clock=lambda: next(times))
    for text in ("too early", "first", "just told", "second"):
        progress.at(text)
    assert told == ["first", "second"]
