"""Accepted credentials: each kind opens what takes it, and is nothing where it is not taken."""

import pytest

from conformance.actors import Actor, Caller
from conformance.credentials import Credential, api_key
from conformance.expectations import satisfying
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Verify
from conformance.polling import Patience
from conformance.suites.e2e.auth.test_refused_credentials import NOT_A_401, NOT_A_SUCCESS, asked, harmless


@pytest.mark.requirement("LG-AUTH-011")
@pytest.mark.usefixtures("tidy")
@pytest.mark.parametrize(
    "operation",
    [
        pytest.param(
            each.id,
            marks=[
                pytest.mark.operation(each.id),
                pytest.mark.level("smoke" if each.id == "listClients" else "standard"),
            ],
        )
        for each in harmless()
    ],
)
def test_a_valid_bearer_token_opens_the_api(owner_a: Actor, naming: Naming, verify: Verify, operation: str) -> None:
    answer = asked(owner_a, operation, naming, by=[owner_a.bearer()])
    verify("LG-AUTH-011", answer, expected=NOT_A_401, actual=answer.status)


@pytest.mark.requirement("LG-AUTH-012")
@pytest.mark.usefixtures("tidy")
@pytest.mark.parametrize(
    "operation", [pytest.param(each.id, marks=pytest.mark.operation(each.id)) for each in harmless()]
)
def test_a_valid_cookie_opens_the_api(owner_a: Actor, naming: Naming, verify: Verify, operation: str) -> None:
    answer = asked(owner_a, operation, naming, by=[owner_a.cookies()])
    verify("LG-AUTH-012", answer, expected=NOT_A_401, actual=answer.status)


@pytest.mark.requirement("LG-AUTH-013")
@pytest.mark.operation("listLeads")
def test_an_api_key_with_its_user_opens_the_leads(
    keyed_owner_a: Actor, client_a: TemporaryClient, lead_a: TemporaryLead, patience: Patience, verify: Verify
) -> None:
    query = {"client_id": client_a.client_id}
    answer = patience.until(
        lambda: keyed_owner_a.call("listLeads", query=query, by="key"), lambda page: bool(page.rows("leads"))
    )
    verify("LG-AUTH-013", answer, expected=200, actual=answer.status)
    shown = [row.get("id") for row in answer.rows("leads")]
    verify("LG-AUTH-013", answer, expected=satisfying("the lead just made", lambda ids: lead_a.id in ids), actual=shown)


@pytest.mark.requirement("LG-AUTH-019")
@pytest.mark.operation("listLeads")
def test_an_api_key_without_its_user_id_is_refused(
    keyed_owner_a: Actor, anonymous: Caller, client_a: TemporaryClient, control: Control, verify: Verify
) -> None:
    query = {"client_id": client_a.client_id}
    right = keyed_owner_a.call("listLeads", query=query, by="key", purpose="control")
    control(right, expected=200, actual=right.status)
    key = dict(keyed_owner_a.key().headers)["x-api-key"]
    refused = anonymous.call("listLeads", query=query, by=[api_key(key, None)])
    verify("LG-AUTH-019", refused, expected=401, actual=refused.status)


@pytest.mark.requirement("LG-AUTH-020", "LG-AUTH-021")
@pytest.mark.operation("listLeads")
def test_an_api_key_with_somebody_elses_user_id_acts_as_nobody_else(
    keyed_owner_a: Actor, owner_b: Actor, anonymous: Caller, lead_b: TemporaryLead, control: Control, verify: Verify
) -> None:
    query = {"client_id": lead_b.sent["client_id"]}
    right = owner_b.call("listLeads", query=query, purpose="control")
    control(right, expected=lead_b.id, actual=right.at("leads.0.id"))
    key = dict(keyed_owner_a.key().headers)["x-api-key"]
    answer = anonymous.call("listLeads", query=query, by=[api_key(key, owner_b.user_id)])
    verify("LG-AUTH-020", answer, expected=[], actual=answer.rows("leads"))
    verify("LG-AUTH-021", answer, expected=401, actual=answer.status)


def altered(credential: Credential, how: str) -> list[Credential]:
    """An API key changed in one way, with the right user id."""
    (_, key), (_, user) = credential.headers
    changed = {"cut": key[:-1], "lengthened": key + "A", "in upper case": key.upper(), "changed": key[:-1] + "~"}[how]
    return [api_key(changed, user)]


@pytest.mark.requirement("LG-AUTH-022")
@pytest.mark.operation("listLeads")
@pytest.mark.parametrize("how", ["cut", "lengthened", "in upper case", "changed"])
def test_an_altered_api_key_opens_nothing(
    keyed_owner_a: Actor, anonymous: Caller, client_a: TemporaryClient, control: Control, verify: Verify, how: str
) -> None:
    query = {"client_id": client_a.client_id}
    right = keyed_owner_a.call("listLeads", query=query, by="key", purpose="control")
    control(right, expected=200, actual=right.status)
    refused = anonymous.call("listLeads", query=query, by=altered(keyed_owner_a.key(), how))
    verify("LG-AUTH-022", refused, expected=NOT_A_SUCCESS, actual=refused.status)
