"""The registry of passive checks: a file each, and each requirement judged by one."""

import pytest

from conformance import catalogue, checks
from conformance.catalogue import Catalogue
from conformance.checks import Check
from conformance.errors import HarnessBroken
from tests.engine.building import requirement

CATALOGUE = Catalogue([requirement("LG-ENV-001", judged="passively"), requirement("LG-CLI-001")])


def check(*requirements: str) -> Check:
    return Check(requirements, lambda _exchange, _facts: {})


@pytest.mark.parametrize("name", ["LG-CLI-001", "LG-ENV-999"])
def test_a_check_of_what_is_not_passive_is_our_defect(name: str) -> None:
    with pytest.raises(HarnessBroken, match="no passive requirement"):
        checks.validated({"odd": check(name)}, CATALOGUE)


def test_two_checks_of_one_requirement_are_our_defect() -> None:
    with pytest.raises(HarnessBroken, match="both judge LG-ENV-001"):
        checks.validated({"one": check("LG-ENV-001"), "two": check("LG-ENV-001")}, CATALOGUE)


def test_the_projects_own_checks_are_valid() -> None:
    assert checks.validated(checks.load(), catalogue.load())


def test_every_passive_requirement_has_a_check() -> None:
    judged = {name for each in checks.load().values() for name in each.requirements}
    assert {each.id for each in catalogue.load().values() if each.judged == "passively"} - judged == set()
