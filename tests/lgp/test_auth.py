"""Logging in: where the password comes from, what is kept, and how long it lasts."""

import getpass
import json
import stat
import time
from dataclasses import replace
from pathlib import Path

import pytest

from conformance import launcher, profile
from conformance.errors import UsageError
from conformance.lgp import authfile
from conformance.profile import Profile
from conformance.tokens import claims
from tests.lgp.typed import Lgp

SEEDS_FIELDS = ["token", "id_token", "refresh_token", "email", "base_url"]


def password(known: Profile) -> str:
    return known.actors["owner_a"].secret("password") or ""


def kept(lgp: Lgp) -> dict[str, str]:
    values: dict[str, str] = json.loads((lgp.home / ".leadgenius_auth.json").read_text(encoding="utf-8"))
    return values


def log_in(known: Profile) -> str:
    return f"--base-url {known.base_url} auth --email {known.actors['owner_a'].username}"


def wait_until_it_has_expired(token: str) -> None:
    """At most the second that it lives."""
    while time.time() < claims(token)["exp"]:
        time.sleep(0.01)  # the sandbox reads the real clock; the loop ends with the token


def test_the_auth_file_has_the_scripts_form_with_the_users_id(lgp: Lgp, known: Profile) -> None:
    found = kept(lgp)
    assert list(found) == [*SEEDS_FIELDS, "user_id"]
    assert (found["base_url"], found["user_id"]) == (known.base_url, known.actors["owner_a"].user_id)


def test_a_program_is_told_who_logged_in(stranger: Lgp, known: Profile) -> None:
    told = stranger.done(f"{log_in(known)} --password - --json", typed=f"{password(known)}\n").json
    assert told == {
        "user_id": known.actors["owner_a"].user_id,
        "email": known.actors["owner_a"].username,
        "base_url": known.base_url,
        "file": str(stranger.home / ".leadgenius_auth.json"),
    }


def test_the_auth_file_is_its_owners_alone(lgp: Lgp) -> None:
    assert stat.S_IMODE((lgp.home / ".leadgenius_auth.json").stat().st_mode) == 0o600


def test_the_auth_file_holds_no_password(lgp: Lgp, known: Profile) -> None:
    assert password(known) not in (lgp.home / ".leadgenius_auth.json").read_text(encoding="utf-8")


def test_a_dash_reads_the_password_from_standard_input(stranger: Lgp, known: Profile) -> None:
    stranger.done(f"{log_in(known)} --password -", typed=f"{password(known)}\n")
    assert kept(stranger)["token"]


def test_a_password_is_asked_for_at_a_terminal(stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: password(known))
    stranger.done(log_in(known), terminal=True)
    assert kept(stranger)["token"]


