"""Dredd as a tool of the comparison: what it is given, and what it reports."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from benchmarks.target import OWNER, Target, exercised
from benchmarks.tools import DOCUMENT, read
from benchmarks.verdicts import Failure, Verdict, counted, named
from conformance.contract import Contract

HOOKS = Path(__file__).with_name("dredd_hooks.js")

STATUSES = ("200", "201", "401")
"""What an example, or the lack of credentials, can cause; dredd would spend its time on leaving out the others."""

_CASE = re.compile(r"(\w+) \(\d+\) ([^?\s]+)")
_PART = re.compile(r"^(headers|body|statusCode): (.+)$", re.MULTILINE)


def command(program: Path, target: Target) -> list[str]:
    """Dredd on a target with our hooks; its report is then `dredd.xml` in the target's folder."""
    actors = target.actors()
    people = {"owner": actors[OWNER], "admin": actors["platform_admin"], "newcomer": actors["newcomer_1"]}
    (target.folder / "people.json").write_text(json.dumps(people), encoding="utf-8")
    document = target.folder / "openapi.json"
    document.write_text(json.dumps(narrowed(read(DOCUMENT))), encoding="utf-8")
    told = [f"--hookfiles={HOOKS}", "--reporter=xunit", "--output=dredd.xml", "--loglevel=error"]
    return [str(program), str(document), f"{target.origin}/api", *told]


def narrowed(document: dict[str, Any]) -> dict[str, Any]:
    """The contract's document with no other responses than those of STATUSES."""
    paths = {
        path: {
            method: {**operation, "responses": {s: r for s, r in operation["responses"].items() if s in STATUSES}}
            if "responses" in operation
            else operation
            for method, operation in methods.items()
        }
        for path, methods in document["paths"].items()
    }
    return {**document, "paths": paths}


def verdict(report: str, contract: Contract) -> Verdict:
    """Every part of an answer that a transaction did not expect, from the XML that dredd wrote."""
    operations = list(contract.values())
    found: list[Failure] = []
    for case in ElementTree.fromstring(report).iter("testcase"):
        failure, called = case.find("failure"), _CASE.match(case.get("name", ""))
        if failure is None or called is None:
            continue
        said = (failure.text or "").partition("\nRequest:")[0]
        matched = exercised({(called[1], f"/api{called[2]}")}, operations)
        operation = named(min(matched), contract) if matched else called[2]
        parts = [f"{part}: {what}" for part, what in _PART.findall(said)] or ["the transaction"]
        found += [Failure(part, operation) for part in parts]
    return counted(found)
