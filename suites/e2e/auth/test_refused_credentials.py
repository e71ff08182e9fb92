"""Refused credentials: nothing, forged, changed, expired, foreign. Each refusal stands beside the owner's success."""

from collections.abc import Iterator

import pytest

from conformance import contract
from conformance.actors import Actor, Caller
from conformance.contract import Operation
from conformance.credentials import Credential, bearer, cookies
from conformance.evidence import CannotTest
from conformance.examples import example_of
from conformance.exchange import Exchange, Purpose
from conformance.expectations import one_of, satisfying
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Verify
from conformance.forgery import CHANGED_PAYLOADS, FORGERIES, NO_ALGORITHMS, other_subject
from conformance.harness import Harness
from conformance.profile import NegativeCredential
from conformance.suites.e2e.auth.test_login import AUTHENTICATION_TYPES

NOT_A_SUCCESS = satisfying("no 2xx status", lambda status: not 200 <= status < 300)
NOT_A_401 = satisfying("anything but 401", lambda status: status != 401)

SMALL = ("listClients", "createClient", "listLeads")
"""The operations that even the smallest level tries."""

FAMILIES = ("listClients", "createLeads", "getEnrichLead", "getCompany", "listTerritoryCompanies", "listCampaigns")
"""One operation of each family that reads its credentials in code of its own."""

MINTED: dict[NegativeCredential, str] = {
    "expired": "LG-AUTH-005",
    "not_yet_valid": "LG-AUTH-006",
    "wrong_issuer": "LG-AUTH-007",
    "wrong_audience": "LG-AUTH-007",
    "federated": "LG-AUTH-008",
}
"""The credentials that only the service could make, with what they are for; a profile may hold them."""


def harmless() -> Iterator[Operation]:
    """The operations that anybody may try without leave: they change nothing, or only what can be removed."""
    for each in contract.load().values():
        if not each.is_open and each.effects <= {"data"} and frozenset({"bearerAuth"}) in each.security:
            yield each


def asked(
    caller: Caller, operation: str, naming: Naming, by: list[Credential] | None = None, purpose: Purpose = "test"
) -> Exchange:
    """The operation's example request, tagged as this run's where it would create a client."""
    known = contract.load()[operation]
    example = example_of(contract.load(), known)
    body = {"clientName": naming.tagged("a")} if operation == "createClient" else example.json
    return caller.call(operation, path=example.path, query=example.query, json=body, by=by, purpose=purpose)


@pytest.mark.requirement("LG-AUTH-001", "LG-AUTH-010")
@pytest.mark.usefixtures("tidy")
@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(
            each.id,
            marks=[pytest.mark.operation(each.id), pytest.mark.level("smoke" if each.id in SMALL else "standard")],
        )
        for each in harmless()
    ],
)
def test_a_request_without_credentials_is_refused(
    owner_a: Actor, anonymous: Caller, naming: Naming, control: Control, verify: Verify, operation: str
) -> None:
    known = asked(owner_a, operation, naming, purpose="control")
    control(known, expected=NOT_A_401, actual=known.status)
    refused = asked(anonymous, operation, naming)
    verify("LG-AUTH-001", refused, expected=NOT_A_SUCCESS, actual=refused.status)
    verify("LG-AUTH-010", refused, expected=401, actual=refused.status)
    verify("LG-AUTH-010", refused, expected=one_of(*AUTHENTICATION_TYPES), actual=refused.at("errorType"))


@pytest.mark.requirement("LG-AUTH-002")
@pytest.mark.usefixtures("tidy")
@pytest.mark.parametrize("kind", ["bearer", "cookie"])
@pytest.mark.parametrize("forgery", FORGERIES)
@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(
            each,
            marks=[pytest.mark.operation(each), pytest.mark.level("smoke" if each == FAMILIES[0] else "standard")],
        )
        for each in FAMILIES[:2]
    ],
)
def test_a_forged_signature_opens_nothing(
    owner_a: Actor,
    anonymous: Caller,
    naming: Naming,
    control: Control,
    verify: Verify,
    kind: str,
    forgery: str,
    operation: str,
) -> None:
    known = asked(owner_a, operation, naming, purpose="control")
    control(known, expected=NOT_A_401, actual=known.status)
    token = FORGERIES[forgery](owner_a.tokens().access)
    refused = asked(anonymous, operation, naming, by=[bearer(token) if kind == "bearer" else cookies(token)])
    verify("LG-AUTH-002", refused, expected=NOT_A_SUCCESS, actual=refused.status)


