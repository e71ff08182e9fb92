"""Profiles: what may stand in one, and that every mistake in one is a clear line."""

from pathlib import Path
from typing import Any, get_args

import pytest

from conformance import profile
from conformance.errors import UsageError
from conformance.exits import Exit

SECRET = "hunter2-hunter2"

WHOLE: dict[str, Any] = {
    "base_url": "http://127.0.0.1:8765/api",
    "allow": ["permanent", "singleton", "billable"],
    "scope": ["all"],
    "bounds": {"consistency": 0, "task": 30, "answer": 10},
    "limits": {"window": 60, "standard": 100, "premium": 1000},
    "companies": {"a": {"disposable": True, "exclusive": True}},
    "actors": {
        "owner_a": {
            "company": "a",
            "tier": "premium",
            "username": "owner@a.example",
            "password": SECRET,
            "user_id": "7",
            "api_key": f"lgp_{SECRET}",
        },
        "newcomer_1": {"username": "new@x.example", "password": SECRET},
    },
    "credentials": {"expired": f"ey.{SECRET}.x"},
    "headers": {"X-Gateway": SECRET},
}


def actor(**facts: str) -> dict[str, Any]:
    return WHOLE | {"actors": {"owner_a": {"company": "a", **facts}}}


def refusal(values: dict[str, Any]) -> UsageError:
    with pytest.raises(UsageError) as caught:
        profile.build(values, "p.toml")
    return caught.value


def test_a_whole_profile_is_read() -> None:
    found = profile.build(WHOLE, "p.toml")
    assert found.origin.text == "http://127.0.0.1:8765"
    assert found.actors["owner_a"].secret("password") == SECRET


def test_a_profile_needs_no_more_than_a_base_url() -> None:
    found = profile.build({"base_url": "https://staging.example.com"}, "p.toml")
    assert (found.allow, found.scope, found.bounds.consistency) == ((), ("all",), 5)


def test_no_secret_stands_in_the_text_of_a_profile() -> None:
    found = profile.build(WHOLE, "p.toml")
    assert SECRET not in f"{found!r} {found} {found.actors['owner_a']!r}"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "base_url"),
        (WHOLE | {"base_url": "staging"}, "base_url"),
        (WHOLE | {"base_ulr": "x"}, "unknown key `base_ulr`"),
        (WHOLE | {"bounds": {"patience": 3}}, "unknown key `bounds.patience`"),
        (WHOLE | {"actors": {"owner_a": {"pasword": "x"}}}, "unknown key `actors.owner_a.pasword`"),
        (WHOLE | {"allow": ["everything"]}, "allow"),
        (WHOLE | {"scope": ["some"]}, "scope"),
        (WHOLE | {"limits": {"window": 0}}, "limits.window"),
        (WHOLE | {"limits": {"window": float("nan")}}, "limits.window"),
        (WHOLE | {"bounds": {"answer": float("inf")}}, "bounds.answer"),
        (WHOLE | {"credentials": {"stale": "x"}}, "credentials.stale"),
        (WHOLE | {"companies": {}}, "actors.owner_a is in company 'a'"),
        (actor(username="u", password="p", password_env="P"), "password and password_env exclude each other"),
        (actor(api_key="k", api_key_env="K", user_id="7"), "api_key and api_key_env exclude each other"),
        (actor(api_key="k"), "needs the user_id"),
        (actor(tier="gold"), "actors.owner_a.tier"),
    ],
)
def test_a_mistake_in_a_profile_is_named_in_one_line(values: dict[str, Any], words: str) -> None:
    error = refusal(values)
    assert words in str(error)
    assert "\n" not in str(error)
    assert error.code == Exit.USAGE


def test_a_wrong_secret_is_not_repeated_in_the_error() -> None:
    assert SECRET not in str(refusal(actor(password=SECRET, password_env=SECRET[:3], tier=SECRET)))


@pytest.mark.parametrize("name", ["password", "token", "api_key"])
def test_a_secret_is_read_from_its_environment_variable(name: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LG_SECRET", SECRET)
    found = profile.build(actor(user_id="7", **{f"{name}_env": "LG_SECRET"}), "p.toml")
    assert found.actors["owner_a"].secret(name) == SECRET


@pytest.mark.parametrize("value", [None, ""])
def test_an_unset_environment_variable_is_named(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LG_SECRET", raising=False)
    if value is not None:
        monkeypatch.setenv("LG_SECRET", value)
    found = profile.build(actor(username="u", password_env="LG_SECRET"), "p.toml")
    with pytest.raises(UsageError, match="LG_SECRET is not set"):
        found.actors["owner_a"].secret("password")


def test_a_missing_file_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"p\.toml does not exist.*profile-out"):
        profile.read(tmp_path / "p.toml")


def test_a_folder_is_no_profile(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        profile.read(tmp_path)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xff\xfe", "cannot be read"), (b"base_url = ", "is not TOML"), (b"<html>", "is not TOML")],
)
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "p.toml"
    file.write_bytes(content)
    with pytest.raises(UsageError, match=words):
        profile.read(file)


def test_a_single_login_claims_what_one_user_proves() -> None:
    found = profile.for_one_user("https://staging.example.com", "ada", SECRET)
    assert (found.scope, list(found.actors)) == (("single-user",), ["owner_a"])


def test_a_single_logins_company_is_shared() -> None:
    found = profile.for_one_user("https://staging.example.com", "ada", SECRET)
    assert not found.companies["a"].disposable


def test_an_unknown_consent_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'all'.*production, permanent, singleton, billable"):
        profile.consents(["all"])


def test_the_schema_tells_whom_each_scope_needs_and_what_each_negative_credential_is() -> None:
    properties = profile.schema()["properties"]
    assert (
        "admin: The lists of all companies and users, for platform admins. Needs platform_admin, owner_a."
        in (properties["scope"]["description"])
    )
    assert properties["credentials"]["properties"].keys() == set(get_args(profile.NegativeCredential))


def test_a_run_needs_to_know_the_company_of_everybody_but_newcomers_and_platform_admins() -> None:
    others = {name: {"username": name} for name in ("newcomer_1", "platform_admin")}
    profile.build(WHOLE | {"actors": others}, "p.toml").require_companies()
    with pytest.raises(UsageError, match=r"actors\.owner_a names no company.*Add company"):
        profile.build(WHOLE | {"actors": others | {"owner_a": {"username": "u"}}}, "p.toml").require_companies()
