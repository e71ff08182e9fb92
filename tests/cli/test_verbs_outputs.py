"""What a run leaves in its folder: every report, no secret, and `latest` beside it."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema_rs
import pytest

from conformance import _layout, catalogue, contract, profile
from conformance.exits import Exit
from tests.cli.conftest import Ran
from tests.proof.runs import conformance, report_of

FIELDS = {
    "schema_version",
    "run",
    "verdict",
    "claim",
    "counts",
    "requirements",
    "operations",
    "requests",
    "leftovers",
}
PARTS = {
    "run": {"id", "started", "finished", "target", "level", "seed", "workers", "version"},
    "requirements": {"id", "title", "area", "level", "provenance", "status", "reason", "findings"},
    "operations": {"id", "method", "path", "exchanges", "statuses"},
    "requests": {"total", "planned", "retried", "unplanned_429"},
}


@pytest.fixture(scope="session")
def report(smoke: Ran) -> dict[str, Any]:
    """The report of the shared run."""
    return report_of(smoke.out)


def test_a_right_sandbox_is_conformant(smoke: Ran, report: dict[str, Any]) -> None:
    assert (smoke.process.returncode, report["verdict"]) == (Exit.CONFORMANT, "CONFORMANT"), smoke.screen


def test_the_report_keeps_its_published_schema(report: dict[str, Any]) -> None:
    schema = json.loads((_layout.REFERENCES / "report.schema.json").read_text(encoding="utf-8"))
    assert [each.message for each in jsonschema_rs.validator_for(schema).iter_errors(report)] == []


def test_the_report_holds_every_field_of_its_description(report: dict[str, Any]) -> None:
    assert set(report) >= FIELDS


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_the_report_holds_every_field_of_its_description(report: dict[str, Any], part: str) -> None:
    rows = report[part] if isinstance(report[part], list) else [report[part]]
    assert [row for row in rows if not set(row) >= PARTS[part]] == []
    assert rows


def test_the_report_tells_of_every_requirement_and_operation(report: dict[str, Any]) -> None:
    assert [row["id"] for row in report["requirements"]] == list(catalogue.load())
    assert [row["id"] for row in report["operations"]] == list(contract.load())


def test_the_report_counts_what_it_lists(report: dict[str, Any]) -> None:
    for level, counts in report["counts"].items():
        for status, count in counts.items():
            rows = [row for row in report["requirements"] if (row["level"], row["status"]) == (level, status)]
            assert len(rows) == count


def test_requests_are_the_planned_and_the_retried(report: dict[str, Any]) -> None:
    sent = report["requests"]
    assert sent["total"] == sent["planned"] + sent["retried"] > 0
    assert sent["unplanned_429"] == 0


def test_a_requirement_without_a_test_says_so(report: dict[str, Any]) -> None:
    untold = [row["id"] for row in report["requirements"] if row["status"] == "not tested" and not row["reason"]]
    assert untold == []


def test_every_output_is_there(smoke: Ran) -> None:
    names = {each.name for each in smoke.folder.iterdir()}
    assert names >= {"journal", "ledger", "report.json", "report.html", "junit.xml", "summary.txt"}


def test_junit_holds_the_tests_of_the_report(smoke: Ran, report: dict[str, Any]) -> None:
    cases = ElementTree.parse(smoke.folder / "junit.xml").getroot().iter("testcase")
    assert len(list(cases)) >= len(report["tests"]) > 0


def test_the_kept_summary_is_the_one_on_the_screen(smoke: Ran) -> None:
    assert (smoke.folder / "summary.txt").read_text(encoding="utf-8") in smoke.process.stdout


def test_the_last_lines_are_the_verdict_and_the_path_of_the_report(smoke: Ran, report: dict[str, Any]) -> None:
    verdict, path = smoke.process.stdout.splitlines()[-2:]
    assert verdict == report["sentence"]
    assert Path(path.split()[-1]).resolve() == smoke.folder / "report.html"


def test_latest_names_the_newest_run(tmp_path: Path) -> None:
    runs = []
    for _ in range(2):
        conformance("run", "--requirement", "LG-CLI-005", "--out", str(tmp_path / "out"), "-q", state=tmp_path)
        runs.append((tmp_path / "out" / "latest").readlink())
    assert runs[0] != runs[1]
    assert {tmp_path / "out" / run for run in runs} <= set((tmp_path / "out").iterdir())


def written(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder, with its bytes."""
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_no_secret_of_the_profile_is_written_or_shown(smoke: Ran) -> None:
    actors = profile.read(smoke.profile).actors.values()
    secrets = {secret for actor in actors for secret in (actor.password, actor.api_key) if secret}
    places = {**written(smoke.out), Path("screen"): smoke.screen.encode()}
    assert len(secrets) > 10
    assert [(file.name, secret) for file, data in places.items() for secret in secrets if secret.encode() in data] == []


def test_no_token_is_written_or_shown(smoke: Ran) -> None:
    a_token = re.compile(rb"eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}")
    places = {**written(smoke.out), Path("screen"): smoke.screen.encode()}
    assert [(file.name, found) for file, data in places.items() for found in a_token.findall(data)] == []
