"""What is decided of processing for another company's lead, and what waits until something is configured."""

from typing import Any

import pytest

from conformance.exchange import Exchange
from conformance.fixtures.leads import TemporaryLead
from conformance.suites.e2e.isolation.processes import Attempts
from tests.engine.building import exchange

SDR, ENRICH = "processSdr", "processEnrich"
ROW = {"id": "1", "email": "x@lgc.example"}
LEAD = TemporaryLead("1", {"email": "x@lgc.example", "companyName": "Word"}, ROW, exchange(201))
RUN = {"success": True, "runIds": ["run-1"]}


def answered(status: int, body: Any = None) -> Exchange:
    """An answer in the envelope."""
    return exchange(status, body)


def attempts(
    right: dict[str, int],
    foreign: dict[str, Exchange] | None = None,
    own: dict[str, int] | None = None,
    row: dict[str, Any] = ROW,
) -> Attempts:
    """Attempts at a lead by the operations of `right`; whatever is not told is a 404."""
    none = {each: answered(404) for each in right}
    return Attempts(
        LEAD,
        none | (foreign or {}),
        none,
        {each: answered(status) for each, status in (own or {}).items()},
        (),
        [answered(200, {"success": True, "lead": row})],
        {each: answered(status) for each, status in right.items()},
    )


def broken(tries: Attempts) -> list[str]:
    """What was expected where a law does not hold."""
    return [law.expected.split(" in ")[0] for _, law in tries.laws() if not law.holds]


@pytest.mark.parametrize("status", [400, 404])
def test_what_the_owner_itself_is_refused_is_not_decided(status: int) -> None:
    tries = attempts({SDR: status, ENRICH: 200})
    assert (tries.lacking, tries.decided) == ([SDR], [ENRICH])


def test_what_the_stranger_is_refused_for_its_own_lead_is_not_decided() -> None:
    assert attempts({SDR: 200, ENRICH: 200}, own={SDR: 400, ENRICH: 200}).lacking == [SDR]


def test_an_operation_that_fails_for_its_owner_otherwise_lacks_no_settings() -> None:
    assert attempts({SDR: 500}).lacking == []


def test_a_run_for_a_stranger_is_a_breach_whatever_is_decided() -> None:
    assert broken(attempts({SDR: 400}, {SDR: answered(200, RUN)})) == ["no run"]


def test_a_trace_in_the_lead_is_a_breach_whatever_is_decided() -> None:
    assert len(broken(attempts({SDR: 400}, row=ROW | {"email": "y@lgc.example"}))) == 1


def test_a_success_without_a_run_is_a_breach_only_where_it_is_decided() -> None:
    skipped = {SDR: answered(200, {"success": True, "runIds": []})}
    assert broken(attempts({SDR: 400}, skipped)) == []
    assert len(broken(attempts({SDR: 200}, skipped))) == 1
