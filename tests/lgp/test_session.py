"""What a session does where a token is refused, a login has to wait, or an answer lacks its rows."""

import json
from typing import Any

import pytest

from conformance.errors import NotThisApi
from conformance.exchange import Exchange, Request, Response
from conformance.lgp import answers
from conformance.lgp.session import Session
from conformance.lgp.where import found
from conformance.transport import HttpTransport
from tests.cli.servers import Answer, answering
from tests.lgp.belongings import log_in
from tests.lgp.installed import at_a_shell
from tests.lgp.typed import Lgp


@pytest.fixture
def renewals(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The URLs of the renewals that are asked for."""
    send, asked = HttpTransport.send, list[str]()

    def noted(transport: HttpTransport, request: Request, **more: Any) -> Response:
        if request.url.endswith("/auth/refresh"):
            asked.append(request.url)
        return send(transport, request, **more)

    monkeypatch.setattr(HttpTransport, "send", noted)
    return asked


@pytest.mark.parametrize("line", ["whoami", "call GET /company"])
def test_a_token_that_was_refused_is_renewed_once(lgp: Lgp, renewals: list[str], line: str) -> None:
    file = lgp.home / ".leadgenius_auth.json"
    kept = json.loads(file.read_text())
    head, _, signature = kept["token"].rpartition(".")
    refused = f"{head}.{signature[::-1]}"
    file.write_text(json.dumps(kept | {"token": refused}))
    lgp.done(line)
    assert len(renewals) == 1
    assert json.loads(file.read_text())["token"] not in (refused, kept["token"])


@pytest.mark.parametrize("body", [b'{"success": true}', b'{"leads": null}', b'{"leads": [1]}'])
def test_rows_that_are_none_are_no_empty_list(body: bytes) -> None:
    answer = Exchange("1", Request("GET", "http://x/api/leads"), Response(200, (), body), "listLeads", None)
    with pytest.raises(NotThisApi, match="has no leads"):
        answers.rows(answer, "leads")


@pytest.mark.parametrize(
    ("body", "remedy"),
    [
        (b'{"success": false, "error": "Oh", "errorType": "internal_error"}', "Report it with its X-Request-Id lgp-"),
        (b"<h1>Bad gateway</h1>", "Try again later: the service is down, or something before it is at fault"),
    ],
)
def test_only_the_service_itself_can_look_a_request_up(stranger: Lgp, body: bytes, remedy: str) -> None:
    with answering(Answer(502, body)) as server:
        log_in(stranger, server.origin)
        ended = stranger("whoami")
    assert (ended.code, remedy in ended.err) == (1, True)


def test_what_a_profile_lacks_is_told_with_what_to_add(stranger: Lgp) -> None:
    (stranger.home / "p.toml").write_text('base_url = "http://127.0.0.1:9"\n[actors.owner_a]\nuser_id = "1"\n')
    ended = stranger("--profile p.toml whoami")
    told = "lgp: owner_a has no login. Add username and password to [actors.owner_a]\n"
    assert (ended.code, ended.err) == (2, told)


def test_a_wait_at_login_is_told(stranger: Lgp, monkeypatch: pytest.MonkeyPatch) -> None:
    assert stranger.home.is_dir()
    left = [Response(429, (("Retry-After", "2"),), b"{}"), Response(200, (), b"{}")]
    monkeypatch.setattr(HttpTransport, "send", lambda *_, **__: left.pop(0))
    monkeypatch.setattr("conformance.lgp.session.time.sleep", lambda _: None)
    told: list[float] = []
    with Session(found("http://127.0.0.1:9", None, "owner_a")) as session:
        session.waits = told.append
        session.anonymous.call("login", json={}, purpose="login")
    assert told == [2.0]


@pytest.mark.usefixtures("lgp")
def test_a_question_without_standard_input_is_a_no() -> None:
    ended = at_a_shell("leads delete a b <&-")
    told = "lgp: nobody is there to confirm: delete 2 leads. Add --yes\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (4, "", told)
