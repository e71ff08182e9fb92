"""Every check can fail: each defect of the sandbox is found, by the requirement that it intends."""

from pathlib import Path
from typing import Any

import pytest

from conformance import catalogue, launcher, suite_names
from tests.proof.runs import conformance, defects, report_of, statuses

KNOWN = catalogue.load()


@pytest.mark.parametrize("defect", defects(), ids=lambda each: each["id"])
def test_a_defect_intends_a_requirement_of_the_catalogue(defect: dict[str, Any]) -> None:
    assert defect["requirement"] in KNOWN


@pytest.mark.parametrize("defect", defects(), ids=lambda each: each["id"])
def test_a_defect_is_advisory_as_its_requirement_is(defect: dict[str, Any]) -> None:
    assert defect["advisory"] == KNOWN[defect["requirement"]].advisory


@pytest.mark.parametrize("requirement", KNOWN)
def test_a_requirement_is_looked_at(requirement: str) -> None:
    named = (suite_names.requirements_named(folder) for folder in suite_names.folders().values())
    assert KNOWN[requirement].judged == "passively" or any(requirement in each for each in named)


def test_every_requirement_has_a_defect_that_intends_it() -> None:
    assert set(KNOWN) - {each["requirement"] for each in defects()} == set()


@pytest.mark.parametrize("defect", defects(), ids=lambda each: each["id"])
def test_a_defect_is_found_by_the_requirement_that_it_intends(defect: dict[str, Any], tmp_path: Path) -> None:
    requirement = KNOWN[defect["requirement"]]
    about = [word for each in defect["operations"][:1] for word in ("--operation", each)]
    with launcher.sandbox(["--window", "4", "--rate", "standard=20", "--defect", defect["id"]]) as profile:
        ran = conformance(
            *("run", "--profile", str(profile), "--out", str(tmp_path), "-q"),
            *("--level", "deep" if requirement.from_level == "deep" else "standard", "--requirement", requirement.id),
            *(about if requirement.judged == "passively" else ()),
            state=tmp_path,
        )
    assert ran.returncode in (0, 1, 3, 5), ran.stderr
    found = statuses(report_of(tmp_path))[requirement.id]
    assert found == ("advisory" if requirement.advisory else "failed"), ran.stdout
