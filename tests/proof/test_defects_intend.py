"""Every check can fail: each requirement has a defect that intends it. `make selftest` seeks all of them."""

import pytest

from conformance import catalogue, suite_names
from conformance.proving.known import Defect
from tests.proof.runs import defects

KNOWN = catalogue.load()


@pytest.mark.parametrize("defect", defects(), ids=lambda each: each.id)
def test_a_defect_intends_a_requirement_of_the_catalogue(defect: Defect) -> None:
    assert defect.requirement in KNOWN


@pytest.mark.parametrize("defect", defects(), ids=lambda each: each.id)
def test_a_defect_is_advisory_as_its_requirement_is(defect: Defect) -> None:
    assert defect.advisory == KNOWN[defect.requirement].advisory


@pytest.mark.parametrize("requirement", KNOWN)
def test_a_requirement_is_looked_at(requirement: str) -> None:
    named = (suite_names.requirements_named(folder) for folder in suite_names.folders().values())
    assert KNOWN[requirement].judged == "passively" or any(requirement in each for each in named)


def test_every_requirement_has_a_defect_that_intends_it() -> None:
    assert set(KNOWN) - {each.requirement for each in defects()} == set()
