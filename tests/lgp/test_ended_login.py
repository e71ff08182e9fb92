"""A login that has ended: an API key stands in for it, and what is no end is not told as one."""

import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import jwt
import pytest

from conformance.profile import Profile
from tests.cli.servers import REFUSAL, Answer, answering, say
from tests.lgp.exports import Made, jsonl, made
from tests.lgp.typed import Lgp


def keep(lgp: Lgp, known: Profile, *, base_url: str = "", key: bool = True, exp: float = -100.0) -> None:
    """Leave a login in the auth file that nothing renews; `exp` is when its token ends, in seconds from now."""
    person = known.actors["owner_a"]
    claims = {"sub": person.user_id, "iat": time.time() - 3600, "exp": time.time() + exp}
    login = {
        "token": jwt.encode(claims, "x" * 32, algorithm="HS256"),
        "refresh_token": "long-forgotten",
        "email": person.username,
        "base_url": base_url or known.base_url,
        "user_id": person.user_id,
        "api_key": person.secret("api_key") if key else "",
    }
    (lgp.home / ".leadgenius_auth.json").write_text(json.dumps(login))


@pytest.fixture(scope="session")
def three(known: Profile) -> Made:
    """A client with three leads."""
    return made(known, 3)


@pytest.mark.parametrize("exp", [-100.0, 1000.0], ids=["it says so itself", "the service says so"])
def test_a_key_stands_in_for_a_login_that_has_ended(stranger: Lgp, known: Profile, three: Made, exp: float) -> None:
    keep(stranger, known, exp=exp)
    found = stranger.done("clients list --json").json
    assert three.id in [each["id"] for each in found]


@pytest.mark.parametrize("key", ["id", "client_id"])
def test_an_export_of_one_client_goes_by_the_key(stranger: Lgp, known: Profile, three: Made, key: str) -> None:
    keep(stranger, known)
    stranger.done(f"bulk export a.jsonl --client {getattr(three, key)}")
    assert {row["id"] for row in jsonl(stranger.home / "a.jsonl")} == three.leads


def test_what_takes_no_key_still_says_that_the_login_has_expired(stranger: Lgp, known: Profile) -> None:
    keep(stranger, known)
    ended = stranger("call GET /company")
    assert (ended.code, "has expired. Log in with `lgp auth --email YOU`" in ended.err) == (1, True)


@pytest.mark.parametrize(
    ("answer", "code", "told"),
    [
        (Answer(401, REFUSAL), 1, "has expired. Log in"),
        (Answer(400, REFUSAL), 1, "has expired. Log in"),
        (Answer(403, REFUSAL), 1, "POST {}/api/auth/refresh was answered 403, authentication_error: no"),
        (Answer(400, b"<html>", "text/html"), 3, "POST {}/api/auth/refresh was answered 400"),
        (Answer(503, b"<html>", "text/html"), 3, "POST {}/api/auth/refresh was answered 503"),
        (Answer(500, REFUSAL), 3, "POST {}/api/auth/refresh was answered 500, authentication_error: no"),
        (Answer(200, b'{"success": true}'), 3, "answered a renewal of the login without tokens"),
    ],
)
def test_only_the_apis_own_refusal_ends_a_login(
    stranger: Lgp, known: Profile, answer: Answer, code: int, told: str
) -> None:
    with answering(answer) as server:
        keep(stranger, known, base_url=server.origin, key=False)
        ended = stranger("clients list")
    assert (ended.code, told.format(server.origin) in ended.err) == (code, True), ended.err


@pytest.mark.parametrize(
    ("answer", "remedy"),
    [
        (Answer(403, REFUSAL), "Log in with `lgp auth --email YOU`, or ask who runs the service"),
        (Answer(404, b"<html>", "text/html"), "See that --base-url is right"),
    ],
)
def test_what_to_do_about_a_login_that_is_not_renewed_is_told(
    stranger: Lgp, known: Profile, answer: Answer, remedy: str
) -> None:
    with answering(answer) as server:
        keep(stranger, known, base_url=server.origin, key=False)
        ended = stranger("clients list")
    assert ended.err.endswith(f". {remedy}\n")


