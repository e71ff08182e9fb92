"""Valid and invalid data mixed, about one's own records, another tenant's, and nobody's."""

import pytest

from conformance.fixtures.generated import Drawn, Prober, every_operation


@pytest.mark.generated
@pytest.mark.level("standard")
@every_operation
def test_odd_data_breaks_no_requirement(prober: Prober, drawn: Drawn, operation: str) -> None:
    prober.finds_nothing(operation, drawn("fuzzing", operation), "fuzzing")
