"""Attempts: what a test raised, and what it left open, says how it ended."""

import pytest

from conformance.attempts import ended
from conformance.consent import Refusal
from conformance.custody import NotAllowed
from conformance.errors import CredentialsRefused, HarnessBroken, Incomplete, TargetLost, Unsendable, UsageError
from conformance.evidence import CannotTest, ControlFailed, RequirementBroken, Unusable
from conformance.guard import AlreadyThere, Trespass
from conformance.journal.records import EvidenceRecord
from conformance.transport import TransportFault

RECORD = EvidenceRecord(requirement="LG-CLI-001", outcome="failed", expected="1", actual="2", exchanges=(), test="t")
BROKEN = RequirementBroken(RECORD, "text", "source")
FAULT = TransportFault("no whole answer", processed=True)


@pytest.mark.parametrize(
    ("raised", "unreached", "outcome"),
    [
        ([], (), "passed"),
        ([], ("LG-CLI-001",), "broken"),
        ([BROKEN], (), "failed"),
        ([BROKEN], ("LG-CLI-002",), "failed"),
        ([BROKEN, FAULT], (), "failed"),
        ([FAULT, BROKEN], (), "failed"),
        ([BROKEN, TargetLost("gone")], (), "failed"),
        ([ControlFailed("500")], ("LG-CLI-001",), "inconclusive"),
        ([Unusable("no client")], ("LG-CLI-001",), "inconclusive"),
        ([FAULT], ("LG-CLI-001",), "inconclusive"),
        ([FAULT], (), "inconclusive"),
        ([TargetLost("gone")], ("LG-CLI-001",), "inconclusive"),
        ([Incomplete("no tokens")], ("LG-CLI-001",), "inconclusive"),
        ([UsageError("not set")], ("LG-CLI-001",), "inconclusive"),
        ([CredentialsRefused("no")], ("LG-CLI-001",), "inconclusive"),
        ([KeyboardInterrupt()], ("LG-CLI-001",), "inconclusive"),
        ([CannotTest("no owner_b", "add it")], ("LG-CLI-001",), "not tested"),
        ([NotAllowed(Refusal("billable", "it is billable", "allow it"))], ("LG-CLI-001",), "not tested"),
        ([CannotTest("no owner_b"), FAULT], ("LG-CLI-001",), "not tested"),
        ([HarnessBroken("ours")], (), "broken"),
        ([Unsendable("a token with a line break")], ("LG-AUTH-035",), "inconclusive"),
        ([BROKEN, HarnessBroken("ours")], (), "broken"),
        ([Trespass("a write names 7")], ("LG-CLI-001",), "broken"),
        ([AlreadyThere("a new record has got the id 7")], ("LG-CLI-001",), "inconclusive"),
        ([KeyError("x")], ("LG-CLI-001",), "broken"),
        ([BROKEN, KeyError("x")], (), "broken"),
        ([AssertionError("assert 1 == 2")], (), "broken"),
        ([ExceptionGroup("teardown", [FAULT, BROKEN])], (), "failed"),
        ([ExceptionGroup("teardown", [ExceptionGroup("inner", [KeyError("x")])])], (), "broken"),
    ],
)
def test_an_attempt_ends_by_the_weightiest_of_what_it_raised(
    raised: list[BaseException], unreached: tuple[str, ...], outcome: str
) -> None:
    assert ended(raised, unreached).outcome == outcome


def test_a_skip_is_not_tested() -> None:
    with pytest.raises(pytest.skip.Exception) as caught:
        pytest.skip("not here")
    assert (ended([caught.value], ["LG-CLI-001"]).outcome, ended([caught.value], ["x"]).reason) == (
        "not tested",
        "not here",
    )


def test_what_cannot_be_tested_says_what_to_do() -> None:
    found = ended([CannotTest("no owner_b", "Add [actors.owner_b]")], ["LG-CLI-001"])
    assert (found.reason, found.remedy) == ("no owner_b", "Add [actors.owner_b]")


def test_a_test_without_evidence_names_what_it_left_open() -> None:
    assert "LG-CLI-001, LG-CLI-002" in ended([], ["LG-CLI-001", "LG-CLI-002"]).reason


@pytest.mark.parametrize("raised", [[TargetLost("gone")], [BROKEN, TargetLost("gone")], [Incomplete("no tokens")]])
def test_a_lost_target_stops_the_run(raised: list[BaseException]) -> None:
    assert ended(raised, ()).stops_the_run is raised[-1]


@pytest.mark.parametrize("raised", [[], [BROKEN], [FAULT], [KeyError("x")], [UsageError("not set")]])
def test_anything_else_lets_the_run_go_on(raised: list[BaseException]) -> None:
    assert ended(raised, ()).stops_the_run is None


def test_an_odd_error_after_an_advisory_failure_is_the_targets_doing() -> None:
    found = ended([KeyError("id")], ["LG-CLI-001"], failed=True)
    assert (found.outcome, found.reason) == ("inconclusive", "after a failed check: KeyError: 'id'")