def test_a_key_stands_in_where_a_renewal_is_answered_by_a_gateway(stranger: Lgp, known: Profile) -> None:
    def by_key(handler: BaseHTTPRequestHandler) -> None:
        is_keyed = "x-api-key" in handler.headers
        say(
            handler,
            Answer(200, b'{"success": true, "clients": []}') if is_keyed else Answer(503, b"down", "text/plain"),
        )

    with answering(by_key) as server:
        keep(stranger, known, base_url=server.origin)
        assert stranger.done("clients list").out == "no clients\n"


@pytest.mark.parametrize("exp", [-100.0, 1000.0], ids=["it says so itself", "the service says so"])
@pytest.mark.parametrize(
    "renewal",
    [Answer(503, b"down", "text/plain"), Answer(403, REFUSAL), Answer(200, b'{"success": true}')],
    ids=["a gateway", "the API", "somebody else"],
)
@pytest.mark.parametrize(
    ("line", "out"),
    [
        ("clients list", "client_id  id\nk1         1\n"),
        ("bulk export a.jsonl", "0 leads in a.jsonl\n"),
        ("bulk export a.jsonl --client k1", "0 leads in a.jsonl\n"),
    ],
)
def test_what_takes_a_key_goes_on_by_it_whatever_a_renewal_is_answered(
    stranger: Lgp, known: Profile, line: str, out: str, renewal: Answer, exp: float
) -> None:
    client = b'{"id": "1", "client_id": "k1", "company_id": "c"}'
    rows = Answer(200, b'{"success": true, "clients": [' + client + b'], "leads": []}')

    def by_key(handler: BaseHTTPRequestHandler) -> None:
        is_renewal = handler.path == "/api/auth/refresh"
        say(handler, renewal if is_renewal else rows if "x-api-key" in handler.headers else Answer(401, REFUSAL))

    with answering(by_key) as server:
        keep(stranger, known, base_url=server.origin, exp=exp)
        ended = stranger.done(line)
    assert (ended.out, "may not look clients up" in ended.err) == (out, False)


def test_what_takes_no_key_tells_what_kept_its_login_from_being_renewed(stranger: Lgp, known: Profile) -> None:
    def down(handler: BaseHTTPRequestHandler) -> None:
        is_renewal = handler.path == "/api/auth/refresh"
        say(handler, Answer(503, b"down", "text/plain") if is_renewal else Answer(401, REFUSAL))

    with answering(down) as server:
        keep(stranger, known, base_url=server.origin, exp=1000.0)
        ended = stranger("call GET /company")
    assert (ended.code, "/api/auth/refresh was answered 503" in ended.err) == (3, True), ended.err


def with_a_company_that_is_answered(status: int) -> Callable[[BaseHTTPRequestHandler], None]:
    """A service that shows the company of a login by this status, and lists clients for a key alone."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path.startswith("/api/company"):
            say(handler, Answer(status, REFUSAL))
        elif "x-api-key" in handler.headers:
            say(handler, Answer(200, b'{"success": true, "clients": [{"company_id": "c"}], "leads": []}'))
        else:
            say(handler, Answer(401, REFUSAL))

    return answer


def test_a_key_tells_its_company_where_the_login_is_answered_that_it_has_ended(stranger: Lgp, known: Profile) -> None:
    with answering(with_a_company_that_is_answered(401)) as server:
        keep(stranger, known, base_url=server.origin, exp=1000.0)
        assert stranger.done("bulk export a.jsonl").out == "0 leads in a.jsonl\n"


@pytest.mark.parametrize("status", [400, 403, 500])
def test_another_refusal_to_show_the_company_is_told_as_it_is(stranger: Lgp, known: Profile, status: int) -> None:
    with answering(with_a_company_that_is_answered(status)) as server:
        keep(stranger, known, base_url=server.origin, exp=1000.0)
        ended = stranger("bulk export a.jsonl")
    told = f"lgp: GET {server.origin}/api/company was answered {status}, authentication_error: no"
    assert (ended.code, ended.err.startswith(told)) == (1, True), ended.err
