import pytest

from conformance.errors import HarnessBroken
from conformance.suites.e2e.pages.listings import MAKERS, PAGED, insist


def test_every_listing_that_pages_has_a_row() -> None:
    assert set(MAKERS) == set(PAGED)


def test_a_listing_without_a_row_breaks_the_harness() -> None:
    with pytest.raises(HarnessBroken, match="listNews"):
        insist([*PAGED, "listNews"], MAKERS)


def test_a_row_without_a_listing_breaks_the_harness() -> None:
    with pytest.raises(HarnessBroken, match="listCampaigns"):
        insist([each for each in PAGED if each != "listCampaigns"], MAKERS)
