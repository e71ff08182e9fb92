"""Preflight: what is not this API, or does not take the credentials, ends the run with one clear line."""

import socket
import time
from threading import Event
from typing import Any

import pytest

from conformance.errors import CredentialsRefused, HarnessError, NotThisApi, Unreachable, UsageError
from conformance.exits import Exit
from conformance.preflight import preflight
from tests.engine.conftest import Harnessed
from tests.engine.sockets import Answer, Loopback, always, http

JSON = ("Content-Type", "application/json")
REFUSED = b'{"success": false, "error": "no", "errorType": "no_valid_credentials"}'
TOKENS = b'{"success": true, "tokens": {"accessToken": "a-token-of-the-target", "expiresIn": 3600}}'


def by_path(clients: bytes, login: bytes) -> Answer:
    """One answer to GET /clients, another to the login."""

    def answer(connection: socket.socket, request: bytes, _stopped: Event) -> None:
        connection.sendall(login if request.startswith(b"POST /api/auth ") else clients)

    return answer


def known_to(answer: bytes) -> Answer:
    """Refuses the anonymous, and answers whoever shows a credential."""

    def respond(connection: socket.socket, request: bytes, _stopped: Event) -> None:
        knows = b"\r\nx-api-key:" in request.lower() or b"\r\nauthorization:" in request.lower()
        connection.sendall(answer if knows else http(401, REFUSED, [JSON]))

    return respond


def hang(_connection: socket.socket, _request: bytes, stopped: Event) -> None:
    stopped.wait(10)


def close(connection: socket.socket, _request: bytes, _stopped: Event) -> None:
    connection.close()


def echo(connection: socket.socket, request: bytes, _stopped: Event) -> None:
    connection.sendall(http(200, request.partition(b"\r\n\r\n")[2], [JSON]))


NEVER_PASS: dict[str, tuple[Answer, type[HarnessError], str]] = {
    "200 with {}": (always(http(200, b"{}", [JSON])), NotThisApi, "status 200 and no envelope"),
    "404 without an envelope": (always(http(404, b"nope")), NotThisApi, "status 404 and no envelope"),
    "401 without an envelope": (always(http(401, b"nope")), NotThisApi, "status 401 and no envelope"),
    "401 with an envelope": (always(http(401, REFUSED, [JSON])), CredentialsRefused, "refused the login of ada"),
    "429 with a long Retry-After": (
        always(http(429, REFUSED, [JSON, ("Retry-After", "3600")])),
        NotThisApi,
        "answers the login with status 429",
    ),
    "429 without Retry-After": (always(http(429, REFUSED, [JSON])), NotThisApi, "answers the login with status 429"),
    "500": (always(http(500, b"oops")), NotThisApi, "status 500"),
    "500 with an envelope": (always(http(500, REFUSED, [JSON])), NotThisApi, "answers the login with status 500"),
    "echo": (echo, NotThisApi, "an empty body"),
    "hangs": (hang, Unreachable, "does not answer: no whole answer"),
    "closes": (close, Unreachable, "does not answer"),
    "garbage": (always(b"220 mail.example ESMTP\r\n\r\n"), Unreachable, "does not answer"),
    "HTML": (always(http(200, b"<html>", [("Content-Type", "text/html")])), NotThisApi, "no envelope (text/html)"),
    "redirect": (always(http(302, b"x", [("Location", "https://x.example/")])), NotThisApi, "a redirect to 'https://x"),
    "empty body": (always(http(200, b"")), NotThisApi, "an empty body"),
    "success that is no boolean": (always(http(200, b'{"success": "yes"}', [JSON])), NotThisApi, "no envelope"),
    "a list": (always(http(200, b"[]", [JSON])), NotThisApi, "no envelope"),
    "tokens under no success": (by_path(http(500, b"x"), http(200, b'{"tokens": 1}', [JSON])), NotThisApi, "500"),
}


@pytest.mark.parametrize("kind", NEVER_PASS)
def test_a_server_that_must_never_pass_ends_before_the_first_test(harnessed: Harnessed, kind: str) -> None:
    answer, error, words = NEVER_PASS[kind]
    pauses: list[float] = []
    begun = time.monotonic()
    with Loopback(answer) as server:
        harness = harnessed(server.url, bounds={"answer": 0.2})
        with pytest.raises(error, match=r".") as caught:
            preflight(harness, sleep=pauses.append)
        requests = len(server.requests)
    line = str(caught.value)
    assert words in line
    assert "\n" not in line
    assert caught.value.code == (Exit.USAGE if error is CredentialsRefused else Exit.INCOMPLETE)
    assert requests <= 30
    assert time.monotonic() - begun + sum(pauses) < 60


def test_nobody_at_the_port_is_unreachable(harnessed: Harnessed) -> None:
    with Loopback(close) as server:
        gone = server.url
    with pytest.raises(Unreachable, match="does not answer: the connection failed"):
        preflight(harnessed(gone))


