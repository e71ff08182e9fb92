from typing import Any

import pytest

from conformance.sandbox.defects import email_answers
from conformance.sandbox.defects.email import EmailAlwaysDeliverable, EmailAlwaysValid
from conformance.sandbox.deviation import Defect
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox

Defects = tuple[Defect, ...]


@pytest.mark.parametrize(("deviations", "valid"), [((), False), ((EmailAlwaysValid(),), True)])
def test_a_malformed_address_is_valid_only_with_the_defect(build: Build, deviations: Defects, valid: bool) -> None:
    answer = build(*deviations).by("owner_a", "POST", "/api/email-validate", {"email": "not an address"})
    assert answer.body["valid"] is valid


@pytest.mark.parametrize(("deviations", "valid"), [((), False), ((EmailAlwaysDeliverable(),), True)])
def test_nowhere_is_deliverable_only_with_the_defect(build: Build, deviations: Defects, valid: bool) -> None:
    answer = build(*deviations).by("owner_a", "POST", "/api/email-verify", {"email": "a@nowhere.invalid"})
    assert answer.body["valid"] is valid


def checked(check: str, email: Any, key: str | None = None) -> Any:
    """The status of a check, or what its answer holds."""

    def look(sandbox: Sandbox) -> Any:
        answer = sandbox.by("owner_a", "POST", f"/api/email-{check}", {"email": email})
        return answer.body.get(key) if key else answer.status

    return look


@probes(
    Probe(email_answers.EmailWithTagRefused, checked("validate", "a+b@c.example"), 200, 400),
    Probe(email_answers.EmailCutAtTag, checked("validate", "a+b@c.example", "email"), "a+b@c.example", "a@c.example"),
    Probe(email_answers.EmailVerifyOtherWord, checked("verify", "a@b.invalid", "status"), "undeliverable", "bad"),
    Probe(email_answers.EmailVerifyUnknownDomain, checked("verify", "a@b.invalid"), 200, 404),
    Probe(email_answers.EmailVerifyUnknownDomain, checked("verify", "no address"), 200, 200),
    Probe(email_answers.EmailVerifyTaglessAlone, checked("verify", "ada+tag@lgc.example"), 200, 400),
    Probe(email_answers.EmailVerifyTaglessAlone, checked("verify", "ada@lgc.example"), 200, 200),
    Probe(email_answers.EmailOfAnyKindValidated, checked("validate", 7), 400, 200),
    Probe(email_answers.EmailOfAnyKindVerified, checked("verify", 7), 400, 200),
)
def test_what_goes_wrong_with_addresses_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
