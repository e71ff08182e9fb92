"""Where a command sends to, and with whose credentials."""

import json
from pathlib import Path

import pytest

from conformance.lgp.where import PUBLIC, found
from conformance.profile import Profile
from tests.engine.sockets import Loopback, always, http
from tests.lgp.typed import Lgp

ELSEWHERE = "http://127.0.0.1:9"


def test_without_anything_it_is_the_public_service(stranger: Lgp) -> None:
    assert stranger.home.is_dir()
    assert found(None, None, "owner_a").origin.text == PUBLIC


def test_the_auth_file_goes_before_the_public_service(lgp: Lgp, known: Profile) -> None:
    assert lgp.home.is_dir()
    assert found(None, None, "owner_a").origin.text == known.base_url


def test_a_profile_goes_before_the_auth_file(lgp: Lgp, target: Path, known: Profile) -> None:
    assert lgp.home.is_dir()
    where = found(None, target, "owner_b")
    assert (where.origin.text, where.login) == (known.base_url, None)


def test_the_environment_goes_before_a_profile(stranger: Lgp, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert stranger.home.is_dir()
    monkeypatch.setenv("LGP_BASE_URL", ELSEWHERE)
    assert found(None, target, "owner_a").origin.text == ELSEWHERE


def test_a_flag_goes_before_the_environment(stranger: Lgp, monkeypatch: pytest.MonkeyPatch) -> None:
    assert stranger.home.is_dir()
    monkeypatch.setenv("LGP_BASE_URL", "http://127.0.0.1:8")
    assert found(f"{ELSEWHERE}/api", None, "owner_a").origin.text == ELSEWHERE


def test_a_login_is_told_to_no_other_service(lgp: Lgp, known: Profile) -> None:
    ended = lgp(f"--base-url {ELSEWHERE} whoami")
    assert ended.code == 2
    assert f"and that of the auth file is for {known.base_url}" in ended.err


def test_a_base_url_that_is_none_is_told_with_its_source(stranger: Lgp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LGP_BASE_URL", "ftp://host")
    ended = stranger("whoami")
    assert (ended.code, ended.err.startswith("lgp: LGP_BASE_URL is no base URL")) == (2, True)


def test_a_service_that_does_not_answer_is_told(stranger: Lgp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LGP_API_KEY", "lgp_some-key")
    monkeypatch.setenv("LGP_USER_ID", "somebody")
    ended = stranger(f"--base-url {ELSEWHERE} call GET /leads?client_id=x")
    assert (ended.code, ended.err.startswith(f"lgp: no answer from {ELSEWHERE}")) == (3, True)


def test_an_actor_that_the_profile_lacks_is_told_with_those_it_has(stranger: Lgp, target: Path) -> None:
    ended = stranger(f"--profile {target} --actor nobody whoami")
    assert (ended.code, "the profile has no actor nobody. Its actors are owner_a" in ended.err) == (2, True)


def test_of_many_actors_a_few_are_told_the_near_ones_first(stranger: Lgp) -> None:
    actors = "".join(f'[actors.member_{letter}]\nuser_id = "1"\n' for letter in "abcdefg")
    Path("p.toml").write_text(f'base_url = "{ELSEWHERE}"\n{actors}[actors.owner]\nuser_id = "1"\n')
    ended = stranger("--profile p.toml --actor ownr whoami")
    names = "owner, member_a, member_b, member_c, member_d, member_e and 2 more, see its [actors]"
    assert ended.err == f"lgp: the profile has no actor ownr. Its actors are {names}: name one with --actor\n"


def test_a_key_without_its_user_is_told_where_it_would_be_used(lgp: Lgp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LGP_API_KEY", "lgp_some-key")
    ended = lgp("call GET /leads?client_id=x")
    assert (ended.code, "LGP_API_KEY is set and LGP_USER_ID is not" in ended.err) == (2, True)


def test_a_key_without_its_user_keeps_nobody_from_whoami(
    lgp: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LGP_API_KEY", "lgp_some-key")
    assert lgp.done("whoami --json").json["user_id"] == known.actors["owner_a"].user_id


@pytest.mark.parametrize("end", ["\r", "\n", " ", "\r\n"])
def test_a_key_that_was_pasted_with_a_line_end_works(
    stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    person = known.actors["owner_a"]
    monkeypatch.setenv("LGP_API_KEY", f"{person.secret('api_key')}{end}")
    monkeypatch.setenv("LGP_USER_ID", f"{person.user_id}{end}")
    stranger.done(f"--base-url {known.base_url} call GET /leads?client_id=none")


@pytest.mark.parametrize("name", ["LGP_API_KEY", "LGP_USER_ID"])
def test_what_no_header_can_hold_is_told_without_its_value(
    stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("LGP_API_KEY", "lgp_some-key")
    monkeypatch.setenv("LGP_USER_ID", "somebody")
    monkeypatch.setenv(name, "hidden\rvalue")
    ended = stranger(f"--base-url {known.base_url} call GET /leads?client_id=none")
    assert (ended.code, ended.err.startswith(f"lgp: {name} holds what no header can")) == (2, True)
    assert "hidden" not in ended.err


@pytest.mark.parametrize("name", ["token", "api_key"])
def test_what_no_header_can_hold_of_the_auth_file_is_told_without_its_value(lgp: Lgp, name: str) -> None:
    file = lgp.home / ".leadgenius_auth.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {name: "hidden\rvalue"}))
    ended = lgp("whoami")
    assert (ended.code, ended.err.startswith(f"lgp: {name} of the auth file")) == (2, True)
    assert "hidden" not in ended.err


@pytest.mark.parametrize("verb", ["whoami", "auth", "call GET /clients"])
def test_an_actors_credentials_are_told_to_no_other_service(
    stranger: Lgp, target: Path, known: Profile, verb: str
) -> None:
    with Loopback(always(http())) as server:
        ended = stranger(f"--base-url {server.url} --profile {target} {verb}")
        assert server.requests == []
    assert (ended.code, f"the profile's actors are for {known.base_url}" in ended.err) == (2, True)


def test_a_key_that_a_profile_leaves_unused_is_noted_once(
    stranger: Lgp, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LGP_API_KEY", "lgp_some-key")
    ended = stranger.done(f"--profile {target} clients list")
    assert ended.err == "LGP_API_KEY is not used: with --profile, its actor's credentials are\n"


def test_a_key_that_is_refused_is_not_mended_by_a_login(
    stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LGP_API_KEY", "lgp_some-key")
    monkeypatch.setenv("LGP_USER_ID", "somebody")
    ended = stranger(f"--base-url {known.base_url} call GET /leads?client_id=none")
    assert (ended.code, "See that the API key lives" in ended.err, "lgp auth" in ended.err) == (1, True, False)


def test_a_key_of_the_environment_opens_what_keys_open(
    stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = known.actors["owner_a"]
    monkeypatch.setenv("LGP_API_KEY", person.secret("api_key") or "")
    monkeypatch.setenv("LGP_USER_ID", person.user_id or "")
    stranger.done(f"--base-url {known.base_url} call GET /leads?client_id=none")


def test_what_takes_no_key_says_that_a_login_is_needed(
    stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LGP_API_KEY", "lgp_some-key")
    monkeypatch.setenv("LGP_USER_ID", "somebody")
    ended = stranger(f"--base-url {known.base_url} call GET /company")
    log_in = f"lgp --base-url {known.base_url} auth --email YOU"
    assert ended.err == f"lgp: GET /company takes no API key. Log in with `{log_in}`\n"
