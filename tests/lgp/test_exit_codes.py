"""The rule of exit codes 1 and 2: what the service said no to is 1, what could not even be asked of it is 2."""

import json
from pathlib import Path

import pytest

from conformance.exchange import Exchange, Request, Response
from conformance.lgp.refusals import NO_LOGIN, not_admitted
from conformance.profile import Profile
from conformance.redaction import Redactor
from tests.cli.servers import REFUSAL, Answer, answering
from tests.lgp.test_ended_login import keep
from tests.lgp.typed import Lgp

NOT_THERE = "See that --base-url is right"
LEADS = "firstName,lastName\nAda,Lovelace\n"


@pytest.mark.parametrize(
    "line",
    [
        "clients get nobody",
        "clients update nobody --name Other",
        "clients delete nobody --yes",
        "leads list --client nobody",
        "leads find --client nobody --title Countess",
        "leads create --client nobody --first-name Ada --last-name Lovelace",
        "leads import - --client nobody",
        "leads get nobody",
        "leads update nobody --title Countess",
        "leads delete nobody --yes",
        "campaigns create --client nobody --name Other",
        "territory --client nobody",
        "territory save --client nobody --company Acme",
        "webhooks create --client nobody --name Other --platform generic",
        "search-history create --client nobody --name Other",
        "search-history get nobody",
        "search-history update nobody --found 1",
        "tasks status nobody",
        "tasks wait nobody",
        "process enrich nobody --yes",
        "bulk export leads.jsonl --client nobody",
        "call GET /enrich-leads/nobody",
    ],
)
def test_an_id_that_the_service_does_not_know_ends_with_one(lgp: Lgp, line: str) -> None:
    ended = lgp(line, typed=LEADS)
    assert ended.code == 1, ended.err


def test_a_login_that_is_refused_ends_with_one(stranger: Lgp, known: Profile) -> None:
    line = f"--base-url {known.base_url} auth --email {known.actors['owner_a'].username} --password -"
    ended = stranger(line, typed="not it at all\n")
    assert (ended.code, "refused the login of" in ended.err) == (1, True)


def test_an_actor_whose_login_is_refused_ends_with_one(stranger: Lgp, known: Profile) -> None:
    person = known.actors["owner_a"]
    actor = f'[actors.owner_a]\nusername = "{person.username}"\npassword = "not it at all"\n'
    Path("p.toml").write_text(f'base_url = "{known.base_url}"\n{actor}')
    ended = stranger("--profile p.toml clients list")
    assert (ended.code, "the target refused the login of owner_a" in ended.err) == (1, True)


by_the_answer_to_a_login = pytest.mark.parametrize(
    ("answer", "code", "remedy"),
    [
        (Answer(400, REFUSAL), 1, NO_LOGIN),
        (Answer(401, REFUSAL), 1, "Check the"),
        (Answer(403, REFUSAL), 1, NO_LOGIN),
        (Answer(404, REFUSAL), 1, NO_LOGIN),
        (Answer(401, b"<html>", "text/html"), 3, NOT_THERE),
        (Answer(403, b"<html>", "text/html"), 3, NOT_THERE),
        (Answer(404, b"<html>", "text/html"), 3, NOT_THERE),
        (Answer(401, b'{"errorType": "authentication_error"}'), 3, NOT_THERE),
        (Answer(500, REFUSAL), 3, "Report it with its X-Request-Id"),
        (Answer(503, b"<html>", "text/html"), 3, "Try again later"),
        (Answer(200, b'{"success": true}'), 3, "See "),
    ],
)


@by_the_answer_to_a_login
def test_a_login_ends_with_one_where_the_api_refuses_it_and_with_three_where_nothing_is_decided(
    stranger: Lgp, answer: Answer, code: int, remedy: str
) -> None:
    with answering(answer) as server:
        ended = stranger(f"--base-url {server.origin} auth --email ada@engines.example --password -", typed="secret\n")
    assert (ended.code, f". {remedy}" in ended.err) == (code, True), ended.err


@pytest.mark.parametrize("body", [REFUSAL, b"<html>"], ids=["the API", "somebody else"])
def test_a_login_that_came_too_often_is_to_be_tried_later_whoever_says_so(body: bytes) -> None:
    answer = Exchange("1", Request("POST", "http://x/api/auth"), Response(429, (), body), "login", None)
    assert not_admitted(answer, Redactor(), NO_LOGIN).remedy == "Wait for the next window of the rate limit"


@by_the_answer_to_a_login
def test_the_login_of_an_actor_ends_as_any_other(stranger: Lgp, answer: Answer, code: int, remedy: str) -> None:
    with answering(answer) as server:
        actor = '[actors.owner_a]\nusername = "ada@engines.example"\npassword = "secret"\n'
        Path("p.toml").write_text(f'base_url = "{server.origin}"\n{actor}')
        ended = stranger("--profile p.toml clients list")
    assert (ended.code, f". {remedy}" in ended.err) == (code, True), ended.err


@pytest.mark.parametrize("status", [400, 403])
def test_the_refused_login_of_an_actor_is_no_answer_to_what_was_asked(stranger: Lgp, status: int) -> None:
    with answering(Answer(status, REFUSAL)) as server:
        actor = '[actors.owner_a]\nusername = "ada@engines.example"\npassword = "secret"\napi_key = "lgp_0123456789"\n'
        Path("p.toml").write_text(f'base_url = "{server.origin}"\n{actor}user_id = "ada"\n')
        ended = stranger("--profile p.toml bulk export a.jsonl --client k1")
    assert (ended.code, f"POST {server.origin}/api/auth was answered {status}" in ended.err) == (1, True), ended.err


def test_a_login_that_the_service_does_not_renew_ends_with_one(stranger: Lgp, known: Profile) -> None:
    keep(stranger, known, key=False)
    ended = stranger("clients list")
    assert (ended.code, "has expired. Log in" in ended.err) == (1, True)


def test_an_expired_login_that_nothing_could_renew_ends_with_two_and_asks_for_nothing(
    stranger: Lgp, known: Profile
) -> None:
    with answering(Answer(401, REFUSAL)) as server:
        keep(stranger, known, base_url=server.origin, key=False)
        file = stranger.home / ".leadgenius_auth.json"
        file.write_text(json.dumps(json.loads(file.read_text()) | {"refresh_token": ""}))
        ended = stranger("clients list")
        assert (ended.code, "has expired. Log in" in ended.err, server.requests) == (2, True, 0)


@pytest.mark.parametrize(
    "line",
    [
        "clients get ''",
        "clients update x",
        "leads list --client ' '",
        "leads get ''",
        "leads find",
        "leads create --client x --first-name Ada",
        "leads update x",
        "leads import none.csv --client x",
        "pipeline --start yesterday",
        "territory --sort up",
        "territory --start yesterday",
        "webhooks create --name Other --platform post",
        "search-history update x",
        "search-history create --name Other --criteria {",
        "settings set url colour=red",
        "process enrich x colours --yes",
        "call BREW /clients",
        "bulk export leads.txt",
    ],
)
def test_what_cannot_be_asked_ends_with_two_and_asks_for_nothing(
    stranger: Lgp, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setenv("LGP_API_KEY", "lgp_some-key")
    monkeypatch.setenv("LGP_USER_ID", "somebody")
    with answering(Answer(500)) as server:
        ended = stranger(f"--base-url {server.origin} {line}")
        assert (ended.code, server.requests) == (2, 0), ended.err
