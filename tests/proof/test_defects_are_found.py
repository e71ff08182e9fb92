"""Every check can fail: each defect of the sandbox is found, by the requirement that it intends."""

from pathlib import Path
from typing import Any

import pytest

from conformance import catalogue, launcher
from tests.proof.runs import conformance, defects, report_of, statuses

KNOWN = catalogue.load()


@pytest.mark.parametrize("defect", defects(), ids=lambda each: each["id"])
def test_a_defect_intends_a_requirement_of_the_catalogue(defect: dict[str, Any]) -> None:
    assert defect["requirement"] in KNOWN


@pytest.mark.parametrize("defect", defects(), ids=lambda each: each["id"])
def test_a_defect_is_advisory_as_its_requirement_is(defect: dict[str, Any]) -> None:
    assert defect["advisory"] == KNOWN[defect["requirement"]].advisory


@pytest.mark.parametrize("defect", defects(), ids=lambda each: each["id"])
def test_a_defect_is_found_by_the_requirement_that_it_intends(defect: dict[str, Any], tmp_path: Path) -> None:
    requirement = defect["requirement"]
    with launcher.sandbox(["--window", "4", "--rate", "standard=20", "--defect", defect["id"]]) as profile:
        ran = conformance(
            *("run", "--profile", str(profile), "--out", str(tmp_path), "-q", "--requirement", requirement),
            state=tmp_path,
        )
    assert ran.returncode in (0, 1, 3, 5), ran.stderr
    assert statuses(report_of(tmp_path))[requirement] == ("advisory" if defect["advisory"] else "failed"), ran.stdout
