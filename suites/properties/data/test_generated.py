"""Generated requests: data that nobody thought of, judged by every passive check of the house."""

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Flaky
from schemathesis import GenerationMode

from conformance import contract
from conformance.actors import Actor
from conformance.evidence import FoundByChecks
from conformance.exchange import Exchange
from conformance.fixtures.generated import Generator, Ids, generated_operations
from conformance.guard import Trespass
from conformance.harness import Harness

CASES = {"smoke": 0, "standard": 6, "deep": 60}
"""Generated requests an operation and mode, by level; shrinking apart."""

MODES = {"valid data": GenerationMode.POSITIVE, "invalid data": GenerationMode.NEGATIVE}


@pytest.mark.generated
@pytest.mark.level("standard")
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "operation", [pytest.param(each, marks=pytest.mark.operation(each)) for each in contract.load()]
)
def test_no_generated_request_breaks_the_contract(
    harness: Harness, owner_a: Actor, ids: Ids, operation: str, mode: str
) -> None:
    known = harness.contract[operation]
    generator = Generator(harness, owner_a, known, ids)
    chosen = MODES[mode]

    @hypothesis.seed(harness.context.seed)
    @settings(
        max_examples=CASES[harness.context.level],
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(case=generated_operations()[operation].as_strategy(generation_mode=chosen))
    def each(case: object) -> None:
        try:
            generator.send(case, deepen=chosen is GenerationMode.POSITIVE)
        except Trespass:
            hypothesis.reject()
        newest = generator.adapter.last
        if newest is not None and harness.watch.broken_by(newest):
            raise FoundByChecks(described(newest, harness.watch.broken_by(newest)))

    try:
        each()
    except Flaky as odd:
        raise FoundByChecks("a generated request was found wrong, and not when it was sent again") from odd


def described(exchange: Exchange, broken: list[str]) -> str:
    """A finding in a line."""
    return f"{exchange.request.method} {exchange.operation} got {exchange.status}: breaks {', '.join(broken)}"
