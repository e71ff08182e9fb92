"""The keywords of the schemas, each kept and broken: boundaries, lengths, types, what is missing."""

import pytest

from conformance.fixtures.generated import Drawn, Prober, every_operation


@pytest.mark.generated
@pytest.mark.level("standard")
@every_operation
def test_no_keyword_of_a_schema_breaks_a_requirement(prober: Prober, drawn: Drawn, operation: str) -> None:
    prober.finds_nothing(operation, drawn("coverage", operation), "coverage")
