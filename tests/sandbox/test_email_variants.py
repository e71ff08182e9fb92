import pytest

from conformance.sandbox.variants.email_malformed_400 import EmailMalformed400, EmailReserved400
from tests.sandbox.conftest import Build


@pytest.mark.parametrize("path", ["/api/email-validate", "/api/email-verify"])
@pytest.mark.parametrize(("email", "status"), [("no address", 400), ("john@example.com", 200)])
def test_what_is_no_address_is_refused(build: Build, path: str, email: str, status: int) -> None:
    assert build(EmailMalformed400()).by("owner_a", "POST", path, {"email": email}).status == status


@pytest.mark.parametrize(("email", "status"), [("john@nowhere.invalid", 400), ("john@example.com", 200)])
def test_what_nobody_can_own_is_refused(build: Build, email: str, status: int) -> None:
    sandbox = build(EmailReserved400())
    assert sandbox.by("owner_a", "POST", "/api/email-verify", {"email": email}).status == status
