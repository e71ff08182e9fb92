"""Bodies that are wrong: refused in the right words, and nothing of them is written anywhere."""

import pytest

from conformance.actors import Actor, Caller
from conformance.contract import Operation
from conformance.evidence import CannotTest
from conformance.exchange import Exchange
from conformance.expectations import Expectation, one_of
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Verify
from conformance.suites.e2e.envelope.bodies import NOT_JSON
from conformance.suites.e2e.envelope.tour import LASTING, REMOVABLE, WITH_BODIES, Refusal, Tour

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("envelope")]

INVALID = one_of("invalid_format", "invalid_value", "missing_required_field")


def refusals(operation: Operation) -> Expectation:
    """The statuses of a wrong body: 400, or that of another error which may apply to the same request."""
    others = (403, 404, 409) if "{" in operation.path or "singleton" in operation.effects else ()
    return one_of(400, *others, *((401,) if operation.id in ("login", "refreshTokens") else ()))


@pytest.mark.requirement("LG-ENV-015")
@pytest.mark.operation(*WITH_BODIES)
def test_a_body_that_is_not_json_is_a_400(tour: Tour, verify: Verify) -> None:
    for each in tour.refusals:
        if each.kind in NOT_JSON:
            verify("LG-ENV-015", each.answer, expected=refusals(each.operation), actual=each.answer.status)
            if each.answer.status == 400:
                verify("LG-ENV-015", each.answer, expected="invalid_format", actual=each.answer.at("errorType"))


@pytest.mark.requirement("LG-ENV-016")
@pytest.mark.operation(*WITH_BODIES)
def test_a_body_of_another_type_is_a_400_and_writes_no_client_and_no_lead(tour: Tour, verify: Verify) -> None:
    typed = [each for each in tour.refusals if each.kind not in NOT_JSON]
    for each in typed:
        verify("LG-ENV-016", each.answer, expected=refusals(each.operation), actual=each.answer.status)
        if each.answer.status == 400:
            verify("LG-ENV-016", each.answer, expected=INVALID, actual=each.answer.at("errorType"))
    looks, shown = tour.strays([each for each in typed if each.operation.id in REMOVABLE])
    verify("LG-ENV-016", looks, expected=[], actual=shown)


@pytest.mark.requirement("LG-ENV-021")
@pytest.mark.operation(*LASTING)
def test_nothing_that_lasts_comes_of_a_refused_write(tour: Tour, control: Control, verify: Verify) -> None:
    right = tour.look("listSearchHistory")
    control(right, expected=200, actual=right.status)
    lasting = [each for each in tour.refusals if each.operation.id in LASTING and _refused(each)]
    if not lasting:
        raise CannotTest(
            "nothing that lasts may be written, or none of the wrong writes was refused",
            "Allow `permanent` and `singleton`, in a company with `disposable = true`",
        )
    looks, shown = tour.strays(lasting)
    verify("LG-ENV-021", [*(each.answer for each in lasting), *looks], expected=[], actual=shown)


def _refused(each: Refusal) -> bool:
    return 400 <= each.answer.status <= 499


@pytest.mark.requirement("LG-ENV-022")
@pytest.mark.operation("createClient", "updateClient", "createLeads", "updateLeads", "deleteLeads")
def test_several_mistakes_get_one_of_their_errors(
    owner_a: Actor, anonymous: Caller, naming: Naming, verify: Verify
) -> None:
    nobody = naming.random_id()
    cases: list[tuple[Exchange, Expectation]] = [
        (anonymous.call("createClient", body=NOT_JSON["cut off"]), one_of(400, 401)),
        (owner_a.call("updateClient", json={"id": nobody, "clientName": ""}), one_of(400, 404)),
        (owner_a.call("createLeads", json={"client_id": nobody, "firstName": 5}), one_of(400, 403, 404)),
        (owner_a.call("updateLeads", json={"id": nobody, "firstName": ""}), one_of(400, 403, 404)),
        (owner_a.call("deleteLeads", query={"id": nobody}, json={"ids": [nobody]}), one_of(400, 403, 404)),
    ]
    for answer, expected in cases:
        verify("LG-ENV-022", answer, expected=expected, actual=answer.status)
