"""Generated data leaves nothing unsaid on a target, does nothing that nobody allowed, and blames no network on it."""

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from conformance import contract, launcher, profile
from conformance.exits import Exit
from tests.proof.between import Passing, between
from tests.proof.generated import evidence, exchanges, ran

CONTRACT = contract.load()
EXAMPLES = ("--suite", "examples")
COSTLY = {"permanent", "singleton", "billable"}
ENDINGS = (Exit.CONFORMANT, Exit.INCOMPLETE, Exit.LEFTOVERS)


@pytest.fixture
def target() -> Iterator[Path]:
    """The profile of a sandbox without defects, for this test alone."""
    with launcher.sandbox(launcher.arguments_of_a_run(seed=1)) as file:
        yield file


def with_changes(file: Path, folder: Path, pattern: str, replacement: str) -> Path:
    """Another profile of the same target."""
    text, changes = re.subn(pattern, replacement, file.read_text(encoding="utf-8"))
    assert changes
    changed = folder / "changed.toml"
    changed.write_text(text, encoding="utf-8")
    return changed


def called(home: Path) -> set[str]:
    return {each["operation"] for each in exchanges(home)}


def costs(operation: str, effects: set[str]) -> bool:
    return not effects.isdisjoint(CONTRACT[operation].effects)


def without_id(passing: Passing) -> bytes:
    """What passes, with no id in the answer to a creation of a client."""
    if (passing.method, passing.path, passing.status) != ("POST", "/api/clients", 201):
        return passing.body
    body = json.loads(passing.body)
    body["client"] = {name: value for name, value in body["client"].items() if name != "id"}
    return json.dumps(body).encode()


def without_id_and_unlisted(passing: Passing) -> bytes:
    """The same from a target whose list does not show the client either."""
    listing = (passing.method, passing.path.partition("?")[0]) == ("GET", "/api/clients")
    return b'{"success": true, "clients": []}' if listing else without_id(passing)


def test_a_creation_that_answers_no_id_and_is_not_found_is_a_leftover(target: Path, tmp_path: Path) -> None:
    chosen = (*EXAMPLES, "--operation", "createClient")
    with between(target, tmp_path, without_id_and_unlisted) as changed:
        report = ran(tmp_path, "--profile", str(changed), suites=chosen, exits=(Exit.NOT_CONFORMANT, Exit.LEFTOVERS))
    left = report["leftovers"]
    assert {each["what"] for each in left} == {"client"}
    assert all(each["id"] is None for each in left)


def test_a_creation_that_answers_no_id_is_found_by_its_tag_and_removed(target: Path, tmp_path: Path) -> None:
    chosen = (*EXAMPLES, "--operation", "createClient")
    with between(target, tmp_path, without_id) as changed:
        report = ran(tmp_path, "--profile", str(changed), suites=chosen, exits=(Exit.NOT_CONFORMANT, Exit.LEFTOVERS))
    assert report["leftovers"] == []
    assert [each for each in clients_of(target) if report["run"]["id"] in json.dumps(each)] == []


def test_after_a_run_no_client_carries_its_tag(target: Path, tmp_path: Path) -> None:
    chosen = tuple(word for each in ("valid", "invalid", "coverage") for word in ("--suite", each))
    about = ("--operation", "createClient", "--operation", "updateClient", "--operation", "createLeads")
    report = ran(tmp_path, "--profile", str(target), *about, suites=chosen, exits=ENDINGS)
    assert clients_of(target)
    assert report["leftovers"] == []
    assert [each for each in clients_of(target) if report["run"]["id"] in json.dumps(each)] == []


def clients_of(file: Path) -> list[dict[str, Any]]:
    """What the company's owner sees."""
    known = profile.read(file)
    owner = known.actors["owner_a"]
    with httpx.Client(base_url=f"{known.origin.text}/api", trust_env=False, timeout=10) as client:
        login = client.post("/auth", json={"username": owner.username, "password": owner.secret("password")}).json()
        bearer = {"Authorization": f"Bearer {login['tokens']['accessToken']}"}
        assert client.post("/clients", json={"clientName": "stands"}, headers=bearer).status_code == 201
        found: list[dict[str, Any]] = client.get("/clients", headers=bearer).json()["clients"]
    return found


def test_what_nobody_allowed_is_not_sent_and_the_rest_is(target: Path, tmp_path: Path) -> None:
    changed = with_changes(target, tmp_path, r"allow = \[.*\]", "allow = []")
    ran(tmp_path, "--profile", str(changed), suites=EXAMPLES, exits=ENDINGS)
    free = {each for each in CONTRACT if not costs(each, COSTLY)}
    assert {each for each in called(tmp_path) if costs(each, COSTLY)} == set()
    assert {each for each in free if takes_something(each)} <= called(tmp_path)


def takes_something(operation: str) -> bool:
    definition = CONTRACT[operation].definition
    return bool(definition.get("parameters")) or "requestBody" in definition


def test_on_a_shared_company_nothing_permanent_is_made_and_no_setting_changed(target: Path, tmp_path: Path) -> None:
    changed = with_changes(target, tmp_path, "disposable = true", "disposable = false")
    ran(tmp_path, "--profile", str(changed), suites=EXAMPLES, exits=ENDINGS)
    of_the_company = {
        each["operation"] for each in exchanges(tmp_path) if not str(each["actor"]).startswith("newcomer")
    }
    assert {each for each in of_the_company if costs(each, {"permanent", "singleton"})} == set()
    assert "createLeads" in of_the_company


def test_a_network_that_loses_answers_is_no_finding(target: Path, tmp_path: Path) -> None:
    numbers = itertools.count(1)

    def lossy(passing: Passing) -> bytes | None:
        lost = not passing.path.startswith("/api/auth") and next(numbers) % 9 == 0
        return None if lost else passing.body

    chosen = ("--operation", "createClient", "--operation", "createLeads", "--operation", "listLeads")
    with between(target, tmp_path, lossy) as changed:
        ran(tmp_path, "--profile", str(changed), *chosen, exits=ENDINGS)
    assert any(each["fault"] for each in exchanges(tmp_path))
    assert evidence(tmp_path) == []


def test_a_slow_target_is_no_finding(tmp_path: Path) -> None:
    chosen = ("--operation", "createLeads", "--operation", "getEnrichLead")
    with launcher.sandbox([*launcher.arguments_of_a_run(seed=1), "--latency", "0.3"]) as slow:
        ran(tmp_path, "--profile", str(slow), *chosen)
    assert exchanges(tmp_path)
    assert evidence(tmp_path) == []
