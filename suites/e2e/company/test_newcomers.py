"""People without a company: nothing is shown to them, until they found their own."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

import pytest

from conformance import catalogue, contract
from conformance.actors import Actor
from conformance.evidence import CannotTest, needed
from conformance.exchange import ABSENT, Exchange, Json
from conformance.expectations import Judgement, nonempty_string, one_of, satisfying, success
from conformance.fixtures.naming import Naming
from conformance.fixtures.newcomers import Pool
from conformance.fixtures.once import Once
from conformance.fixtures.requests import Requests
from conformance.fixtures.settings import KINDS, Place, shown
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.harness import Harness
from conformance.laws.isolation import says_nothing
from conformance.polling import Patience
from conformance.suites.e2e.isolation.ways import Marks

# The controls are those of the credentials: a process that has them need not send them again.
pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("credentials")]

CLOSED = catalogue.load()["LG-COMP-017"].operations
"""All that is closed to somebody without a company."""

ALONE = {"findLead": "lead"}
"""Where a target may show one row in place of a list, with its key."""

LISTS = {
    operation: {*Marks(contract.load(), contract.load()[operation]).shown, ALONE.get(operation, "")} - {""}
    for operation in catalogue.load()["LG-COMP-016"].operations
}
"""What could show a company's rows to somebody who is in none, with the keys of the rows."""

REACHED = satisfying("no 401 or 403", lambda status: status not in (401, 403))


@pytest.mark.requirement("LG-COMP-012")
@pytest.mark.operation("getCompany")
def test_without_a_company_there_is_none_to_read(newcomer: Actor, verify: Verify) -> None:
    read = newcomer.call("getCompany")
    verify("LG-COMP-012", read, expected=404, actual=read.status)
    verify("LG-COMP-012", read, expected="not_found", actual=read.at("errorType"))


@pytest.mark.requirement("LG-COMP-016", "LG-COMP-017")
@pytest.mark.operation(*CLOSED)
def test_without_a_company_no_list_shows_a_row_and_nothing_is_open(
    newcomer: Actor, requests: Requests, tenant_a: Tenant, control: Control, verify: Verify, judge: Judge
) -> None:
    for operation in requests.allowed(CLOSED, tenant_a, of="LG-COMP-017"):
        if operation.startswith("bulk") and not newcomer.has_key:
            continue  # only a key opens these, and this newcomer has none
        right = requests.control(operation, tenant_a)
        # A target may forbid an unknown id, too: the owner's 403 proves nothing then, and the lists' successes do.
        if operation in LISTS or right.status != 403:
            control(right, expected=REACHED, actual=right.status)
        # What would remove the tenant's records, if a stranger could, is tried on nothing.
        removes = contract.load()[operation].method == "DELETE"
        asked = (requests.harmless if removes else requests.right)(operation, tenant_a)
        attempt = asked.send(newcomer)
        if operation in LISTS:
            judge("LG-COMP-016", attempt, nothing_shown(attempt, LISTS[operation], tenant_a.marks))
        told = (attempt.status, attempt.at("errorType"))
        may_be_absent = bool(asked.names) or operation == "findLead"
        refusals = [(403, "insufficient_permissions"), *[(404, "not_found")] * may_be_absent]
        empty = attempt.status == 200 and is_empty(attempt)
        verify("LG-COMP-017", attempt, expected=True if empty else one_of(*refusals), actual=empty or told)


def nothing_shown(attempt: Exchange, keys: Collection[str], marks: set[str]) -> Judgement:
    """Nothing under the keys of a list, or a refusal; figures of nothing, such as an empty stage, are nothing."""
    figures = [row.get("count") for key in keys for row in attempt.rows(key)]
    if attempt.succeeded and figures and set(figures) == {0} and attempt.at("total") in (0, ABSENT, None):
        return Judgement(True, "no rows, or none that counts something", f"status {attempt.status}, figures of 0 alone")
    return says_nothing([attempt], keys, marks)


def is_empty(attempt: Exchange) -> bool:
    """Whether an answer holds lists, and nothing but empty ones or figures of nothing; or no lead that was sought."""
    body = attempt.json if isinstance(attempt.json, dict) else {}
    lists = [value for value in body.values() if isinstance(value, list)]
    found_none = body.get(ALONE.get(attempt.operation or "", ""), ABSENT) is None
    return (bool(lists) or found_none) and all(
        isinstance(row, dict) and row.get("count") == 0 for rows in lists for row in rows
    )


@dataclass(frozen=True)
class Founding:
    """How a newcomer came to a company: refused requests and a look after them, then one under a name, and a look.

    `name` is what it was founded under, `claims` the identity that the request named besides.
    """

    founder: Actor
    refusals: list[Exchange]
    none: Exchange
    name: str
    claims: dict[str, str]
    made: Exchange
    read: Exchange


