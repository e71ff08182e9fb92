"""Verifying e-mail addresses: one of four answers, and never a yes for what cannot get mail."""

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
    pytest.mark.operation("verifyEmail"),
    pytest.mark.xdist_group("credentials"),
]

STATUSES = one_of("deliverable", "undeliverable", "risky", "unknown")


@pytest.mark.requirement("LG-MAIL-005", "LG-MAIL-006")
def test_a_verification_has_one_of_four_results(owner_a: Actor, naming: Naming, verify: Verify) -> None:
    address = well_formed(naming)
    answer = owner_a.call("verifyEmail", json={"email": address})
    verify("LG-MAIL-005", answer, expected=200, actual=answer.status)
    verify("LG-MAIL-006", answer, expected=STATUSES, actual=answer.at("status"))
    verify("LG-MAIL-006", answer, expected=BOOLEAN, actual=answer.at("valid"))
    verify("LG-MAIL-006", answer, expected=folded(address), actual=spoken_of(answer))


@pytest.mark.requirement("LG-MAIL-007", "LG-MAIL-008")
def test_what_can_get_no_mail_is_not_valid_and_what_is_no_text_is_refused(
    owner_a: Actor, requests: Requests, tenant_a: Tenant, naming: Naming, control: Control, verify: Verify
) -> None:
    right = requests.control("verifyEmail", tenant_a)
    control(right, expected=success(), actual=right.status)
    nowhere = owner_a.call("verifyEmail", json={"email": f"{naming.unique()}@lgc.INVALID"})
    malformed = owner_a.call("verifyEmail", json={"email": MALFORMED[0]})
    for answer in (nowhere, malformed):
        verify("LG-MAIL-007", answer, expected=one_of(200, 400), actual=answer.status)
        if answer.status == 200:
            verify("LG-MAIL-007", answer, expected=False, actual=answer.at("valid"))
    for body in NO_TEXT:
        refused = owner_a.call("verifyEmail", json=body)
        verify("LG-MAIL-008", refused, expected=400, actual=refused.status)
