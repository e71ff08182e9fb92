"""The documented examples, sent as they stand but for ids, addresses and passwords."""

import pytest

from conformance.fixtures.generated import Drawn, Prober, every_operation


@pytest.mark.generated
@pytest.mark.level("standard")
@every_operation
def test_a_documented_example_breaks_no_requirement(prober: Prober, drawn: Drawn, operation: str) -> None:
    prober.finds_nothing(operation, drawn("examples", operation), "examples")
