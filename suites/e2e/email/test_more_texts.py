"""More texts that are no e-mail address, and more that are no text, at both checks."""

import pytest

from conformance.actors import Actor
from conformance.expectations import one_of, success
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Verify
from conformance.suites.e2e.email.addresses import MORE_MALFORMED, MORE_NO_TEXT, well_formed

pytestmark = pytest.mark.level("deep")

CHECKS = {"validateEmail": ("LG-MAIL-003", "LG-MAIL-004"), "verifyEmail": ("LG-MAIL-007", "LG-MAIL-008")}
"""The checks, with what they keep for texts that are no address and for what is no text."""


@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(each, marks=[pytest.mark.operation(each), pytest.mark.requirement(*requirements)])
        for each, requirements in CHECKS.items()
    ],
)
def test_neither_is_an_address(
    owner_a: Actor, naming: Naming, control: Control, verify: Verify, operation: str
) -> None:
    no_address, no_text = CHECKS[operation]
    right = owner_a.call(operation, json={"email": well_formed(naming)}, purpose="control")
    control(right, expected=success(), actual=right.status)
    for text in MORE_MALFORMED:
        answer = owner_a.call(operation, json={"email": text})
        verify(no_address, answer, expected=one_of(200, 400), actual=answer.status)
        if answer.status == 200:
            verify(no_address, answer, expected=False, actual=answer.at("valid"))
    for body in MORE_NO_TEXT:
        refused = owner_a.call(operation, json=body)
        verify(no_text, refused, expected=400, actual=refused.status)
