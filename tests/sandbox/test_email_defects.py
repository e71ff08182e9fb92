import pytest

from conformance.sandbox.defects.email import EmailAlwaysDeliverable, EmailAlwaysValid
from conformance.sandbox.deviation import Defect
from tests.sandbox.conftest import Build

Defects = tuple[Defect, ...]


@pytest.mark.parametrize(("deviations", "valid"), [((), False), ((EmailAlwaysValid(),), True)])
def test_a_malformed_address_is_valid_only_with_the_defect(build: Build, deviations: Defects, valid: bool) -> None:
    answer = build(*deviations).by("owner_a", "POST", "/api/email-validate", {"email": "not an address"})
    assert answer.body["valid"] is valid


@pytest.mark.parametrize(("deviations", "valid"), [((), False), ((EmailAlwaysDeliverable(),), True)])
def test_nowhere_is_deliverable_only_with_the_defect(build: Build, deviations: Defects, valid: bool) -> None:
    answer = build(*deviations).by("owner_a", "POST", "/api/email-verify", {"email": "a@nowhere.invalid"})
    assert answer.body["valid"] is valid
