"""Tokens are renewed by one command after the other, and what others have kept meanwhile stays."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jwt
import pytest

from conformance.errors import UsageError
from conformance.lgp import authfile
from conformance.lgp.authfile import Login
from conformance.lgp.person import Person
from conformance.lgp.session import Session
from conformance.lgp.where import found
from tests.lgp.typed import Lgp

KEY = "lgp_key-that-was-saved-meanwhile"


@pytest.fixture
def pair(lgp: Lgp) -> Iterator[tuple[Person, Person]]:
    """One user in two commands at once."""
    assert lgp.home.is_dir()
    with Session(found(None, None, "owner_a")) as one, Session(found(None, None, "owner_a")) as other:
        assert isinstance(one.person, Person)
        assert isinstance(other.person, Person)
        yield one.person, other.person


def kept() -> Login:
    login = authfile.read()
    assert login is not None
    return login


def test_two_commands_do_not_log_each_other_out(pair: tuple[Person, Person]) -> None:
    assert [each.refresh() for each in pair] == [True, True]
    assert pair[1].login == pair[0].login == kept()


def test_a_renewal_works_when_another_command_has_renewed_twice(pair: tuple[Person, Person]) -> None:
    one, other = pair
    assert (one.refresh(), one.refresh(), other.refresh()) == (True, True, True)
    assert other.call("getCompany").status == 200


def test_a_renewal_keeps_a_key_that_was_saved_meanwhile(pair: tuple[Person, Person]) -> None:
    authfile.write(replace(kept(), api_key=KEY))
    assert pair[0].refresh()
    assert kept().api_key == KEY


def test_a_renewal_leaves_the_login_of_somebody_else(pair: tuple[Person, Person]) -> None:
    somebody = Login(token="x", id_token="", refresh_token="", email="else@example.com", base_url="http://127.0.0.1:9")
    authfile.write(somebody)
    assert pair[0].refresh()
    assert kept() == somebody


def test_a_renewal_makes_no_file_anew_that_was_removed(pair: tuple[Person, Person]) -> None:
    authfile.place().unlink()
    assert pair[0].refresh()
    assert authfile.read() is None


def test_a_token_just_renewed_is_trusted_whatever_it_says(
    pair: tuple[Person, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    person = pair[0]
    hour_ahead = float(jwt.decode(kept().token, options={"verify_signature": False})["exp"]) + 1.0
    monkeypatch.setattr(person, "_clock", lambda: hour_ahead)
    assert [person.call("getCompany").status for _ in range(2)] == [200, 200]
    renewed = kept().token
    person.call("getCompany")
    assert kept().token == renewed


def test_a_saved_key_keeps_the_tokens_that_were_renewed_meanwhile(
    pair: tuple[Person, Person], lgp: Lgp, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Session.ask

    def renewed_meanwhile(session: Session, operation: str, **more: object) -> object:
        answer = whole(session, operation, **more)  # type: ignore[arg-type]  # as it was called
        assert pair[0].refresh()
        return answer

    monkeypatch.setattr(Session, "ask", renewed_meanwhile)
    key = lgp.done("generate-key --name Agent --save").out.strip()
    assert pair[0].login is not None
    assert (kept().token, kept().api_key) == (pair[0].login.token, key)


def test_a_saved_key_does_not_go_to_somebody_else(lgp: Lgp, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Session.ask
    somebody = Login(token="x", id_token="", refresh_token="", email="else@example.com", base_url="http://127.0.0.1:9")

    def logged_in_meanwhile(session: Session, operation: str, **more: object) -> object:
        answer = whole(session, operation, **more)  # type: ignore[arg-type]  # as it was called
        authfile.write(somebody)
        return answer

    monkeypatch.setattr(Session, "ask", logged_in_meanwhile)
    ended = lgp("generate-key --name Agent --save")
    assert (ended.code, ended.out.startswith("lgp_"), "somebody else has logged in" in ended.err) == (2, True, True)
    assert kept() == somebody


def what_holds_it() -> str:
    """What keeps a command from the auth file, if it does not wait; empty where the file is free."""
    try:
        with authfile.held(0.0):
            return ""
    except UsageError as error:
        return error.message


@pytest.mark.usefixtures("lgp")
def test_a_file_that_another_command_holds_is_told() -> None:
    with authfile.held():
        assert "another lgp has held the auth file" in what_holds_it()


@pytest.mark.usefixtures("lgp")
def test_a_file_is_free_again_after_a_command() -> None:
    with authfile.held():
        pass
    assert what_holds_it() == ""


def test_a_file_that_cannot_be_written_leaves_nothing_beside_it(lgp: Lgp, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    login, before = kept(), sorted(lgp.home.iterdir())
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match="cannot be written: No space left on device"):
        authfile.write(login)
    assert sorted(lgp.home.iterdir()) == before


def test_a_token_that_was_pasted_with_a_line_end_works(lgp: Lgp) -> None:
    file = lgp.home / ".leadgenius_auth.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"token": f"{kept().token}\r\n"}))
    lgp.done("whoami")
