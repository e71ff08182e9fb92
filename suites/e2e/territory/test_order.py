"""The order of a territory: by name unless asked otherwise, equal rows by id, each direction the other in reverse."""

import pytest

from conformance.fixtures.types import Judge
from conformance.laws.orders import ascending, reverse
from conformance.laws.territories import completed
from conformance.suites.e2e.territory.ground import ORDERS, Ground, companies

pytestmark = [
    pytest.mark.xdist_group("territory"),
    pytest.mark.level("standard"),
    pytest.mark.operation("listTerritoryCompanies"),
]


@pytest.mark.requirement("LG-TERR-012", "LG-TERR-013")
@pytest.mark.parametrize("key", ORDERS)
def test_rows_ascend_by_the_key_and_descend_in_reverse(ground: Ground, judge: Judge, key: str) -> None:
    up = ground.whole if key == "companyName" else ground.listed(sortBy=key)
    down = ground.listed(sortBy=key, sortDirection="desc")
    rising, falling = (completed(ground.leads, companies(page)) for page in (up, down))
    # A time may be shown less exactly than it is kept.
    judge("LG-TERR-012", up, ascending(rising, *ORDERS[key], what=key, ties=key != "lastActivityDate"))
    judge("LG-TERR-013", [up, down], reverse(rising, falling, ORDERS[key][0], what=key))


@pytest.mark.level("deep")
@pytest.mark.requirement("LG-TERR-012")
@pytest.mark.parametrize("key", ORDERS)
def test_ascending_is_the_default_direction(ground: Ground, judge: Judge, key: str) -> None:
    up = ground.listed(sortBy=key, sortDirection="asc")
    rising = completed(ground.leads, companies(up))
    judge("LG-TERR-012", up, ascending(rising, *ORDERS[key], what=key, ties=key != "lastActivityDate"))
