"""Valid data: drawn from the schemas, about records of one's own, so that it reaches deep."""

import pytest

from conformance.fixtures.generated import Drawn, Prober, every_operation


@pytest.mark.generated
@pytest.mark.level("standard")
@every_operation
def test_valid_data_breaks_no_requirement(prober: Prober, drawn: Drawn, operation: str) -> None:
    prober.finds_nothing(operation, drawn("valid", operation), "valid")
