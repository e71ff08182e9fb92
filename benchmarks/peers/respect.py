"""The Arazzo runner as a tool of the comparison: what it is given, and what it reports."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.target import OWNER, Target, exercised
from benchmarks.verdicts import Failure, Verdict, counted, named
from conformance.contract import Contract

FLOWS = Path(__file__).with_name("flows.arazzo.yaml")


def command(program: Path, target: Target) -> list[str]:
    """The runner on a target with our flows; its report is then `respect.json` in the target's folder."""
    actors = target.actors()
    owner, other, newcomer = (actors[name] for name in (OWNER, "owner_b", "newcomer_1"))
    with target.client() as http:
        company = http.get("/company").json().get("company", {}).get("id", "")
    told = {
        "username": owner["username"],
        "password": owner["password"],
        "other_username": other["username"],
        "other_password": other["password"],
        "newcomer_username": newcomer["username"],
        "newcomer_password": newcomer["password"],
        "company": company,
        "key": owner["api_key"],
        "user": owner["user_id"],
    }
    server = ["--server", f"contract={target.origin}/api", "--input", json.dumps(told)]
    return [str(program), "respect", str(FLOWS), *server, "--json-output", str(target.folder / "respect.json")]


def verdict(report: Mapping[str, Any], contract: Contract) -> Verdict:
    """Every step's failed check, named after workflow, step and check."""
    steps = [
        (workflow["workflowId"], step)
        for file in report["files"].values()
        for workflow in file["executedWorkflows"]
        for step in workflow["executedSteps"]
    ]
    return counted(
        Failure(f"{workflow}/{step['stepId']}: {check['name']}", _operation(step, contract))
        for workflow, step in steps
        for check in step.get("checks", ())
        if not check["passed"]
    )


def _operation(step: Mapping[str, Any], contract: Contract) -> str:
    """The operation that a step called; its own name where no request left."""
    request = step.get("request") or {}
    called = {(str(request.get("method", "")).upper(), urlsplit(str(request.get("url", ""))).path)}
    found = exercised(called, list(contract.values()))
    return named(min(found), contract) if found else str(step["stepId"])
