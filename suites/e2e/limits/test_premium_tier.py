"""The Premium tier: ten times as many requests a window, and no more."""

import pytest

from conformance.expectations import success
from conformance.fixtures.limits import Spender
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.rates import enough_served, headers_of, no_more_served


@pytest.mark.operation("listClients")
@pytest.mark.xdist_group("limit_premium")
@pytest.mark.level("deep")
@pytest.mark.requirement("LG-RATE-003", "LG-RATE-004", "LG-RATE-015")
def test_a_premium_user_gets_the_tiers_number_and_no_more(
    premium: Spender, control: Control, verify: Verify, judge: Judge
) -> None:
    burst = premium.burst()
    control(burst.in_turn[0], expected=success(), actual=burst.in_turn[0].status)
    judge("LG-RATE-003", burst.exchanges, enough_served(burst.exchanges, premium.number))
    judge("LG-RATE-004", burst.exchanges, no_more_served(burst.exchanges, premium.number))
    told = headers_of(burst.in_turn[0])
    verify("LG-RATE-015", burst.in_turn[0], expected=premium.number, actual=None if told is None else told.limit)
