"""A target whose companies are real ones, which others use: it is tested as far as it may be, and stays as it was."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from conformance import launcher, profile
from conformance.exits import Exit
from tests.proof.runs import conformance, hand_written, report_of, statuses

SHARED = ("a", "b")
SINGLETONS = ("/company", "/settings/url", "/settings/agent", "/settings/sdr-ai")
LISTS = {"/clients": "clients", "/search-history": "searchHistories", "/campaigns": "campaigns"}
PASSED_WHATEVER_IS_ALLOWED = ("LG-AUTH-001", "LG-AUTH-002", "LG-AUTH-010", "LG-COMP-001", "LG-COMP-012", "LG-ISO-001")
PASSED_WITH_SINGLETONS = ("LG-COMP-005", "LG-COMP-007", "LG-COMP-008", "LG-SET-001", "LG-SET-005")


@contextmanager
def owner_of(file: Path, company: str) -> Iterator[httpx.Client]:
    """The owner of a company, who knows nothing of any test."""
    found = profile.read(file)
    actor = found.actors[f"owner_{company}"]
    with httpx.Client(base_url=f"{found.origin.text}/api", trust_env=False, timeout=10) as client:
        login = {"username": actor.username, "password": actor.secret("password")}
        token = client.post("/auth", json=login).raise_for_status().json()["tokens"]["accessToken"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def standing(file: Path) -> dict[str, Any]:
    """The record, the settings and the lists of both companies; when something was last touched is left out."""
    found: dict[str, Any] = {}
    for company in SHARED:
        with owner_of(file, company) as owner:
            for path in SINGLETONS:
                answer = owner.get(path).raise_for_status().json()
                row = answer.get("company" if path == "/company" else "settings")
                found[f"{path} of {company}"] = {name: value for name, value in row.items() if name != "updatedAt"}
            for path, key in LISTS.items():
                rows = owner.get(path).raise_for_status().json()[key]
                found[f"{path} of {company}"] = sorted(row["id"] for row in rows)
    return found


def configure(file: Path) -> None:
    """Give both companies what somebody uses: a URL with its key, agents, searches."""
    for company in SHARED:
        with owner_of(file, company) as owner:
            for path, body in (
                (
                    "/settings/url",
                    {"enrichment10": "https://northwind.example/e", "enrichment10_Apikey": "key-of-ours"},
                ),
                ("/settings/agent", {"projectId": "northwind", "enrichment10AgentId": "agent-10"}),
                ("/settings/sdr-ai", {"projectId": "northwind", "message10AgentId": "agent-m"}),
            ):
                made = owner.post(path, json=body)
                if made.status_code == 409:
                    owner.put(path, json=body).raise_for_status()
            for number in range(3):
                search = {"searchName": f"Northwind {number}", "category": "northwind"}
                owner.post("/search-history", json=search).raise_for_status()


def shared(file: Path, allowed: list[str]) -> Path:
    """A profile of the same target that says that others use both companies."""
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^allow = .*$", f"allow = {allowed}", text)
    text = re.sub(r"(?m)^scope = .*$", 'scope = ["core"]', text)
    for company in SHARED:
        text, times = re.subn(
            rf"(?m)^(\[companies\.{company}\]\n)disposable = true\nexclusive = true$", r"\1disposable = false", text
        )
        assert times == 1
    changed = file.with_name("shared.toml")
    changed.write_text(text, encoding="utf-8")
    return changed


@pytest.mark.parametrize("allowed", [[], ["singleton"]], ids=["nothing", "singletons"])
def test_companies_that_others_use_are_tested_and_stay_as_they_were(tmp_path: Path, allowed: list[str]) -> None:
    with launcher.sandbox(launcher.arguments_of_a_run(seed=1)) as file:
        configure(file)
        before = standing(file)
        changed = shared(file, allowed)
        ran = conformance(
            *("run", "--profile", str(changed), "--out", str(tmp_path / "out"), "-q", *hand_written()), state=tmp_path
        )
        after = standing(file)
    assert ran.returncode == Exit.CONFORMANT, ran.stdout + ran.stderr
    report = report_of(tmp_path / "out")
    assert report["leftovers"] == []
    assert after == before
    found = statuses(report)
    assert set(found.values()) <= {"passed", "not tested", "deep only"}
    due = PASSED_WHATEVER_IS_ALLOWED + (PASSED_WITH_SINGLETONS if allowed else ())
    assert {name: found[name] for name in due} == dict.fromkeys(due, "passed")
    untold = [row["id"] for row in report["requirements"] if row["status"] == "not tested" and not row["reason"]]
    assert untold == []
