"""Who somebody is to the service."""

import base64
import json
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

import pytest

from conformance.profile import Profile
from tests.cli.servers import REFUSAL, Answer, answering, say
from tests.lgp.exports import by_key
from tests.lgp.typed import Lgp


def test_it_tells_the_user_the_service_and_the_company(lgp: Lgp, known: Profile) -> None:
    told = lgp.done("whoami --json").json
    assert (told["user_id"], told["email"]) == (known.actors["owner_a"].user_id, known.actors["owner_a"].username)
    assert (told["base_url"], told["role"], told["api_key"]) == (known.base_url, "Owner", False)


def test_people_read_whether_there_is_a_key(lgp: Lgp) -> None:
    told = dict(line.split(maxsplit=1) for line in lgp.done("whoami").out.splitlines())
    assert told["api_key"] == "no"


@pytest.mark.parametrize(
    ("user", "told"),
    [("", "yes, but LGP_USER_ID is not set, without which it is of no use"), ("u-1", "yes, not tried")],
)
def test_people_read_what_a_key_beside_the_login_lacks(
    lgp: Lgp, monkeypatch: pytest.MonkeyPatch, user: str, told: str
) -> None:
    monkeypatch.setenv("LGP_API_KEY", "lgp_some-key")
    monkeypatch.setenv("LGP_USER_ID", user)
    lines = dict(line.split(maxsplit=1) for line in lgp.done("whoami").out.splitlines())
    assert lines["api_key"] == told


def test_somebody_without_a_login_is_told_how_to_log_in(stranger: Lgp, known: Profile) -> None:
    ended = stranger(f"--base-url {known.base_url} whoami")
    assert (ended.code, ended.out) == (2, "")
    log_in = f"lgp --base-url {known.base_url} auth --email YOU"
    assert ended.err == f"lgp: GET /company needs a login. Log in with `{log_in}`\n"


def test_a_key_alone_tells_its_user_and_its_company(
    stranger: Lgp, lgp: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = lgp.done("whoami --json").json["company_id"]
    (lgp.home / ".leadgenius_auth.json").unlink()
    by_key(monkeypatch, known)
    told = stranger.done("whoami --json").json
    assert (told["user_id"], told["base_url"]) == (known.actors["owner_a"].user_id, known.base_url)
    assert (told["company_id"], told["api_key"]) == (company, True)


def test_a_key_that_does_not_tell_its_company_still_tells_its_user(
    stranger: Lgp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(handler: BaseHTTPRequestHandler) -> None:
        is_bulk = urlsplit(handler.path).path == "/api/enrich-leads/list"
        say(handler, Answer(400 if is_bulk else 401, REFUSAL))

    monkeypatch.setenv("LGP_API_KEY", "lgp_some-key")
    monkeypatch.setenv("LGP_USER_ID", "u-1")
    with answering(closed) as server:
        told = stranger.done(f"--base-url {server.origin} whoami --json").json
    assert (told["user_id"], told["company_id"], told["api_key"]) == ("u-1", "", True)


def test_a_key_that_the_service_does_not_know_is_told(
    stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_key(monkeypatch, known)
    monkeypatch.setenv("LGP_API_KEY", "lgp_mistyped")
    ended = stranger("whoami")
    assert (ended.code, ended.out, "See that the API key lives" in ended.err) == (1, "", True)


@pytest.mark.parametrize("exp", ["1800000000000", "1e18", "NaN", "Infinity", "9" * 400], ids=lambda text: text[:16])
def test_an_expiry_that_no_calendar_has_is_left_out(stranger: Lgp, exp: str) -> None:
    payload = base64.urlsafe_b64encode(f'{{"sub": "u-1", "exp": {exp}}}'.encode()).rstrip(b"=").decode()
    with answering(Answer(200, b'{"success": true, "company": {"id": "c"}}')) as server:
        login = {"token": f"eyJhbGciOiJIUzI1NiJ9.{payload}.c2ln", "base_url": server.origin}
        (stranger.home / ".leadgenius_auth.json").write_text(json.dumps(login))
        told = stranger.done("whoami --json").json
    assert (told["user_id"], told["expires"]) == ("u-1", "")
