"""Messaging accounts: connected elsewhere, listed here."""

import pytest

from conformance.actors import Actor
from conformance.fixtures.types import Verify

pytestmark = [pytest.mark.level("standard"), pytest.mark.operation("listUnipileAccounts")]


@pytest.mark.requirement("LG-INT-027")
def test_messaging_accounts_are_listed(owner_a: Actor, verify: Verify) -> None:
    listing = owner_a.call("listUnipileAccounts")
    verify("LG-INT-027", listing, expected=200, actual=listing.status)
