"""Bugs and enhancements, listed and reported."""

from pathlib import Path

import pytest

from conformance.profile import Profile
from tests.lgp.belongings import ESCAPE, fresh
from tests.lgp.typed import Lgp

BOTH = pytest.mark.parametrize(("kind", "post"), [("bugs", "report"), ("enhancements", "request")])


@BOTH
def test_what_was_reported_is_listed(lgp: Lgp, kind: str, post: str) -> None:
    text = fresh("Enrichment fails")
    made = lgp.done(f"maintenance {kind} {post} --json --desc", text).json
    assert made in lgp.done(f"maintenance {kind} list --json").json


@BOTH
def test_a_report_carries_the_address_of_the_login(lgp: Lgp, known: Profile, kind: str, post: str) -> None:
    made = lgp.done(f"maintenance {kind} {post} --desc Slow --json").json
    assert made["userEmail"] == known.actors["owner_a"].username


def test_a_report_may_carry_another_address(lgp: Lgp) -> None:
    made = lgp.done("maintenance bugs report --desc Slow --email support@example.com --json").json
    assert made["userEmail"] == "support@example.com"


def test_a_report_by_a_key_without_a_login_carries_no_address(
    stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = known.actors["owner_a"]
    monkeypatch.setenv("LGP_API_KEY", person.secret("api_key") or "")
    monkeypatch.setenv("LGP_USER_ID", person.user_id or "")
    made = stranger.done(f"--base-url {known.base_url} maintenance bugs report --desc Slow --json").json
    assert made.get("userEmail") is None


def test_a_report_by_the_key_of_another_does_not_carry_the_address_of_the_login(
    lgp: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = known.actors["member_a"]
    monkeypatch.setenv("LGP_API_KEY", person.secret("api_key") or "")
    monkeypatch.setenv("LGP_USER_ID", person.user_id or "")
    assert lgp.done("maintenance bugs report --desc Slow --json").json.get("userEmail") is None


def test_a_report_by_an_actor_of_a_profile_carries_its_user_name(stranger: Lgp, target: Path, known: Profile) -> None:
    made = stranger.done(f"--profile {target} --actor member_a maintenance bugs report --desc Slow --json").json
    assert made["userEmail"] == known.actors["member_a"].username


@BOTH
def test_people_read_a_table(lgp: Lgp, kind: str, post: str) -> None:
    text = fresh("Support maps")
    lgp.done(f"maintenance {kind} {post} --desc", text)
    header, *lines = lgp.done(f"maintenance {kind} list").out.splitlines()
    assert header.split()[:3] == ["id", "status", "description"]
    assert any("open" in line and text in line for line in lines)


@BOTH
def test_a_description_cannot_steer_the_terminal(lgp: Lgp, kind: str, post: str) -> None:
    lgp.done(f"maintenance {kind} {post} --desc", fresh(ESCAPE))
    told = lgp.done(f"maintenance {kind} list").out
    assert ("\x1b" in told, r"\x1b[31mred" in told) == (False, True)


@BOTH
def test_a_report_needs_a_description(lgp: Lgp, kind: str, post: str) -> None:
    assert lgp(f"maintenance {kind} {post}").code == 2
