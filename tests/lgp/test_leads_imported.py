"""Leads from CSV files: what is sent, what is told, and what becomes of rows that the service does not take."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from conformance import launcher
from conformance.errors import HarnessError, UsageError
from conformance.exchange import Exchange
from conformance.lgp.refusals import LoginUndecided
from conformance.lgp.session import Session
from conformance.profile import Profile
from tests.cli.servers import REFUSAL, Answer, answering, close, relaying, say
from tests.lgp.installed import at_a_shell
from tests.lgp.test_ended_login import keep
from tests.lgp.typed import Ended, Lgp

Client = dict[str, Any]
Instead = Callable[[int, bytes], AbstractContextManager[list[str]]]
GO_ON = "To go on, run the same command: rows that are there already are skipped"
UNDECIDED = LoginUndecided("it has expired", "Log in")
IN_DOUBT = "no answer tells what became of them, so that they may have been stored"
HEADER = "First Name;last_name;EMAIL\n"


@pytest.fixture(scope="module")
def all_or_nothing() -> Iterator[Path]:
    """The profile of a sandbox that refuses a batch with a bad row whole."""
    flags = ["--rate", "standard=10000", "--variant", "leads-batch-all-or-nothing"]
    with launcher.sandbox([*launcher.arguments_of_a_run(seed=4), *flags]) as file:
        yield file


@pytest.fixture(scope="module")
def silent() -> Iterator[Path]:
    """The profile of a sandbox that does not say why it skips a row, and insists on an e-mail."""
    flags = ["--rate", "standard=10000", "--variant", "no-counts", "leads-need-email"]
    with launcher.sandbox([*launcher.arguments_of_a_run(seed=5), *flags]) as file:
        yield file


@pytest.fixture
def instead(monkeypatch: pytest.MonkeyPatch, known: Profile) -> Instead:
    """Has `lgp` act by an API key at the sandbox, but for batches, which get one answer; gives a list of these.

    With the status 0 the first batch is taken, and the next get no answer at all.
    """

    @contextmanager
    def answered(status: int, body: bytes) -> Iterator[list[str]]:
        batches: list[str] = []
        with relaying(known.base_url) as relay, monkeypatch.context() as environment:

            def answer(handler: BaseHTTPRequestHandler) -> None:
                if handler.command != "POST":
                    relay(handler)
                    return
                batches.append(handler.path)
                if status:
                    say(handler, Answer(status, body))
                elif len(batches) == 1:
                    relay(handler)
                else:
                    close(handler)

            with answering(answer) as server:
                person = known.actors["owner_a"]
                environment.setenv("LGP_BASE_URL", server.origin)
                environment.setenv("LGP_API_KEY", person.secret("api_key") or "")
                environment.setenv("LGP_USER_ID", person.user_id or "")
                yield batches

    return answered


def _rows(first: int, last: int) -> str:
    return "".join(f"Ada;Number {number};ada{number}@engines.example\n" for number in range(first, last + 1))


def _names(lgp: Lgp, client: Client) -> list[str]:
    return [row["lastName"] for row in lgp.done(f"leads list --client {client['id']} --json").json]


@pytest.mark.parametrize("blank", ["", "\n \n", "\ufeff"])
def test_an_empty_file_is_told(stranger: Lgp, blank: str) -> None:
    ended = stranger("leads import - --client nobody", typed=blank)
    told = "lgp: there is nothing in standard input. Give a header line and a line for each lead\n"
    assert (ended.code, ended.err) == (2, told)


def test_a_closed_standard_input_is_told(tmp_path: Path) -> None:
    ended = at_a_shell("leads import - --client nobody <&-", env={"HOME": str(tmp_path)})
    told = "lgp: there is nothing in standard input. Give a header line and a line for each lead\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", told)


def test_a_file_is_imported_with_or_without_a_byte_order_mark(lgp: Lgp, client: Client) -> None:
    (lgp.home / "leads.csv").write_text(f"\ufeff{HEADER}{_rows(1, 2)}", encoding="utf-8")
    ended = lgp.done(f"leads import leads.csv --client {client['client_id']}")
    assert (ended.out, ended.err) == ("created 2, skipped 0\n", "")
    assert sorted(_names(lgp, client)) == ["Number 1", "Number 2"]


def test_standard_input_is_imported(lgp: Lgp, client: Client) -> None:
    lgp.done(f"leads import - --client {client['id']}", typed=f"{HEADER}{_rows(1, 1)}")
    assert _names(lgp, client) == ["Number 1"]


def test_a_client_is_named_by_either_id_and_must_be_there(lgp: Lgp) -> None:
    ended = lgp("leads import - --client nobody", typed=f"{HEADER}{_rows(1, 1)}")
    assert (ended.code, ended.err) == (1, "lgp: there is no client nobody. `lgp clients list` shows them all\n")


def test_a_row_without_a_name_keeps_all_from_being_sent(lgp: Lgp, client: Client) -> None:
    ended = lgp(f"leads import - --client {client['id']}", typed=f"{HEADER}{_rows(1, 2)}Ada;;ada@engines.example\n")
    assert (ended.code, ended.err) == (2, "lgp: nothing was sent: line 4 has no lastName. Mend the file\n")
    assert _names(lgp, client) == []


def test_an_unknown_column_is_told_with_near_ones_unless_it_is_to_be_ignored(lgp: Lgp, client: Client) -> None:
    text = "firstName,lastName,Phone\nAda,Lovelace,12\n"
    refused = lgp(f"leads import - --client {client['id']}", typed=text)
    assert (refused.code, "'Phone' (near: phoneNumber)" in refused.err) == (2, True)
    lgp.done(f"leads import - --client {client['id']} --ignore-unknown", typed=text)
    assert _names(lgp, client) == ["Lovelace"]


def test_a_long_file_goes_in_batches_and_tells_its_progress(lgp: Lgp, client: Client) -> None:
    ended = lgp.done(f"leads import - --client {client['id']}", typed=f"{HEADER}{_rows(1, 250)}")
    assert ended.out == "created 250, skipped 0\n"
    assert ended.err == "100 of 250 rows\n200 of 250 rows\n250 of 250 rows\n"
    assert len(_names(lgp, client)) == 250


def test_leads_that_are_there_already_are_skipped_and_named(lgp: Lgp, client: Client) -> None:
    lgp.done(f"leads import - --client {client['id']}", typed=f"{HEADER}{_rows(2, 2)}")
    ended = lgp.done(f"leads import - --client {client['id']}", typed=f"{HEADER}{_rows(1, 3)}")
    assert ended.out == "created 2, skipped 1 that is there already\nskipped line 3 (ada2@engines.example)\n"
    assert sorted(_names(lgp, client)) == ["Number 1", "Number 2", "Number 3"]


def test_of_many_rows_that_are_skipped_a_few_are_named_and_the_lines_of_the_rest_are_told(
    lgp: Lgp, client: Client
) -> None:
    lgp.done(f"leads import - --client {client['id']}", typed=f"{HEADER}{_rows(1, 150)}")
    ended = lgp.done(f"leads import - --client {client['id']}", typed=f"{HEADER}{_rows(1, 151)}")
    counts, *named, more = ended.out.splitlines()
    assert counts == "created 1, skipped 150 that are there already"
    assert named == [f"skipped line {number + 1} (ada{number}@engines.example)" for number in range(1, 6)]
    assert more == "skipped 145 more, lines 7-151; with --json, each is named"


def test_an_email_that_a_file_has_twice_is_skipped_at_its_second_line(lgp: Lgp, client: Client) -> None:
    ended = lgp.done(f"leads import - --client {client['id']}", typed=f"{HEADER}{_rows(1, 1)}{_rows(1, 1)}")
    assert "skipped line 3 (ada1@engines.example)\n" in ended.out


def test_rows_that_failed_for_one_reason_are_told_in_one_line(lgp: Lgp, client: Client, instead: Instead) -> None:
    errors = [{"index": index, "errorType": "invalid_value", "error": "Bad e-mail."} for index in (0, 1, 3)]
    answer = {"success": True, "created": 1, "skipped": [], "errors": errors}
    with instead(201, json.dumps(answer).encode()):
        ended = lgp(f"leads import - --client {client['id']}", typed=f"{HEADER}{_rows(1, 4)}")
    assert (ended.code, ended.err.splitlines()[0]) == (1, "lines 2-3, 5: Bad e-mail.")


def test_an_import_is_told_as_json(lgp: Lgp, client: Client) -> None:
    lgp.done(f"leads import - --client {client['id']}", typed=f"{HEADER}{_rows(2, 2)}")
    told = lgp.done(f"leads import - --client {client['id']} --json", typed=f"{HEADER}{_rows(1, 3)}").json
    assert told == {
        "created": 2,
        "skipped": ["ada2@engines.example"],
        "errors": [
            {
                "lines": "3",
                "errorType": "already_exists",
                "error": "This client has a lead with that e-mail already.",
            }
        ],
    }


def test_rows_that_are_skipped_without_a_reason_end_with_one(stranger: Lgp, silent: Path) -> None:
    client = stranger.done(f"--profile {silent} clients create --name Silent --json").json["id"]
    text = f"{HEADER}{_rows(1, 1)}Ada;Lovelace;\n"
    ended = stranger(f"--profile {silent} leads import - --client {client}", typed=text)
    assert (ended.code, ended.out) == (1, "created 1, skipped 1\nskipped line 3\n")
    assert ended.err == (
        "lgp: 1 of 2 rows were not imported. "
        "Mend them, and import the mended rows alone: one without an e-mail is stored as often as it is sent\n"
    )


def test_a_batch_that_is_refused_loses_no_other(stranger: Lgp, all_or_nothing: Path) -> None:
    lgp = f"--profile {all_or_nothing}"
    client = stranger.done(f"{lgp} clients create --name Strict --json").json["id"]
    stranger.done(f"{lgp} leads import - --client {client}", typed=f"{HEADER}{_rows(150, 150)}")
    ended = stranger(f"{lgp} leads import - --client {client} --json", typed=f"{HEADER}{_rows(1, 250)}")
    assert ended.code == 1
    told = ended.json
    assert (told["created"], told["skipped"]) == (150, [])
    assert [error["lines"] for error in told["errors"]] == ["102-201"]
    assert "was answered 400, invalid_value: The batch has bad rows" in ended.err
    assert "100 of 250 rows were not imported" in ended.err


def test_refusals_without_end_end_an_import(lgp: Lgp, client: Client, instead: Instead) -> None:
    """A service that says the same to every batch is asked three times."""
    refusal = b'{"success": false, "error": "Not today", "errorType": "conflict"}'
    with instead(409, refusal) as batches:
        ended = lgp(f"leads import - --client {client['id']}", typed=f"{HEADER}{_rows(1, 900)}")
    assert (ended.code, len(batches)) == (1, 3)
    assert (ended.out, "lines 302-901: not sent\n" in ended.err) == ("created 0, skipped 0\n", True)
    assert "lgp: 3 batches in a row were refused." in ended.err
    assert ended.err.endswith(f". {GO_ON}\n")


def test_an_import_whose_last_rows_were_refused_has_nothing_to_go_on_with(
    lgp: Lgp, client: Client, instead: Instead
) -> None:
    refusal = b'{"success": false, "error": "Not today", "errorType": "conflict"}'
    with instead(409, refusal):
        ended = lgp(f"leads import - --client {client['id']}", typed=f"{HEADER}{_rows(1, 300)}")
    assert (ended.code, "To go on" in ended.err) == (1, False)


@pytest.mark.parametrize(("error", "code"), [(UsageError("it has expired", "Log in"), 2), (UNDECIDED, 3)])
def test_an_import_whose_login_ends_under_way_ends_with_how_to_go_on(
    lgp: Lgp, client: Client, cut_off: Callable[[Lgp, str, str, BaseException], Ended], error: HarnessError, code: int
) -> None:
    ended = cut_off(lgp, f"leads import - --client {client['id']}", f"{HEADER}{_rows(1, 300)}", error)
    assert (ended.code, ended.out, IN_DOUBT in ended.err) == (code, "created 100, skipped 0\n", False)
    assert ended.err.endswith(f"lines 102-301: not sent\nlgp: it has expired. Log in. {GO_ON}\n")


def test_a_batch_that_was_refused_for_its_token_is_told_as_not_sent_where_the_renewal_brings_none(
    stranger: Lgp, known: Profile
) -> None:
    batches: list[str] = []

    def second_refused(handler: BaseHTTPRequestHandler) -> None:
        if handler.command == "GET":
            say(handler, Answer(200, b'{"success": true, "clients": [{"id": "1", "client_id": "k1"}]}'))
        elif handler.path == "/api/auth/refresh":
            say(handler, Answer(200, b'{"success": true}'))
        else:
            batches.append(handler.path)
            taken = Answer(201, b'{"success": true, "created": 100, "skipped": [], "errors": []}')
            say(handler, taken if len(batches) == 1 else Answer(401, REFUSAL))

    with answering(second_refused) as server:
        keep(stranger, known, base_url=server.origin, key=False, exp=1000.0)
        ended = stranger("leads import - --client k1 --json", typed=f"{HEADER}{_rows(1, 300)}")
    assert (ended.code, [each["error"] for each in ended.json["errors"]]) == (3, ["not sent"]), ended.err


@pytest.mark.parametrize("status", [401, 403, 502, 503])
def test_a_refusal_that_is_not_about_rows_ends_an_import_with_how_to_go_on(
    lgp: Lgp, client: Client, instead: Instead, status: int
) -> None:
    refusal = b'{"success": false, "error": "No", "errorType": "insufficient_permissions"}'
    with instead(status, refusal) as batches:
        ended = lgp(f"leads import - --client {client['id']}", typed=f"{HEADER}{_rows(1, 900)}")
    assert (ended.code, len(batches), ended.out) == (1, 1, "created 0, skipped 0\n")
    assert ended.err.endswith(f". {GO_ON}\n")


def test_rows_that_were_refused_are_told_as_not_sent_and_those_of_a_gateway_as_in_doubt(
    lgp: Lgp, client: Client, instead: Instead
) -> None:
    told = {}
    for status in (403, 503):
        with instead(status, b"{}"):
            ended = lgp(f"leads import - --client {client['id']} --json", typed=f"{HEADER}{_rows(1, 300)}")
        told[status] = [(error["lines"], error["error"]) for error in ended.json["errors"]]
    assert told == {403: [("2-301", "not sent")], 503: [("2-101", IN_DOUBT), ("102-301", "not sent")]}


def test_what_was_done_before_the_service_was_lost_is_told(lgp: Lgp, client: Client, instead: Instead) -> None:
    """The second batch gets no answer."""
    with instead(0, b"") as batches:
        ended = lgp(f"leads import - --client {client['id']} --json", typed=f"{HEADER}{_rows(1, 300)}")
    assert (ended.code, len(batches)) == (3, 2)
    assert ended.json == {
        "created": 100,
        "skipped": [],
        "errors": [
            {"lines": "102-201", "errorType": "", "error": IN_DOUBT},
            {"lines": "202-301", "errorType": "", "error": "not sent"},
        ],
    }


@pytest.fixture
def interrupted(cut_off: Callable[[Lgp, str, str, BaseException], Ended]) -> Callable[[Lgp, str, str], Ended]:
    """How a line ends that is interrupted while its second batch is under way; the text is its standard input."""
    return lambda lgp, line, text: cut_off(lgp, line, text, KeyboardInterrupt())


@pytest.fixture
def cut_off(monkeypatch: pytest.MonkeyPatch) -> Callable[[Lgp, str, str, BaseException], Ended]:
    """The same, where an error cuts it off."""

    def ended(lgp: Lgp, line: str, text: str, error: BaseException) -> Ended:
        ask = Session.ask
        batches: list[str] = []

        def asked(session: Session, operation: str, **words: Any) -> Exchange:
            batches.extend([operation] if operation == "createLeads" else [])
            if len(batches) == 2:
                raise error
            return ask(session, operation, **words)

        with monkeypatch.context() as patch:
            patch.setattr(Session, "ask", asked)
            return lgp(line, typed=text)

    return ended


def test_what_was_done_before_an_interrupt_is_told(
    lgp: Lgp, client: Client, interrupted: Callable[[Lgp, str, str], Ended]
) -> None:
    ended = interrupted(lgp, f"leads import - --client {client['id']}", f"{HEADER}{_rows(1, 300)}")
    assert (ended.code, ended.out) == (3, "created 100, skipped 0\n")
    assert f"lines 102-201: {IN_DOUBT}\nlines 202-301: not sent\n" in ended.err


def test_an_interrupted_import_ends_with_how_to_go_on(
    lgp: Lgp, client: Client, interrupted: Callable[[Lgp, str, str], Ended]
) -> None:
    line = f"leads import - --client {client['id']}"
    ended = interrupted(lgp, line, f"{HEADER}{_rows(1, 300)}")
    assert ended.err.splitlines()[-1] == f"lgp: interrupted. {GO_ON}"
    lgp.done(line, typed=f"{HEADER}{_rows(1, 300)}")
    assert len(_names(lgp, client)) == 300


def test_an_interrupted_import_of_rows_without_an_email_says_what_to_look_for_first(
    lgp: Lgp, client: Client, interrupted: Callable[[Lgp, str, str], Ended]
) -> None:
    text = f"{HEADER}{'Ada;Lovelace;' + chr(10)}{_rows(2, 300)}"
    ended = interrupted(lgp, f"leads import - --client {client['id']}", text)
    step = (
        "To go on, see with `lgp leads list` which rows from line 102 on are there, and import the others alone: "
        "one without an e-mail is stored as often as it is sent"
    )
    assert ended.err.splitlines()[-1] == f"lgp: interrupted. {step}"


def test_an_import_that_lost_the_service_ends_with_how_to_go_on(lgp: Lgp, client: Client, instead: Instead) -> None:
    with instead(0, b""):
        ended = lgp(f"leads import - --client {client['id']}", typed=f"{HEADER}{_rows(1, 300)}")
    assert (ended.code, ended.err.endswith(f". {GO_ON}\n")) == (3, True)


def test_an_answer_without_counts_is_no_success(lgp: Lgp, client: Client, instead: Instead) -> None:
    with instead(201, b'{"success": true, "created": "2"}'):
        ended = lgp(f"leads import - --client {client['id']}", typed=f"{HEADER}{_rows(1, 2)}")
    assert (ended.code, "answered a batch without created and skipped" in ended.err) == (3, True)


def test_hostile_reasons_steer_no_terminal(lgp: Lgp, client: Client, instead: Instead) -> None:
    answer = rb"""{"success": true, "created": 0, "skipped": ["\u001b[2Jx", 7, "99999999999"],
        "errors": [{"index": 77, "errorType": {}, "error": "\u001b]0;owned\u0007"}, {"index": -1}, "x"]}"""
    with instead(201, answer):
        ended = lgp(f"leads import - --client {client['id']}", typed=f"{HEADER}{_rows(1, 3)}")
    assert ended.code == 1
    assert "\x1b" not in ended.out + ended.err
    assert "skipped \\x1b[2Jx\nskipped 99999999999\n" in ended.out
    assert "line ?: \\x1b]0;owned\\x07\n" in ended.err
