"""What platform admins may see."""

from pathlib import Path

import pytest

from conformance.profile import Profile
from tests.lgp.typed import Lgp


def test_a_platform_admin_sees_all_companies(stranger: Lgp, target: Path) -> None:
    companies = stranger.done(f"--profile {target} --actor platform_admin admin companies --json").json
    assert len({each["id"] for each in companies}) == len(companies) >= 3


def test_a_platform_admin_sees_all_users(stranger: Lgp, target: Path, known: Profile) -> None:
    users = stranger.done(f"--profile {target} --actor platform_admin admin users --json").json
    assert {each.username for each in known.actors.values()} <= {each["email"] for each in users}


@pytest.mark.parametrize(("verb", "header"), [("companies", ["name", "id"]), ("users", ["email", "role"])])
def test_people_read_a_table(stranger: Lgp, target: Path, verb: str, header: list[str]) -> None:
    told = stranger.done(f"--profile {target} --actor platform_admin admin {verb}").out
    assert told.splitlines()[0].split()[:2] == header


@pytest.mark.parametrize("verb", ["companies", "users"])
def test_the_owner_of_a_company_is_refused(lgp: Lgp, verb: str) -> None:
    ended = lgp(f"admin {verb}")
    assert (ended.code, ended.out) == (1, "")
    assert f"/api/admin/{verb} was answered 403, insufficient_permissions" in ended.err
