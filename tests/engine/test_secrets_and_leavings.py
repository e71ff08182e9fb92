"""What no file may hold, and what a run that cannot begin leaves behind: nothing."""

import json
import socket
from pathlib import Path
from threading import Event

import pytest

from conformance.credentials import Credential, api_key, bearer, cookies
from conformance.errors import HarnessError, Unreachable, UsageError
from conformance.run_request import RunRequest
from conformance.running import Run
from tests.engine.conftest import Harnessed
from tests.engine.sockets import Loopback, always, http

ALTERED = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1LTEifQ.c2lnbmF0dXJlLWFsdGVyZWQ"

PROFILE = """
base_url = "{url}"
{more}
[companies.a]
[actors.owner_a]
company = "a"
username = "ada"
password = "hunter2-hunter2"
{actor}
"""


def echo(connection: socket.socket, request: bytes, _stopped: Event) -> None:
    connection.sendall(http(200, request))


@pytest.mark.parametrize(
    "credential",
    [bearer(ALTERED), cookies("x", id_token=ALTERED), api_key(f"lgp_{ALTERED}", "u-1")],
    ids=["bearer", "cookie", "key"],
)
def test_an_altered_credential_is_hidden_like_the_real_one(harnessed: Harnessed, credential: Credential) -> None:
    with Loopback(echo) as server:
        harness = harnessed(server.url)
        harness.anonymous.call("listClients", by=[credential])
    assert ALTERED.encode() not in (harness.context.journal / "main.jsonl").read_bytes()


def test_a_secret_of_somebody_who_was_never_asked_for_is_hidden(harnessed: Harnessed) -> None:
    with Loopback(always(http(200, b'{"leak": "hunter2-hunter2"}'))) as server:
        harness = harnessed(server.url)
        harness.anonymous.call("listClients")
    assert b"hunter2" not in (harness.context.journal / "main.jsonl").read_bytes()


@pytest.mark.parametrize(
    "body",
    [
        '{"apiKey": {"key": "SECRET"}}',
        '{"key": "SECRET"}',
        '{"note": "use SECRET for it"}',
        "<p>SECRET</p>",
    ],
)
@pytest.mark.parametrize("secret", [ALTERED, "lgp_0123456789abcdef"], ids=["a token", "a key"])
def test_a_key_and_a_token_are_hidden_wherever_an_answer_shows_them(
    harnessed: Harnessed, body: str, secret: str
) -> None:
    with Loopback(always(http(200, body.replace("SECRET", secret).encode()))) as server:
        harness = harnessed(server.url)
        harness.anonymous.call("listClients")
    assert secret.encode() not in (harness.context.journal / "main.jsonl").read_bytes()


@pytest.mark.parametrize(
    "header",
    [
        ("x-access-token", "opaque-and-long-enough"),
        ("Authorization", "Bearer opaque-and-long-enough"),
        ("location", f"https://idp.example/cb#access_token={ALTERED}"),
    ],
    ids=["a token's name", "authorization", "a token in a redirect"],
)
def test_secrets_in_the_headers_of_an_answer_are_hidden(harnessed: Harnessed, header: tuple[str, str]) -> None:
    with Loopback(always(http(200, b"{}", [header]))) as server:
        harness = harnessed(server.url)
        harness.anonymous.call("listClients")
    written = (harness.context.journal / "main.jsonl").read_bytes()
    assert b"opaque-and-long" not in written
    assert ALTERED.encode() not in written


def test_many_keys_in_one_answer_are_hidden_in_a_moment(harnessed: Harnessed) -> None:
    keys = [f"lgp_{number:08}abcdefgh" for number in range(20_000)]
    with Loopback(always(http(200, json.dumps(keys).encode()))) as server:
        harness = harnessed(server.url)
        harness.anonymous.call("listClients")
        assert not harness.redactor.hides(keys[-1])
    assert b"abcdefgh" not in (harness.context.journal / "main.jsonl").read_bytes()


def test_beginnings_of_tokens_that_go_on_and_on_are_passed_over_in_a_moment(harnessed: Harnessed) -> None:
    with Loopback(always(http(200, b"eyJ" * 300_000))) as server:
        harness = harnessed(server.url)
        assert harness.anonymous.call("listClients").status == 200


@pytest.mark.parametrize("text", ["lgp_campaign_q1", "lgp_contacts_2026.jsonl", "eyJhIjoxfQ"])
def test_a_word_that_begins_as_a_secret_does_is_none(harnessed: Harnessed, text: str) -> None:
    with Loopback(always(http(200, json.dumps({"clientName": text}).encode()))) as server:
        harness = harnessed(server.url)
        harness.anonymous.call("listClients")
    assert text.encode() in (harness.context.journal / "main.jsonl").read_bytes()


@pytest.mark.parametrize("name", ["accessToken", "access_token", "AccessToken", "ACCESS-TOKEN"])
def test_a_secret_is_known_by_its_name_however_that_is_spelled(harnessed: Harnessed, name: str) -> None:
    with Loopback(always(http(200, f'{{"{name}": "opaque-and-long-enough"}}'.encode()))) as server:
        harness = harnessed(server.url)
        harness.anonymous.call("listClients")
    assert b"opaque-and-long" not in (harness.context.journal / "main.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("more", "actor", "error", "words"),
    [
        ("", "", Unreachable, "does not answer"),
        ('ca_file = "none.pem"', "", UsageError, r"none\.pem cannot be used"),
        ("", 'user_id = "7"\napi_key_env = "LG_NOT_SET"', UsageError, "LG_NOT_SET is not set"),
    ],
)
def test_a_run_that_cannot_begin_leaves_nothing(
    tmp_path: Path, more: str, actor: str, error: type[HarnessError], words: str
) -> None:
    file = tmp_path / "p.toml"
    file.write_text(PROFILE.format(url="http://127.0.0.1:9", more=more, actor=actor), encoding="utf-8")
    with pytest.raises(error, match=words):
        Run(RunRequest(profile=file, out=tmp_path / "out")).__enter__()
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "p.toml"
    file.write_text(PROFILE.format(url="http://127.0.0.1:9", more="", actor=""), encoding="utf-8")
    with pytest.raises(UsageError, match=r"cannot be written.*Give --out"):
        Run(RunRequest(profile=file, out=file)).__enter__()


def test_a_rerun_command_can_be_pasted() -> None:
    request = RunRequest(profile=Path("my profile.toml"), allow=("billable",), strict=True)
    assert request.rerun == (
        "conformance run --profile 'my profile.toml' --level standard --seed 1 --allow billable --strict"
    )


def test_a_rerun_command_names_the_folder_in_which_examples_are_kept() -> None:
    assert RunRequest(out=Path("my runs")).rerun.endswith(" --out 'my runs'")
