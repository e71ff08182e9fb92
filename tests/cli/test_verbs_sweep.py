"""What `conformance sweep` tells of what it leaves where it is."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from conformance import launcher, profile
from conformance.exits import Exit
from conformance.ledger import Ledger
from conformance.profile import Profile
from conformance.run_id import RunId
from tests.proof.runs import conformance

NOBODY = "http://127.0.0.1:9"
LOGIN = ("--base-url", NOBODY, "--username", "somebody@example.com", "--password", "not-the-password")


@pytest.fixture
def sandbox() -> Iterator[Path]:
    """The profile of a sandbox without defects, for this test alone."""
    with launcher.sandbox() as file:
        yield file


def make(target: Profile, name: str) -> None:
    """A client of the owner of company A, made without the harness."""
    actor = target.actors["owner_a"]
    login = {"username": actor.username, "password": actor.secret("password")}
    with httpx.Client(base_url=target.origin.text, trust_env=False) as client:
        token = client.post("/api/auth", json=login).json()["tokens"]["accessToken"]
        made = client.post("/api/clients", json={"clientName": name}, headers={"Authorization": f"Bearer {token}"})
        assert made.is_success


def swept(folder: Path, *kinds: str) -> list[str]:
    """The lines of a sweep by the ledger of a run that made these for good."""
    ledger = Ledger(folder / "left" / "ledger", "main", RunId.new().text, NOBODY)
    for kind in kinds:
        entry = ledger.intend(kind, "createWebhook", "owner_a", "a", removable=False)
        ledger.made(entry, id=None)
    ledger.close()
    ran = conformance("sweep", str(folder / "left"), *LOGIN, state=folder / "state")
    assert ran.returncode == Exit.CONFORMANT, ran.stderr
    return [line for line in ran.stdout.splitlines() if not line.startswith("password")]


def test_a_sweep_by_tag_tells_of_younger_rows_and_how_to_take_them(sandbox: Path, tmp_path: Path) -> None:
    make(profile.read(sandbox), f"{RunId.new().tag}-a left")
    by_tag = ("sweep", "--profile", str(sandbox))
    assert conformance(*by_tag, state=tmp_path).stdout.splitlines() == [
        "0 found, 0 removed, 0 left",
        "passed over: 1 client of runs younger than 2h; --older-than 0s takes them",
    ]
    told = conformance(*by_tag, "--older-than", "0s", state=tmp_path).stdout.splitlines()
    assert told[1:] == ["1 found, 1 removed, 0 left"]


def test_what_nothing_removes_is_told_once_with_how_often_it_stands(tmp_path: Path) -> None:
    assert swept(tmp_path, "webhook", "settings", "webhook")[:2] == [
        "stays, for nothing removes it (2 times): webhook (id unknown) of owner_a",
        "stays, for nothing removes it: settings (id unknown) of owner_a",
    ]


def test_of_much_that_nothing_removes_the_rest_is_counted(tmp_path: Path) -> None:
    lines = swept(tmp_path, *(f"kind-{number}" for number in range(25)), "kind-24")
    assert [line for line in lines if line.startswith("stays")] == lines[:20]
    assert lines[20] == "… and 6 more that nothing removes, all in the ledger"
