import pytest

from conformance.sandbox.deviation import Variant
from conformance.sandbox.variants.territory_orders import (
    TerritoryIndustryFoldsCase,
    TerritoryNamesFoldCase,
    TerritoryUnscoredLast,
)
from tests.sandbox.conftest import Build
from tests.sandbox.territory_calls import Workbench


def bench_of(build: Build, *variants: Variant) -> Workbench:
    """Two scored companies, one in small letters, and one without a score."""
    bench = Workbench(build(*variants))
    bench.lead("anchor", aiLeadScore="20")
    bench.lead("Bridge", aiLeadScore="10")
    bench.lead("Cedar")
    return bench


@pytest.mark.parametrize(
    ("variants", "names"),
    [((), ["Bridge", "Cedar", "anchor"]), ((TerritoryNamesFoldCase(),), ["anchor", "Bridge", "Cedar"])],
)
def test_names_fold_their_case_with_the_variant_alone(
    build: Build, variants: tuple[Variant, ...], names: list[str]
) -> None:
    bench = bench_of(build, *variants)
    assert (bench.names(), bench.names("&sortDirection=desc")) == (names, names[::-1])


@pytest.mark.parametrize(
    ("variants", "up"),
    [((), ["Cedar", "Bridge", "anchor"]), ((TerritoryUnscoredLast(),), ["Bridge", "anchor", "Cedar"])],
)
def test_rows_without_a_score_come_last_with_the_variant_alone(
    build: Build, variants: tuple[Variant, ...], up: list[str]
) -> None:
    bench = bench_of(build, *variants)
    assert bench.names("&sortBy=averageLeadScore") == up
    assert bench.names("&sortBy=averageLeadScore&sortDirection=desc") == ["anchor", "Bridge", "Cedar"]


@pytest.mark.parametrize(("variants", "names"), [((), []), ((TerritoryIndustryFoldsCase(),), ["Delta"])])
def test_an_industry_is_found_in_any_case_with_the_variant_alone(
    build: Build, variants: tuple[Variant, ...], names: list[str]
) -> None:
    bench = bench_of(build, *variants)
    bench.save("Delta", industry="Energy")
    assert (bench.names("&industry=ENERGY"), bench.names("&industry=Media")) == (names, [])