@pytest.fixture(scope="session")
def foundings(
    harness: Harness, newcomers: Pool, requests: Requests, tenant_a: Tenant, naming: Naming, patience: Patience
) -> Once[Founding]:
    """The founding that the tests of this process look at."""

    def founding() -> Founding:
        founder = newcomers.take()
        bodies: tuple[Json, ...] = ({}, {"name": None})
        refusals = [founder.call("createCompany", json=body) for body in bodies]
        none = patience.twice(lambda: founder.call("getCompany"))[-1]

        read = requests.control("getCompany", tenant_a)
        shared = read.at("company.name") if read.succeeded else naming.tagged("a")
        name, refusable = str(shared), naming.tagged("a")
        claims = {field: naming.random_id() for field in ("owner", "company_id", "id")}
        made = founder.call("createCompany", json={"name": name} | claims)
        if made.status in (400, 409):  # a target may refuse what names somebody else, or a name that another has
            name = refusable
            made = founder.call("createCompany", json={"name": name})
        read = patience.until(lambda: founder.call("getCompany"), lambda page: page.succeeded)
        return Founding(founder, refusals, none, name, claims, made, read)

    return Once(harness, founding)


@pytest.mark.requirement("LG-COMP-010", "LG-ENV-021")
@pytest.mark.operation("createCompany", "getCompany")
def test_a_founding_without_a_name_is_refused_and_founds_nothing(
    foundings: Once[Founding], control: Control, verify: Verify
) -> None:
    founding = foundings.get()
    told = [attempt.status for attempt in founding.refusals]
    refused = all(400 <= status <= 499 for status in told)
    none = founding.none
    needed(none, expected=one_of(200, 403, 404), actual=none.status, what="a look for the founder's company")
    founded = none.succeeded and none.record("company") is not None
    if not founded:  # what was founded already is not founded again
        control(founding.made, expected=success(), actual=founding.made.status)
    if refused:
        verify("LG-ENV-021", [*founding.refusals, none], expected=False, actual=founded)
    for attempt in founding.refusals:
        verify("LG-COMP-010", attempt, expected=400, actual=attempt.status)
    verify("LG-COMP-010", [*founding.refusals, none], expected=False, actual=founded)
    # A company after one that was not refused is no trace of another that was.
    needed(founding.refusals[-1], expected=True, actual=refused, what=f"a refusal of each, and not {told},")


@pytest.mark.requirement("LG-COMP-013", "LG-COMP-014", "LG-COMP-015", "LG-ISO-032")
@pytest.mark.operation("createCompany", "getCompany", "updateCompany")
def test_a_newcomer_founds_a_company_under_a_name_and_owns_it(
    foundings: Once[Founding], tenant_a: Tenant, naming: Naming, verify: Verify
) -> None:
    founding = foundings.get()
    founder, made, read = founding.founder, founding.made, founding.read
    shown = [list((page.record("company") or {}).values()) for page in (made, read)]
    taken = [field for values in shown for field, value in founding.claims.items() if value in values]
    verify("LG-ISO-032", [made, read], expected=[], actual=taken)
    verify("LG-COMP-013", made, expected=one_of(200, 201), actual=made.status)
    verify("LG-COMP-013", [made, read], expected=founding.name, actual=read.at("company.name"))
    fresh = satisfying(
        "an id that no other company has", lambda id: isinstance(id, str) and bool(id) and id != tenant_a.company_id
    )
    verify("LG-COMP-013", [made, read], expected=fresh, actual=read.at("company.id"))
    verify("LG-COMP-014", made, expected=one_of(200, 201), actual=made.status)
    verify("LG-COMP-014", made, expected=nonempty_string(), actual=made.at("company.id"))
    verify("LG-COMP-015", [made, read], expected=founder.user_id, actual=read.at("company.owner"))
    renamed = founder.call("updateCompany", json={"name": naming.tagged("a")})
    verify("LG-COMP-015", [made, renamed], expected=200, actual=renamed.status)


@pytest.mark.level("deep")
@pytest.mark.requirement("LG-ENV-021")
@pytest.mark.operation(*(operation for kind in KINDS for operation in (kind.create, kind.read)))
def test_first_settings_that_are_refused_are_not_made(
    foundings: Once[Founding], naming: Naming, patience: Patience, control: Control, verify: Verify
) -> None:
    founding = foundings.get()
    needed(founding.made, expected=success(), actual=founding.made.status, what="a company")
    place, judged = Place(founding.founder), False
    for kind in KINDS:
        good, bad, *_ = kind.fields
        values = kind.values(naming)
        attempt = place.post(kind, {good: values[good], bad: {"no": "text"}})
        looks = patience.twice(partial(place.get, kind))
        right = place.post(kind, values, purpose="control")
        if not 400 <= attempt.status <= 499:
            continue
        judged = True
        for look in looks:
            made = look.succeeded and bool(shown(look))
            if not made:
                control(right, expected=success(), actual=right.status)
            verify("LG-ENV-021", [attempt, look], expected=False, actual=made)
    if not judged:
        raise CannotTest("no first settings with a field of another type were refused", "Refuse an object for a text")
