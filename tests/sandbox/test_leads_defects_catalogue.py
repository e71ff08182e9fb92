import tomllib
from pathlib import Path
from typing import Any

import pytest

from conformance.sandbox import defects
from conformance.sandbox.deviation import Defect
from conformance.sandbox.listing import classes_in

CATALOGUE = Path(__file__).parents[2] / "references" / "requirements.toml"
DEFECTS = classes_in(defects, Defect)


@pytest.fixture(scope="module")
def requirements() -> dict[str, dict[str, Any]]:
    found = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))["requirement"]
    return {requirement["id"]: requirement for requirement in found}


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.id)
def test_a_defect_breaks_a_requirement_of_the_catalogue_where_it_shows(
    requirements: dict[str, dict[str, Any]], defect: type[Defect]
) -> None:
    broken = requirements[defect.requirement]
    assert defect.advisory == (broken["level"] == "SHOULD")
    assert set(defect.faults) & set(broken["faults"])
    if broken["operations"] != ["*"]:
        assert set(broken["operations"]) & set(defect().operations)
        assert set(defect.choices) <= set(broken["operations"])
