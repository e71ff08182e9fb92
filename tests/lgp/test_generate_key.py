"""An API key is made, and shown once."""

import json
from pathlib import Path
from typing import Any

import pytest

from conformance.exchange import Exchange
from conformance.lgp.session import Session
from conformance.profile import Profile
from tests.lgp.typed import Lgp


def test_the_key_is_all_that_is_printed(lgp: Lgp) -> None:
    told = lgp.done("generate-key --name Agent --desc 'For the agent'").out
    assert (told.startswith("lgp_"), told.count("\n"), " " in told) == (True, 1, False)


def test_the_key_works(lgp: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    key = lgp.done("generate-key --name Agent").out.strip()
    (lgp.home / ".leadgenius_auth.json").unlink()
    monkeypatch.setenv("LGP_API_KEY", key)
    monkeypatch.setenv("LGP_USER_ID", known.actors["owner_a"].user_id or "")
    assert lgp.done(f"--base-url {known.base_url} campaigns list").code == 0


def test_a_note_tells_how_to_use_the_key(lgp: Lgp, known: Profile) -> None:
    told = lgp.done("generate-key --name Agent").err
    assert "LGP_API_KEY" in told
    assert f"LGP_USER_ID to {known.actors['owner_a'].user_id}" in told


def test_the_key_stands_nowhere_but_on_standard_output(lgp: Lgp) -> None:
    ended = lgp.done("generate-key --name Agent --save")
    assert ended.out.strip() not in ended.err


def test_the_key_is_not_kept_unasked(lgp: Lgp) -> None:
    key = lgp.done("generate-key --name Agent").out.strip()
    assert key not in (lgp.home / ".leadgenius_auth.json").read_text()


def test_json_holds_the_key_once(lgp: Lgp) -> None:
    ended = lgp.done("generate-key --name Agent --json")
    assert ended.json["apiKey"].startswith("lgp_")
    assert ended.out.count(ended.json["apiKey"]) == 1


def test_a_saved_key_lies_beside_the_login(lgp: Lgp) -> None:
    before = json.loads((lgp.home / ".leadgenius_auth.json").read_text())
    key = lgp.done("generate-key --name Agent --save").out.strip()
    assert json.loads((lgp.home / ".leadgenius_auth.json").read_text()) == {**before, "api_key": key}


def test_a_saved_key_is_used_from_then_on(lgp: Lgp) -> None:
    lgp.done("generate-key --name Agent --save")
    assert lgp.done("whoami --json").json["api_key"] is True


def test_a_note_tells_where_a_key_is_saved_and_what_uses_it(lgp: Lgp) -> None:
    saved, shown = lgp.done("generate-key --name Agent --save").err.splitlines()
    uses = "`lgp` uses it from now on wherever a key is taken, as by `lgp bulk export`"
    assert saved == f"saved in {lgp.home / '.leadgenius_auth.json'}: {uses}"
    assert shown.startswith("the key is shown this once; to use it elsewhere, set LGP_API_KEY to it")


def test_a_note_tells_that_a_saved_key_took_the_place_of_another(lgp: Lgp) -> None:
    lgp.done("generate-key --name First --save")
    assert "instead of the key before it" in lgp.done("generate-key --name Second --save --yes").err


def test_a_saved_key_is_not_lost_unasked(lgp: Lgp) -> None:
    first = lgp.done("generate-key --name First --save").out.strip()
    ended = lgp("generate-key --name Second --save")
    kept = json.loads((lgp.home / ".leadgenius_auth.json").read_text())["api_key"]
    assert (ended.code, ended.out, kept) == (4, "", first)
    assert "nobody is there to confirm: forget the API key of " in ended.err


def test_a_second_key_that_is_not_saved_loses_none(lgp: Lgp) -> None:
    lgp.done("generate-key --name First --save")
    assert lgp.done("generate-key --name Second").out.startswith("lgp_")


def test_a_key_is_shown_where_it_cannot_be_kept_any_more(lgp: Lgp, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = Session.ask

    def made(session: Session, operation: str, **asked: Any) -> Exchange:
        (lgp.home / ".leadgenius_auth.json").unlink()
        return ask(session, operation, **asked)

    monkeypatch.setattr(Session, "ask", made)
    ended = lgp("generate-key --name Agent --save")
    told = "lgp: the auth file is gone, so that the key is not kept. Set LGP_API_KEY to it\n"
    assert (ended.code, ended.out.startswith("lgp_"), ended.err.endswith(told)) == (2, True, True)


def test_a_profile_keeps_no_key(stranger: Lgp, target: Path) -> None:
    ended = stranger(f"--profile {target} generate-key --name Agent --save")
    assert (ended.code, ended.out) == (2, "")
    assert "a profile keeps no key for --save" in ended.err


def test_a_key_makes_no_key(stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    person = known.actors["owner_a"]
    monkeypatch.setenv("LGP_API_KEY", person.secret("api_key") or "")
    monkeypatch.setenv("LGP_USER_ID", person.user_id or "")
    ended = stranger(f"--base-url {known.base_url} generate-key --name Agent")
    assert (ended.code, ended.out) == (2, "")
    assert "takes no API key" in ended.err