def test_a_dash_at_a_terminal_reads_the_password_unseen(
    stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def unseen(prompt: str) -> str:
        asked.append(prompt)
        return password(known)

    monkeypatch.setattr(getpass, "getpass", unseen)
    stranger.done(f"{log_in(known)} --password -", terminal=True, typed="read with an echo\n")
    assert asked == [f"Password of {known.actors['owner_a'].username}: "]


def test_a_password_that_is_typed_in_another_encoding_is_told(
    stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def typed(_prompt: str) -> str:
        return b"pass\xe9word".decode()

    monkeypatch.setattr(getpass, "getpass", typed)
    ended = stranger(log_in(known), terminal=True)
    told = f"lgp: Password of {known.actors['owner_a'].username} is not in UTF-8. Give it as UTF-8 text\n"
    assert (ended.code, ended.err) == (2, told)


@pytest.mark.parametrize(
    ("flags", "typed", "told"),
    [
        ("", "", "nobody is there to type the password. Set LGP_PASSWORD, or pipe it in with --password -"),
        ("--password hunter2", "", "a password on the command line can be read by others"),
        ("--password -", "", "--password - found no password on standard input"),
        ("--password -", "\n", "--password - found no password on standard input"),
    ],
    ids=["none", "on the command line", "an empty pipe", "an empty line"],
)
def test_without_a_safe_password_nobody_logs_in(
    stranger: Lgp, known: Profile, flags: str, typed: str, told: str
) -> None:
    ended = stranger(f"{log_in(known)} {flags}", typed=typed)
    assert (ended.code, told in ended.err) == (2, True)
    assert not (stranger.home / ".leadgenius_auth.json").exists()


def test_a_password_on_the_command_line_is_refused_before_anything_is_asked(stranger: Lgp) -> None:
    ended = stranger("--base-url http://127.0.0.1:9 auth --password hunter2", terminal=True, typed="you@example.com\n")
    told = "a password on the command line can be read by others. Pipe it in with --password -"
    assert (ended.code, ended.err) == (2, f"lgp: {told}\n")


def test_a_wrong_password_is_told_and_keeps_nothing(stranger: Lgp, known: Profile) -> None:
    ended = stranger(f"{log_in(known)} --password -", typed="not it at all\n")
    assert (ended.code, "refused the login of" in ended.err) == (1, True)
    assert not (stranger.home / ".leadgenius_auth.json").exists()


def test_somebody_without_a_name_is_told_how_to_give_it_where_nobody_can_be_asked(
    stranger: Lgp, known: Profile
) -> None:
    ended = stranger(f"--base-url {known.base_url} auth")
    assert (ended.code, ended.err) == (2, "lgp: nobody is named to log in as. Add --email YOU\n")


def test_somebody_without_a_name_is_asked_for_one_at_a_terminal(
    stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: password(known))
    name = known.actors["owner_a"].username
    ended = stranger.done(f"--base-url {known.base_url} auth", typed=f"{name}\n", terminal=True)
    assert (ended.err, kept(stranger)["email"]) == ("E-mail: ", name)


def test_who_types_no_name_is_told_how_to_give_it(stranger: Lgp, known: Profile) -> None:
    ended = stranger(f"--base-url {known.base_url} auth", terminal=True)
    assert (ended.code, ended.err) == (2, "E-mail: \nlgp: nobody is named to log in as. Add --email YOU\n")


@pytest.mark.parametrize("flag", ["", " --password -"], ids=["asked for", "by a dash"])
@pytest.mark.parametrize("ends", [False, True], ids=["an empty line", "the end of input"])
def test_who_types_no_password_sends_none(
    stranger: Lgp, monkeypatch: pytest.MonkeyPatch, flag: str, ends: bool
) -> None:
    def typed(_prompt: str) -> str:
        if ends:
            raise EOFError
        return ""

    monkeypatch.setattr(getpass, "getpass", typed)
    ended = stranger(f"--base-url http://127.0.0.1:9 auth --email you@example.com{flag}", terminal=True)
    told = "lgp: no password was typed. Run the same again, and type it"
    assert (ended.code, ended.err.strip()) == (2, told)


def test_a_profiles_actor_logs_in_by_the_profile(stranger: Lgp, target: Path, known: Profile) -> None:
    stranger.done(f"--profile {target} --actor member_a auth")
    assert kept(stranger)["user_id"] == known.actors["member_a"].user_id


def test_a_login_that_has_expired_is_refreshed_and_kept(stranger: Lgp) -> None:
    with launcher.sandbox([*launcher.arguments_of_a_run(seed=1), "--token-seconds", "1"]) as file:
        known = profile.read(file)
        stranger.done(f"{log_in(known)} --password -", typed=f"{password(known)}\n")
        before = kept(stranger)["token"]
        wait_until_it_has_expired(before)
        stranger.done("whoami")
        assert kept(stranger)["token"] != before


def test_a_login_that_cannot_be_refreshed_says_how_to_log_in(stranger: Lgp) -> None:
    with launcher.sandbox([*launcher.arguments_of_a_run(seed=1), "--token-seconds", "1"]) as file:
        known = profile.read(file)
        stranger.done(f"{log_in(known)} --password -", typed=f"{password(known)}\n")
        (stranger.home / ".leadgenius_auth.json").write_text(json.dumps(kept(stranger) | {"refresh_token": "x" * 30}))
        wait_until_it_has_expired(kept(stranger)["token"])
        ended = stranger("whoami")
    assert (ended.code, "has expired. Log in with `lgp auth --email YOU`" in ended.err) == (1, True)


def test_a_key_stays_when_its_user_logs_in_again(lgp: Lgp, known: Profile) -> None:
    found = authfile.read()
    assert found is not None
    (lgp.home / ".leadgenius_auth.json").write_text(json.dumps(kept(lgp) | {"api_key": "lgp_key-of-the-user"}))
    lgp.done(f"{log_in(known)} --password -", typed=f"{password(known)}\n")
    assert kept(lgp)["api_key"] == "lgp_key-of-the-user"


@pytest.mark.parametrize("end", ["/", "/api", "/api/", " "])
def test_a_key_stays_however_the_service_is_spelled(lgp: Lgp, known: Profile, end: str) -> None:
    spelled = {"base_url": f"{known.base_url.replace('http', 'HTTP')}{end}", "api_key": "lgp_key-of-the-user"}
    (lgp.home / ".leadgenius_auth.json").write_text(json.dumps(kept(lgp) | spelled))
    lgp.done(f"{log_in(known)} --password - --yes", typed=f"{password(known)}\n")
    assert kept(lgp)["api_key"] == "lgp_key-of-the-user"


BROKEN = {
    "no JSON": "{",
    "a list": "[]",
    "nothing": "{}",
    "an empty token": '{"token": ""}',
    "a token that is no text": '{"token": 1, "base_url": "http://127.0.0.1:9"}',
    "a service that is none": '{"token": "x", "base_url": "host"}',
    "a key of two lines": '{"token": "x", "base_url": "http://127.0.0.1:9", "api_key": "lgp_hid\\nden"}',
    "too deep": "[" * 200_000,
}


@pytest.fixture(params=list(BROKEN.values()), ids=list(BROKEN))
def broken(stranger: Lgp, request: pytest.FixtureRequest) -> Lgp:
    """Somebody whose auth file cannot be used."""
    (stranger.home / ".leadgenius_auth.json").write_text(request.param)
    return stranger


def test_an_auth_file_that_cannot_be_used_is_told_by_its_name(broken: Lgp) -> None:
    ended = broken("whoami")
    assert (ended.code, ended.err.endswith(". Run `lgp auth`, which replaces it\n")) == (2, True)
    assert f"auth file {broken.home / '.leadgenius_auth.json'}" in ended.err


def test_a_login_replaces_no_auth_file_that_cannot_be_used_unasked(broken: Lgp, known: Profile) -> None:
    file = broken.home / ".leadgenius_auth.json"
    before = file.read_text()
    ended = broken(f"{log_in(known)} --password -", typed=f"{password(known)}\n")
    assert (ended.code, f"replace {file}, which cannot be used" in ended.err) == (4, True)
    assert file.read_text() == before


def test_a_login_replaces_an_auth_file_that_cannot_be_used_after_a_yes(broken: Lgp, known: Profile) -> None:
    broken.done(f"{log_in(known)} --password - --yes", typed=f"{password(known)}\n")
    assert kept(broken)["base_url"] == known.base_url


@pytest.mark.parametrize("name", ["token", "user_id", "api_key"])
def test_what_no_header_can_hold_is_not_kept(lgp: Lgp, name: str) -> None:
    before, login = kept(lgp), authfile.read()
    assert login is not None
    with pytest.raises(UsageError, match=f"{name} of the auth file .* holds what no header can") as error:
        authfile.write(replace(login, **{name: "hid\nden"}))
    assert (kept(lgp), "hid" in str(error.value)) == (before, False)


def test_a_token_that_lives_shortly_is_used_while_it_lives(stranger: Lgp) -> None:
    with launcher.sandbox([*launcher.arguments_of_a_run(seed=1), "--token-seconds", "50"]) as file:
        known = profile.read(file)
        stranger.done(f"{log_in(known)} --password -", typed=f"{password(known)}\n")
        before = kept(stranger)["token"]
        stranger.done("whoami")
    assert kept(stranger)["token"] == before


OTHERS_KEY = "lgp_key-that-is-shown-nowhere-again"


@pytest.fixture
def keyed(lgp: Lgp) -> Lgp:
    """Somebody whose auth file holds a key."""
    (lgp.home / ".leadgenius_auth.json").write_text(json.dumps(kept(lgp) | {"api_key": OTHERS_KEY}))
    return lgp


def as_another(known: Profile) -> str:
    return f"--base-url {known.base_url} auth --email {known.actors['member_a'].username}"


def test_anothers_login_forgets_no_key_unasked(keyed: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LGP_PASSWORD", known.actors["member_a"].secret("password") or "")
    ended = keyed(as_another(known))
    assert (ended.code, "nobody is there to confirm: forget the API key of" in ended.err) == (4, True)
    assert kept(keyed)["api_key"] == OTHERS_KEY


def test_a_profiles_login_forgets_no_key_unasked(keyed: Lgp, target: Path) -> None:
    assert keyed(f"--profile {target} --actor member_a auth").code == 4
    assert kept(keyed)["api_key"] == OTHERS_KEY


def test_anothers_login_takes_the_files_place_after_a_yes(
    keyed: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LGP_PASSWORD", known.actors["member_a"].secret("password") or "")
    keyed.done(f"{as_another(known)} --yes")
    found = kept(keyed)
    assert (found["user_id"], "api_key" in found) == (known.actors["member_a"].user_id, False)


def test_a_password_in_another_encoding_is_told(stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LGP_PASSWORD", "pass\udce9word")
    ended = stranger(log_in(known))
    assert (ended.code, ended.err.startswith("lgp: LGP_PASSWORD is not in UTF-8. ")) == (2, True)
