"""Evidence: `verify` decides, an advisory failure waits, and a denial without a control proves nothing."""

from datetime import date
from typing import Any

import pytest

from conformance.catalogue import Catalogue
from conformance.errors import HarnessBroken
from conformance.evidence import ControlFailed, Evidence, RequirementBroken, Unusable, needed
from conformance.exchange import ABSENT, Exchange, Request
from conformance.expectations import Judgement, one_of
from conformance.journal.records import ControlRecord, EvidenceRecord
from conformance.waivers import Waiver
from tests.engine.building import Rig, exchange, journal, requirement
from tests.engine.conftest import Rigged

PLAIN, DENIAL, ADVISORY = "LG-CLI-001", "LG-ISO-001", "LG-CLI-900"
CATALOGUE = Catalogue(
    [requirement(PLAIN), requirement(DENIAL, control=True), requirement(ADVISORY, provenance="inferred")]
)


@pytest.fixture
def rig(rigged: Rigged) -> Rig:
    rig = rigged()
    rig.stage.enter("test_x.py::test_x", 1)
    return rig


@pytest.fixture
def evidence(rig: Rig) -> Evidence:
    return Evidence([PLAIN, DENIAL, ADVISORY], CATALOGUE, rig.recorder, rig.stage)


def written(rig: Rig) -> list[EvidenceRecord]:
    return [each for each in journal(rig.folder / "journal") if isinstance(each, EvidenceRecord)]


def test_what_holds_is_recorded_as_passed(rig: Rig, evidence: Evidence) -> None:
    evidence.verify(PLAIN, exchange(), expected=200, actual=200)
    record = written(rig)[0]
    assert (record.requirement, record.outcome, record.expected, record.actual, record.exchanges, record.test) == (
        *(PLAIN, "passed", "200", "200"),
        *(("main.1",), "test_x.py::test_x"),
    )


def test_what_does_not_hold_breaks_the_test_and_is_recorded(rig: Rig, evidence: Evidence) -> None:
    with pytest.raises(RequirementBroken):
        evidence.verify(PLAIN, exchange(404), expected=one_of(200, 201), actual=404)
    record = written(rig)[0]
    assert (record.outcome, record.expected, record.actual) == ("failed", "200 or 201", "404")


def test_a_failure_can_be_seen_and_run_again(evidence: Evidence) -> None:
    with pytest.raises(RequirementBroken) as caught:
        evidence.verify(PLAIN, exchange(404), expected=200, actual=404)
    for part in (PLAIN, f"clients#{PLAIN}", "expected: 200", "actual:   404", "curl ", f"--requirement {PLAIN}"):
        assert part in str(caught.value)


def test_a_failure_shows_no_secret_however_it_is_cut(rig: Rig, evidence: Evidence) -> None:
    secret = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    rig.redactor.learn("token", secret)
    with pytest.raises(RequirementBroken) as caught:
        evidence.verify(PLAIN, exchange(), expected={"a": secret}, actual={"pad": "x" * 970, "token": secret})
    assert "ABCDEF" not in str(caught.value)


def test_an_advisory_failure_is_recorded_and_waits_for_the_end_of_the_test(rig: Rig, evidence: Evidence) -> None:
    evidence.verify(ADVISORY, exchange(), expected=1, actual=2)
    evidence.verify(PLAIN, exchange(), expected=1, actual=1)
    assert [(each.requirement, each.outcome) for each in written(rig)] == [(ADVISORY, "failed"), (PLAIN, "passed")]
    assert [type(each) for each in evidence.deferred] == [RequirementBroken]


@pytest.mark.parametrize("body", [[], {}, {"page": "Welcome"}, {"success": "yes"}], ids=repr)
def test_no_pass_rests_on_a_success_that_the_api_does_not_tell(rig: Rig, evidence: Evidence, body: object) -> None:
    evidence.verify(PLAIN, exchange(200, body), expected=200, actual=200)
    assert [each.outcome for each in written(rig)] == ["inconclusive"]


@pytest.mark.parametrize(
    "other",
    [exchange(), exchange(404, "gone"), exchange(200, [], operation=None)],
    ids=["one that does", "a refusal", "an undocumented path"],
)
def test_such_a_success_beside_another_answer_takes_no_pass_away(rig: Rig, evidence: Evidence, other: Exchange) -> None:
    evidence.verify(PLAIN, [exchange(200, []), other], expected=1, actual=1)
    assert [each.outcome for each in written(rig)] == ["passed"]


def test_a_head_needs_no_envelope(rig: Rig, evidence: Evidence) -> None:
    head = exchange(200, [], request=Request("HEAD", "http://127.0.0.1:8765/api/clients"))
    evidence.verify(PLAIN, head, expected=200, actual=200)
    assert [each.outcome for each in written(rig)] == ["passed"]


def test_a_denial_without_a_control_is_inconclusive(rig: Rig, evidence: Evidence) -> None:
    evidence.verify(DENIAL, exchange(404), expected=404, actual=404)
    assert [each.outcome for each in written(rig)] == ["inconclusive"]


def test_a_denial_with_a_control_counts_and_names_it(rig: Rig, evidence: Evidence) -> None:
    evidence.control(exchange(200, id="main.7"), expected=200, actual=200)
    evidence.verify(DENIAL, exchange(404), expected=404, actual=404)
    assert [(each.outcome, each.controls) for each in written(rig)] == [("passed", ("main.7",))]


