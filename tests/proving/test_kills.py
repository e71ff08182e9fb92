"""A kill is a finding of the intended requirement by a check that passes where nothing is wrong; nothing else is."""

import pytest

from conformance.proving.kills import Clean, kill
from tests.outcome.building import Journal, requirement
from tests.proving.building import breach, defect, ended, told


def clean(*breaches: object) -> Clean:
    """A clean run in which the test `t` passed LG-CLI-001, and a check passed LG-ENV-005 on an exchange."""
    journal = Journal(requirement(), requirement("LG-ENV-005", judged="passively"))
    journal.plan("LG-CLI-001")
    journal.begin()
    journal.verify("LG-CLI-001", "passed")
    journal.exchange(passed=("LG-ENV-005",))
    journal.end()
    return Clean.of(ended(*breaches), told(journal))  # type: ignore[arg-type]  # breaches, given as they come


def test_a_finding_of_the_intended_requirement_kills() -> None:
    assert kill(defect(), ended(breach()), clean()) == (breach(), "")


def test_a_finding_of_another_requirement_does_not_and_is_told() -> None:
    found, why = kill(defect(), ended(breach(requirement="LG-CLI-002")), clean())
    assert (found, why) == (None, "found only LG-CLI-002")


def test_a_run_that_finds_nothing_does_not() -> None:
    assert kill(defect(), ended(), clean()) == (None, "nothing was found")


@pytest.mark.parametrize("ending", ["broken", "too long"])
def test_a_run_that_did_not_come_to_its_end_kills_nothing(ending: str) -> None:
    found, why = kill(defect(), ended(breach(), ending=ending, reason="it hung"), clean())
    assert (found, why) == (None, "the run did not come to its end: it hung")


def test_a_flake_kills_nothing() -> None:
    assert kill(defect(), ended(flaky=("LG-CLI-001",)), clean()) == (None, "LG-CLI-001 is flaky")


def test_a_check_that_did_not_look_where_nothing_is_wrong_kills_nothing() -> None:
    found, why = kill(defect(), ended(breach(test="other")), clean())
    assert (found, why) == (None, "other does not pass LG-CLI-001 where nothing is wrong")


def test_a_check_that_cries_wolf_kills_nothing() -> None:
    found, _ = kill(defect(), ended(breach()), clean(breach()))
    assert found is None


def test_a_passive_check_that_passed_somewhere_kills() -> None:
    wrong = breach(requirement="LG-ENV-005", check="no_server_error", test="another")
    found, _ = kill(defect(requirement="LG-ENV-005"), ended(wrong), clean())
    assert found == wrong


def test_a_must_is_killed_only_where_the_verdict_changes() -> None:
    found, why = kill(defect(), ended(breach(), verdict="INCOMPLETE"), clean())
    assert (found, why) == (None, "the verdict stays INCOMPLETE")


def test_an_advisory_finding_kills_without_the_verdict() -> None:
    wrong = breach(advisory=True)
    assert kill(defect(advisory=True), ended(wrong), clean())[0] == wrong