@pytest.mark.requirement("LG-AUTH-003")
@pytest.mark.parametrize("operation", [pytest.param(each, marks=pytest.mark.operation(each)) for each in FAMILIES])
@pytest.mark.parametrize("change", CHANGED_PAYLOADS)
def test_a_changed_payload_opens_nothing(
    owner_a: Actor, anonymous: Caller, naming: Naming, control: Control, verify: Verify, operation: str, change: str
) -> None:
    known = asked(owner_a, operation, naming, purpose="control")
    control(known, expected=NOT_A_401, actual=known.status)
    token = CHANGED_PAYLOADS[change](owner_a.tokens().access)
    refused = asked(anonymous, operation, naming, by=[bearer(token)])
    verify("LG-AUTH-003", refused, expected=NOT_A_SUCCESS, actual=refused.status)


@pytest.mark.requirement("LG-AUTH-003")
@pytest.mark.operation("listClients")
def test_a_token_with_somebody_elses_subject_opens_nothing(
    owner_a: Actor, owner_b: Actor, anonymous: Caller, naming: Naming, control: Control, verify: Verify
) -> None:
    known = asked(owner_a, "listClients", naming, purpose="control")
    control(known, expected=200, actual=known.status)
    token = other_subject(owner_a.tokens().access, owner_b.user_id)
    refused = asked(anonymous, "listClients", naming, by=[bearer(token)])
    verify("LG-AUTH-003", refused, expected=NOT_A_SUCCESS, actual=refused.status)


@pytest.mark.requirement("LG-AUTH-004")
@pytest.mark.parametrize("operation", [pytest.param(each, marks=pytest.mark.operation(each)) for each in FAMILIES])
@pytest.mark.parametrize("spelling", NO_ALGORITHMS)
def test_a_token_that_no_algorithm_signs_opens_nothing(
    owner_a: Actor, anonymous: Caller, naming: Naming, control: Control, verify: Verify, operation: str, spelling: str
) -> None:
    known = asked(owner_a, operation, naming, purpose="control")
    control(known, expected=NOT_A_401, actual=known.status)
    token = NO_ALGORITHMS[spelling](owner_a.tokens().access)
    refused = asked(anonymous, operation, naming, by=[bearer(token)])
    verify("LG-AUTH-004", refused, expected=NOT_A_SUCCESS, actual=refused.status)


@pytest.mark.parametrize("operation", [pytest.param(each, marks=pytest.mark.operation(each)) for each in FAMILIES])
@pytest.mark.parametrize(
    "minted",
    [pytest.param(name, marks=pytest.mark.requirement(requirement)) for name, requirement in MINTED.items()],
)
def test_a_token_that_only_the_service_could_make_is_refused(
    harness: Harness,
    owner_a: Actor,
    anonymous: Caller,
    naming: Naming,
    control: Control,
    verify: Verify,
    minted: NegativeCredential,
    operation: str,
) -> None:
    token = harness.profile.credentials.get(minted)
    if token is None:
        raise CannotTest(f"the profile holds no {minted} token", f"Add {minted} under [credentials]")
    known = asked(owner_a, operation, naming, purpose="control")
    control(known, expected=NOT_A_401, actual=known.status)
    refused = asked(anonymous, operation, naming, by=[bearer(token)])
    requirement = MINTED[minted]
    verify(requirement, refused, expected=NOT_A_SUCCESS, actual=refused.status)
    if requirement != "LG-AUTH-005":
        verify(requirement, refused, expected=401, actual=refused.status)


@pytest.mark.requirement("LG-AUTH-009")
@pytest.mark.operation("listClients")
@pytest.mark.parametrize("kind", ["id", "refresh"])
def test_id_and_refresh_tokens_are_no_bearer_tokens(
    owner_a: Actor, anonymous: Caller, naming: Naming, control: Control, verify: Verify, kind: str
) -> None:
    known = asked(owner_a, "listClients", naming, purpose="control")
    control(known, expected=200, actual=known.status)
    tokens = owner_a.tokens()
    refused = asked(
        anonymous, "listClients", naming, by=[bearer(tokens.id if kind == "id" else tokens.refresh, owner_a.identity)]
    )
    verify("LG-AUTH-009", refused, expected=401, actual=refused.status)
