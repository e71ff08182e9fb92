"""Clients by hand."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conformance import launcher
from conformance.errors import HarnessError, Unreachable
from conformance.exchange import Exchange
from conformance.lgp.refusals import ApiRefused
from conformance.lgp.session import Session
from conformance.transport import TransportFault
from tests.lgp.typed import Ended, Lgp

IF_GONE = "; if there is no such client any more, it was done"
UNTOLD = "no answer tells whether the client was, with the others"


@pytest.fixture(scope="module")
def slow_at_purging() -> Iterator[Path]:
    """The profile of a sandbox that times out on a purge of more than 1,000 leads, and finds clients by `id` alone."""
    flags = ["--rate", "standard=10000", "--defect", "large-purge-times-out", "--variant", "clients-unknown-is-404"]
    with launcher.sandbox([*launcher.arguments_of_a_run(seed=2), *flags]) as file:
        yield file


def _lead(lgp: Lgp, client: dict[str, Any], name: str = "Ada") -> str:
    line = f"leads create --client {client['client_id']} --first-name {name} --last-name Lovelace --json"
    return str(lgp.done(line).json["id"])


def test_a_client_that_was_made_stands_in_the_list(lgp: Lgp, client: dict[str, Any]) -> None:
    assert client in lgp.done("clients list --json").json


def test_the_list_is_a_table_that_names_a_client_before_its_ids(lgp: Lgp, client: dict[str, Any]) -> None:
    header, *rows = lgp.done("clients list").out.splitlines()
    assert (header.split()[:2], header.split()[-1]) == (["clientName", "client_id"], "id")
    assert ["Own", client["client_id"], client["id"]] in [row.split() for row in rows]


def test_somebody_without_clients_is_told_so(stranger: Lgp, slow_at_purging: Path) -> None:
    lgp = f"--profile {slow_at_purging} --actor owner_b"
    for row in stranger.done(f"{lgp} clients list --json").json:
        stranger.done(f"{lgp} clients delete {row['id']} --yes")
    assert stranger.done(f"{lgp} clients list").out == "no clients\n"


def test_a_client_is_made_with_all_that_is_named(lgp: Lgp) -> None:
    line = "clients create --name 'Acme Corp' --url https://acme.example --description 'For B2B' --json"
    made = lgp.done(line).json
    lgp.done(f"clients delete {made['id']} --yes")
    told = (made["clientName"], made["companyURL"], made["description"])
    assert told == ("Acme Corp", "https://acme.example", "For B2B")


@pytest.mark.parametrize("name", ["client_id", "id"])
def test_a_client_is_shown_by_either_of_its_ids(lgp: Lgp, client: dict[str, Any], name: str) -> None:
    assert lgp.done(f"clients get {client[name]} --json").json == client


def test_a_client_is_shown_to_people_a_line_a_field(lgp: Lgp, client: dict[str, Any]) -> None:
    assert ["client_id", client["client_id"]] in [
        line.split() for line in lgp.done(f"clients get {client['id']}").out.splitlines()
    ]


@pytest.mark.parametrize("name", ["client_id", "id"])
def test_a_client_is_changed_by_either_of_its_ids(lgp: Lgp, client: dict[str, Any], name: str) -> None:
    lgp.done(f"clients update {client[name]} --description 'For leads'")
    changed = lgp.done(f"clients get {client['id']} --json").json
    assert (changed["clientName"], changed["description"]) == ("Own", "For leads")


def test_an_empty_text_clears(lgp: Lgp, client: dict[str, Any]) -> None:
    lgp.done(f"clients update {client['id']} --url https://acme.example")
    lgp.done(f"clients update {client['id']} --url ''")
    assert not lgp.done(f"clients get {client['id']} --json").json.get("companyURL")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("update ID", "nothing is to be changed. Add --name, --url or --description"),
        ("update ID --name ' '", "a client needs a name. Give --name a text"),
        ("create --name ''", "a client needs a name. Give --name a text"),
    ],
)
def test_what_cannot_be_sent_is_told(lgp: Lgp, words: str, told: str) -> None:
    ended = lgp(f"clients {words}")
    assert (ended.code, ended.out, ended.err) == (2, "", f"lgp: {told}\n")


@pytest.mark.parametrize("words", ["get {}", "update {} --name New", "delete {} --yes", "delete {} --purge --yes"])
def test_a_client_that_is_not_there_is_one_clear_line(lgp: Lgp, words: str) -> None:
    missing = str(uuid.uuid4())
    ended = lgp(f"clients {words.format(missing)}")
    told = f"lgp: there is no client {missing}. `lgp clients list` shows them all\n"
    assert (ended.code, ended.out, ended.err) == (1, "", told)


def test_an_empty_id_names_no_client(lgp: Lgp) -> None:
    assert lgp("clients delete '' --yes").code == 2


def test_a_server_that_answers_404_for_an_unknown_client_gets_the_same_line(
    stranger: Lgp, slow_at_purging: Path
) -> None:
    ended = stranger(f"--profile {slow_at_purging} clients get nobody")
    assert (ended.code, ended.err) == (1, "lgp: there is no client nobody. `lgp clients list` shows them all\n")


def test_a_client_is_deleted_only_after_a_yes(lgp: Lgp, client: dict[str, Any]) -> None:
    refused = lgp(f"clients delete {client['id']}", typed="n\n", terminal=True)
    assert refused.code == 4
    assert f"Delete the client Own ({client['client_id']}), whose leads stay?" in refused.err
    assert client in lgp.done("clients list --json").json
    assert lgp.done(f"clients delete {client['id']}", typed="y\n", terminal=True).code == 0
    assert client not in lgp.done("clients list --json").json


def test_a_question_that_is_left_open_deletes_nothing(lgp: Lgp, client: dict[str, Any]) -> None:
    left = lgp(f"clients delete {client['id']}", typed="", terminal=True)
    assert (left.code, left.err.splitlines()[-1]) == (4, "lgp: nothing was done, since the answer was not yes")
    assert client in lgp.done("clients list --json").json


def test_a_name_that_is_no_text_is_told(lgp: Lgp) -> None:
    ended = lgp("clients create --name \udcff")
    told = "lgp: a word of the command line is not in UTF-8. Set the terminal to UTF-8\n"
    assert (ended.code, ended.err) == (2, told)


def test_nobody_to_ask_deletes_nothing(lgp: Lgp, client: dict[str, Any]) -> None:
    refused = lgp(f"clients delete {client['id']} --purge")
    told = (
        f"lgp: nobody is there to confirm: delete the client Own ({client['client_id']}) and its 0 leads. Add --yes\n"
    )
    assert (refused.code, refused.err) == (4, told)
    assert client in lgp.done("clients list --json").json


def test_the_leads_of_a_deleted_client_stay(lgp: Lgp, client: dict[str, Any]) -> None:
    lead = _lead(lgp, client)
    lgp.done(f"clients delete {client['client_id']} --yes")
    assert lgp.done(f"leads get {lead} --json").json["id"] == lead
    lgp.done(f"leads delete {lead} --yes")


def test_a_purge_takes_the_leads_with_it(lgp: Lgp, client: dict[str, Any]) -> None:
    leads = [_lead(lgp, client, name) for name in ("Ada", "Augusta")]
    ended = lgp(f"clients delete {client['client_id']} --purge", typed="y\n", terminal=True)
    assert f"Delete the client Own ({client['client_id']}) and its 2 leads?" in ended.err
    assert f"deleted Own ({client['client_id']}) and 2 leads\n" in ended.out
    assert [lgp(f"leads get {each}").code for each in leads] == [1, 1]


def test_what_was_deleted_is_told_as_json(lgp: Lgp, client: dict[str, Any]) -> None:
    told = lgp.done(f"clients delete {client['id']} --purge --yes --json").json
    assert told == {"id": client["id"], "client_id": client["client_id"], "deletedLeads": 0}


def test_a_large_purge_goes_in_steps_that_do_not_time_out(stranger: Lgp, slow_at_purging: Path) -> None:
    lgp = f"--profile {slow_at_purging}"
    made = stranger.done(f"{lgp} clients create --name Large --json").json
    rows = "".join(f"Ada,Number {number},ada{number}@large.example\n" for number in range(1010))
    csv = f"firstName,lastName,email\n{rows}"
    stranger.done(f"{lgp} leads import - --client {made['client_id']}", typed=csv)
    ended = stranger.done(f"{lgp} clients delete {made['id']} --purge --yes --json")
    assert ended.json["deletedLeads"] == 1010
    notes = ended.err.splitlines()
    assert (notes[0], notes[-1], len(notes)) == ("50 of 1010 leads", "510 of 1010 leads", 11)


def _with_leads(lgp: Lgp, number: int) -> dict[str, Any]:
    made: dict[str, Any] = lgp.done("clients create --name Stopped --json").json
    rows = "".join(f"Ada,Number {each},ada{each}@stopped.example\n" for each in range(number))
    lgp.done(f"leads import - --client {made['client_id']}", typed=f"firstName,lastName,email\n{rows}")
    return made


def _purged_until(
    lgp: Lgp, monkeypatch: pytest.MonkeyPatch, made: dict[str, Any], stopped: str, error: BaseException, time: int = 1
) -> Ended:
    """A purge of a client which an error ends when it asks for an operation for the so-manieth time."""
    ask, asked = Session.ask, list[str]()

    def stopping(session: Session, operation: str, **what: Any) -> Exchange:
        asked.append(operation)
        if operation == stopped and asked.count(operation) == time:
            raise error
        return ask(session, operation, **what)

    with monkeypatch.context() as patched:
        patched.setattr(Session, "ask", stopping)
        return lgp(f"clients delete {made['id']} --purge --yes")


@pytest.mark.parametrize(
    ("stopped", "told"),
    [
        ("deleteLeads", "at least 50 of 610 leads were deleted, and the client stays"),
        (
            "deleteClient",
            "at least 110 of 610 leads were deleted, and no answer tells whether the client was, with the others",
        ),
    ],
)
def test_a_purge_that_is_interrupted_tells_how_far_it_has_come_and_goes_on(
    lgp: Lgp, monkeypatch: pytest.MonkeyPatch, stopped: str, told: str
) -> None:
    made = _with_leads(lgp, 610)
    ended = _purged_until(
        lgp, monkeypatch, made, stopped, KeyboardInterrupt(), time=2 if stopped == "deleteLeads" else 1
    )
    left = lgp.done(f"clients delete {made['id']} --purge --yes --json").json["deletedLeads"]
    remedy = f"To go on, run the same command{IF_GONE if stopped == 'deleteClient' else ''}"
    assert (ended.code, ended.err.splitlines()[-1]) == (3, f"lgp: interrupted: {told}. {remedy}")
    assert left == (560 if stopped == "deleteLeads" else 500)


@pytest.mark.parametrize(
    ("stopped", "leads", "told"),
    [
        ("deleteLeads", 510, "no answer tells how many of 510 leads were deleted, and the client stays"),
        ("deleteClient", 2, "no answer tells whether the client and its 2 leads were deleted"),
    ],
)
def test_a_purge_that_is_interrupted_before_any_answer_tells_no_number_deleted(
    lgp: Lgp, monkeypatch: pytest.MonkeyPatch, stopped: str, leads: int, told: str
) -> None:
    made = _with_leads(lgp, leads)
    ended = _purged_until(lgp, monkeypatch, made, stopped, KeyboardInterrupt())
    lgp.done(f"clients delete {made['id']} --purge --yes")
    remedy = f"To go on, run the same command{IF_GONE if stopped == 'deleteClient' else ''}"
    assert (ended.code, ended.err) == (3, f"lgp: interrupted: {told}. {remedy}\n")


def _without_answer(*, processed: bool) -> Unreachable:
    error = Unreachable("nobody answers")
    error.__cause__ = TransportFault("nobody answers", processed=processed)
    return error


@pytest.mark.parametrize(
    ("leads", "stopped", "error", "told"),
    [
        (
            510,
            "deleteClient",
            _without_answer(processed=True),
            f"at least 10 of 510 leads were deleted, and {UNTOLD}; the same command goes on{IF_GONE}\n",
        ),
        (
            510,
            "deleteClient",
            ApiRefused("nobody answers", status=504),
            f"at least 10 of 510 leads were deleted, and {UNTOLD}; the same command goes on{IF_GONE}\n",
        ),
        (
            2,
            "deleteClient",
            _without_answer(processed=True),
            f"no answer tells whether the client and its 2 leads were deleted; the same command goes on{IF_GONE}\n",
        ),
        (
            510,
            "deleteLeads",
            _without_answer(processed=True),
            "no answer tells how many of 510 leads were deleted, and the client stays; the same command goes on\n",
        ),
        (
            510,
            "deleteClient",
            _without_answer(processed=False),
            "10 of 510 leads were deleted; the same command goes on\n",
        ),
        (510, "deleteClient", ApiRefused("nobody answers", status=403), "10 of 510 leads were deleted\n"),
        (2, "deleteClient", ApiRefused("nobody answers", status=403), ""),
    ],
    ids=["no answer", "a gateway", "no answer at once", "leads", "never sent", "refused", "refused at once"],
)
def test_a_purge_that_is_cut_off_tells_how_far_it_has_come_as_far_as_anybody_knows(
    lgp: Lgp, monkeypatch: pytest.MonkeyPatch, leads: int, stopped: str, error: HarnessError, told: str
) -> None:
    made = _with_leads(lgp, leads)
    ended = _purged_until(lgp, monkeypatch, made, stopped, error)
    lgp.done(f"clients delete {made['id']} --purge --yes")
    progress = (" leads\n", " read\n")
    lines = "".join(line for line in ended.err.splitlines(keepends=True) if not line.endswith(progress))
    assert (ended.code, lines) == (error.code, f"{told}lgp: nobody answers\n")


def test_a_hostile_name_steers_no_terminal(lgp: Lgp) -> None:
    made = lgp.done("clients create --json --name", "\x1b]0;owned\x07Bad").json
    try:
        listed = lgp.done("clients list")
        asked = lgp(f"clients delete {made['id']}", typed="n\n", terminal=True)
    finally:
        lgp.done(f"clients delete {made['id']} --yes")
    assert "\x1b" not in listed.out + asked.out + asked.err
    assert "\\x1b]0;owned\\x07Bad" in listed.out
    assert "\\x1b]0;owned\\x07Bad" in asked.err


def test_one_lead_is_told_as_one(lgp: Lgp, client: dict[str, Any]) -> None:
    _lead(lgp, client)
    ended = lgp(f"clients delete {client['id']} --purge")
    assert (ended.code, "and its 1 lead. Add --yes" in ended.err) == (4, True)
