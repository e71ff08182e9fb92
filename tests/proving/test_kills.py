"""A kill is a finding of the intended requirement by a check that passes where nothing is wrong; nothing else is."""

from typing import Any

import pytest

from conformance.generating import refusals
from conformance.journal.records import Planned
from conformance.proving.kills import kill
from conformance.proving.trial import Breach
from conformance.proving.voucher import Voucher
from conformance.remembering import memory
from tests.outcome.building import Journal, requirement
from tests.proving.building import breach, defect, ended, told


def clean(*breaches: Breach, **facts: Any) -> Voucher:
    """A clean run in which the test `t` passed LG-CLI-001 alone, and a check passed LG-ENV-005 on an exchange.

    The generated test `drawn` ended well and passed nothing. `facts` are those of the run's end.
    """
    journal = Journal(requirement(), requirement("LG-ENV-005", judged="passively"))
    journal.plan("LG-CLI-001")
    journal.add(Planned(test="drawn", requirements=(), generated=True))
    journal.begin()
    journal.verify("LG-CLI-001", "passed")
    journal.exchange(passed=("LG-ENV-005",))
    journal.end()
    journal.begin(test="drawn")
    journal.end(test="drawn")
    return Voucher.of(ended(*breaches, **facts), told(journal))


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


def test_a_passive_check_that_passed_nowhere_kills_nothing() -> None:
    wrong = breach(requirement="LG-ENV-006", check="success_flag")
    found, _ = kill(defect(requirement="LG-ENV-006"), ended(wrong), clean())
    assert found is None


def test_a_test_that_ended_well_and_judged_something_else_kills_nothing() -> None:
    wrong = breach(requirement="LG-CLI-002")
    found, why = kill(defect(requirement="LG-CLI-002"), ended(wrong), clean())
    assert (found, why) == (None, "t does not pass LG-CLI-002 where nothing is wrong")


@pytest.mark.parametrize("doubt", ["flaky", "undecided"])
def test_a_requirement_that_is_in_doubt_where_nothing_is_wrong_kills_nothing(doubt: str) -> None:
    found, _ = kill(defect(), ended(breach()), clean(**{doubt: ("LG-CLI-001",)}))
    assert found is None


@pytest.mark.parametrize("check", [memory.CHECK, refusals.CHECK])
def test_a_check_that_tells_of_no_pass_kills_where_its_test_ends_well(check: str) -> None:
    wrong = breach(requirement="LG-CLI-002", check=check)
    assert kill(defect(requirement="LG-CLI-002"), ended(wrong), clean())[0] == wrong


@pytest.mark.parametrize("check", ["", memory.CHECK, refusals.CHECK])
def test_nothing_kills_by_a_test_that_did_not_end_well(check: str) -> None:
    wrong = breach(requirement="LG-CLI-002", check=check, test="other")
    assert kill(defect(requirement="LG-CLI-002"), ended(wrong), clean())[0] is None


def test_a_generated_test_kills_where_it_ends_well() -> None:
    wrong = breach(requirement="LG-CLI-002", test="drawn")
    assert kill(defect(requirement="LG-CLI-002"), ended(wrong), clean())[0] == wrong


def test_a_must_is_killed_only_where_the_verdict_changes() -> None:
    found, why = kill(defect(), ended(breach(), verdict="INCOMPLETE"), clean())
    assert (found, why) == (None, "the verdict stays INCOMPLETE")


def test_an_advisory_finding_kills_without_the_verdict() -> None:
    wrong = breach(advisory=True)
    assert kill(defect(advisory=True), ended(wrong), clean())[0] == wrong