def test_this_api_passes(harnessed: Harnessed) -> None:
    with Loopback(by_path(http(401, REFUSED, [JSON]), http(200, TOKENS, [JSON]))) as server:
        preflight(harnessed(server.url))
        assert len(server.requests) == 2


def test_a_gateway_that_answers_the_anonymous_in_its_own_words_passes(harnessed: Harnessed) -> None:
    with Loopback(by_path(http(403, b"Forbidden"), http(200, TOKENS, [JSON]))) as server:
        preflight(harnessed(server.url))
        assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("headers", "waits"),
    [([], [0.5, 0.5]), ([("Retry-After", "7")], [7, 7]), ([("Retry-After", "63")], [])],
    ids=["half a second", "as asked", "no longer than a window"],
)
def test_a_login_without_tokens_is_tried_again(
    harnessed: Harnessed, headers: list[tuple[str, str]], waits: list[float]
) -> None:
    pauses: list[float] = []
    with Loopback(by_path(http(401, REFUSED, [JSON]), http(503, b"busy", headers))) as server:
        with pytest.raises(NotThisApi, match="status 503"):
            preflight(harnessed(server.url), sleep=pauses.append)
        assert (pauses, len(server.requests)) == (waits, 2 + len(waits))


def test_all_waiting_ends_within_fifty_seconds(harnessed: Harnessed) -> None:
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    login = http(429, REFUSED, [JSON, ("Retry-After", "40")])
    with Loopback(by_path(http(401, REFUSED, [JSON]), login)) as server:
        with pytest.raises(NotThisApi):
            preflight(harnessed(server.url), sleep=sleep, clock=lambda: now[0])
        assert (now[0], len(server.requests)) == (40, 3)


KEY = {"company": "a", "user_id": "u-1", "api_key": "lgp_0123456789"}
TOKEN = {"company": "a", "token_env": "A_TOKEN_OF_THE_TARGET"}


@pytest.mark.parametrize("actors", [{}, {"owner_a": {"company": "a"}}], ids=["nobody", "nobody with credentials"])
def test_without_credentials_the_envelope_alone_decides(harnessed: Harnessed, actors: dict[str, Any]) -> None:
    with Loopback(always(http(401, REFUSED, [JSON]))) as server:
        preflight(harnessed(server.url, actors=actors))
        assert len(server.requests) == 1


@pytest.fixture(params=["API key", "token"])
def introduced(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[str, dict[str, Any]]:
    """A kind of credential that is no login, and actors of whom the first has one."""
    kind: str = request.param
    monkeypatch.setenv("A_TOKEN_OF_THE_TARGET", "a-token-of-the-target")
    return kind, {"owner_a": KEY if kind == "API key" else TOKEN}


@pytest.mark.parametrize("status", [200, 403, 404])
def test_a_key_or_a_token_that_is_known_passes(
    harnessed: Harnessed, introduced: tuple[str, dict[str, Any]], status: int
) -> None:
    with Loopback(known_to(http(status, REFUSED, [JSON]))) as server:
        preflight(harnessed(server.url, actors=introduced[1]))
        assert len(server.requests) == 2


def test_a_key_that_no_header_can_carry_is_a_mistake_in_the_profile(harnessed: Harnessed) -> None:
    key = KEY | {"api_key": "lgp_0123\x007"}
    with Loopback(always(http(401, REFUSED, [JSON]))) as server, pytest.raises(UsageError, match="x-api-key") as told:
        preflight(harnessed(server.url, actors={"owner_a": key}))
    assert "lgp_" not in str(told.value)


def test_a_key_or_a_token_that_is_refused_is_told(harnessed: Harnessed, introduced: tuple[str, dict[str, Any]]) -> None:
    kind, actors = introduced
    with Loopback(always(http(401, REFUSED, [JSON]))) as server:
        with pytest.raises(CredentialsRefused, match=f"refused the {kind} of owner_a"):
            preflight(harnessed(server.url, actors=actors))
        assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("status", "body"), [(429, REFUSED), (500, REFUSED), (200, b"{}")], ids=["429", "500", "200 with {}"]
)
def test_a_key_or_a_token_that_gets_no_answer_of_use_is_tried_thrice(
    harnessed: Harnessed, introduced: tuple[str, dict[str, Any]], status: int, body: bytes
) -> None:
    kind, actors = introduced
    pauses: list[float] = []
    with Loopback(known_to(http(status, body, [JSON]))) as server:
        with pytest.raises(NotThisApi, match=f"answers the {kind} with status {status}"):
            preflight(harnessed(server.url, actors=actors), sleep=pauses.append)
        assert (len(server.requests), pauses) == (4, [0.5, 0.5])


def test_no_password_stands_in_the_line(harnessed: Harnessed) -> None:
    with Loopback(always(http(401, REFUSED, [JSON]))) as server, pytest.raises(CredentialsRefused) as caught:
        preflight(harnessed(server.url))
    assert "hunter2" not in str(caught.value)
