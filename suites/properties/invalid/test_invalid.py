"""Invalid data: something in each request is against its schema, and the rest is right."""

import pytest

from conformance.fixtures.generated import Drawn, Prober, every_operation


@pytest.mark.generated
@pytest.mark.level("standard")
@every_operation
def test_invalid_data_breaks_no_requirement(prober: Prober, drawn: Drawn, operation: str) -> None:
    prober.finds_nothing(operation, drawn("invalid", operation), "invalid")
