"""Validating e-mail addresses: which one was judged, and that what is none is not valid."""

import pytest

from conformance.actors import Actor
from conformance.expectations import one_of, success
from conformance.fixtures.naming import Naming
from conformance.fixtures.requests import Requests
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Verify
from conformance.suites.e2e.email.addresses import BOOLEAN, MALFORMED, NO_TEXT, folded, spoken_of, well_formed

pytestmark = [
    pytest.mark.level("standard"),
    pytest.mark.operation("validateEmail"),
    pytest.mark.xdist_group("credentials"),
]


@pytest.mark.requirement("LG-MAIL-001", "LG-MAIL-002")
def test_an_address_is_judged_under_its_own_name(owner_a: Actor, naming: Naming, verify: Verify) -> None:
    address = well_formed(naming)
    answer = owner_a.call("validateEmail", json={"email": address})
    verify("LG-MAIL-001", answer, expected=200, actual=answer.status)
    verify("LG-MAIL-002", answer, expected=BOOLEAN, actual=answer.at("valid"))
    verify("LG-MAIL-002", answer, expected=folded(address), actual=spoken_of(answer))


@pytest.mark.requirement("LG-MAIL-003", "LG-MAIL-004")
def test_what_is_no_address_is_not_valid_and_what_is_no_text_is_refused(
    owner_a: Actor, requests: Requests, tenant_a: Tenant, control: Control, verify: Verify
) -> None:
    right = requests.control("validateEmail", tenant_a)
    control(right, expected=success(), actual=right.status)
    for text in MALFORMED:
        answer = owner_a.call("validateEmail", json={"email": text})
        verify("LG-MAIL-003", answer, expected=one_of(200, 400), actual=answer.status)
        if answer.status == 200:
            verify("LG-MAIL-003", answer, expected=False, actual=answer.at("valid"))
    for body in NO_TEXT:
        refused = owner_a.call("validateEmail", json=body)
        verify("LG-MAIL-004", refused, expected=400, actual=refused.status)