@pytest.mark.parametrize(
    ("status", "body"), [(200, []), (200, {"page": "Welcome"}), (404, "gone"), (503, {"success": False}), (429, {})]
)
def test_a_denial_rests_on_no_answer_that_is_not_the_apis(rig: Rig, evidence: Evidence, status: int, body: Any) -> None:
    evidence.control(exchange(200, id="main.7"), expected=200, actual=200)
    evidence.verify(DENIAL, exchange(status, body, operation="listClients"), expected=[], actual=[])
    assert [each.outcome for each in written(rig)] == ["inconclusive"]


def test_a_denial_may_rest_on_a_gateways_word_about_size(rig: Rig, evidence: Evidence) -> None:
    evidence.control(exchange(200, id="main.7"), expected=200, actual=200)
    evidence.verify(DENIAL, exchange(413, "too large", operation="createLeads"), expected=413, actual=413)
    assert [each.outcome for each in written(rig)] == ["passed"]


def test_a_gateways_answer_breaks_nothing_at_first(rig: Rig, evidence: Evidence) -> None:
    with pytest.raises(Unusable, match="503"):
        evidence.verify("LG-CLI-001", exchange(503), expected=201, actual=503)
    assert [each.outcome for each in written(rig)] == ["inconclusive"]


@pytest.mark.parametrize(
    ("status", "operation", "error"),
    [(503, "listClients", RequirementBroken), (504, "listClients", Unusable), (503, "createClient", Unusable)],
)
def test_a_gateways_answer_that_comes_again_to_a_repeated_test_is_the_services_doing(
    rig: Rig, evidence: Evidence, status: int, operation: str, error: type[Exception]
) -> None:
    with pytest.raises(Unusable):
        evidence.verify("LG-CLI-001", exchange(503), expected=201, actual=503)
    rig.stage.enter("test_it", 2)
    with pytest.raises(error):
        evidence.verify("LG-CLI-001", exchange(status, operation=operation), expected=201, actual=status)


def test_what_a_gateway_left_undecided_is_known(evidence: Evidence) -> None:
    evidence.verify("LG-CLI-001", exchange(503), expected=503, actual=503)
    assert evidence.undecided


def test_a_broken_denial_needs_no_control(evidence: Evidence) -> None:
    with pytest.raises(RequirementBroken):
        evidence.verify(DENIAL, exchange(200), expected=404, actual=200)


def test_a_control_that_does_not_work_decides_nothing(rig: Rig, evidence: Evidence) -> None:
    with pytest.raises(ControlFailed, match="got 500 where it needs 200"):
        evidence.control(exchange(500), expected=200, actual=500)
    record = next(each for each in journal(rig.folder / "journal") if isinstance(each, ControlRecord))
    assert (record.held, record.expected, record.actual) == (False, "200", "500")


def test_a_control_is_recorded_without_secrets(rig: Rig, evidence: Evidence) -> None:
    rig.redactor.learn("token", "ABCDEFGHIJKLMNOP")
    with pytest.raises(ControlFailed):
        evidence.control(exchange(), expected=None, actual={"token": "ABCDEFGHIJKLMNOP"})
    assert b"ABCDEF" not in (rig.folder / "journal" / "main.jsonl").read_bytes()


def test_a_requirement_that_the_test_does_not_name_is_our_defect(evidence: Evidence) -> None:
    with pytest.raises(HarnessBroken, match="LG-CLI-002, which it does not name"):
        evidence.verify("LG-CLI-002", exchange(), expected=1, actual=1)


def test_a_judgement_without_an_exchange_is_our_defect(evidence: Evidence) -> None:
    with pytest.raises(HarnessBroken, match="without an exchange"):
        evidence.judge(PLAIN, [], Judgement(True, "x", "x"))


@pytest.mark.parametrize("actual", [True, 1.0, "1", None, ABSENT])
def test_an_expected_number_is_met_by_nothing_else(evidence: Evidence, actual: Any) -> None:
    with pytest.raises(RequirementBroken):
        evidence.verify(PLAIN, exchange(), expected=1, actual=actual)


def test_what_no_verify_has_spoken_on_is_unreached(evidence: Evidence) -> None:
    evidence.verify(PLAIN, exchange(), expected=1, actual=1)
    assert evidence.unreached == (DENIAL, ADVISORY)


def test_what_a_test_stands_on_must_be_had() -> None:
    with pytest.raises(Unusable, match=r"a client was not to be had: main\.1 got 500 where it needs 201"):
        needed(exchange(500), expected=201, actual=500, what="a client")


def test_a_waived_breach_waits_for_the_end_of_the_test_so_that_it_hides_no_other(rig: Rig) -> None:
    waiver = Waiver(requirement=PLAIN, operation="listClients", owner="ada", reason="known", expires=date(2099, 1, 1))
    evidence = Evidence([PLAIN], CATALOGUE, rig.recorder, rig.stage, [waiver])
    evidence.verify(PLAIN, exchange(404), expected=200, actual=404)
    assert [str(each)[: len(PLAIN)] for each in evidence.deferred] == [PLAIN]
    with pytest.raises(RequirementBroken):
        evidence.verify(PLAIN, exchange(404, operation="createClient"), expected=200, actual=404)
