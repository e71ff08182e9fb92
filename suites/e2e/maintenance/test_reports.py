"""Bugs and enhancements: what is reported stands in its own list, and says something."""

from functools import partial

import pytest

from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.expectations import nonempty_string, one_of, success, without
from conformance.fixtures.naming import Naming
from conformance.fixtures.requests import Requests
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.listings import each_once
from conformance.laws.rows import stored
from conformance.polling import Patience
from conformance.suites.e2e.maintenance.reports import BUG, ENHANCEMENT, KINDS, Kind

pytestmark = [
    pytest.mark.level("standard"),
    pytest.mark.operation("reportBug", "requestEnhancement", "listBugs", "listEnhancements"),
    pytest.mark.xdist_group("credentials"),
]


@pytest.mark.requirement("LG-INT-011", "LG-INT-012", "LG-INT-013")
def test_a_report_stands_in_its_own_list_alone_with_an_address_or_null(
    owner_a: Actor, naming: Naming, patience: Patience, verify: Verify, judge: Judge
) -> None:
    made: dict[Kind, list[Exchange]] = {}
    sent: dict[Kind, list[dict[str, object]]] = {}
    for kind in KINDS:
        bodies = sent[kind] = [
            {"description": f"{naming.client_name(owner_a)}: the list shows no names – “none” at all"},
            {"description": naming.client_name(owner_a), "userEmail": None},
        ]
        plain, with_null = made[kind] = [owner_a.call(kind.post, json=body) for body in bodies]
        verify("LG-INT-011", plain, expected=one_of(201, 200), actual=plain.status)
        verify("LG-INT-011", plain, expected=nonempty_string(), actual=plain.at(f"{kind.record}.id"))
        verify("LG-INT-012", [plain, with_null], expected=plain.status, actual=with_null.status)
        verify("LG-INT-012", with_null, expected=nonempty_string(), actual=with_null.at(f"{kind.record}.id"))
    ids = {kind: [str(answer.at(f"{kind.record}.id")) for answer in made[kind]] for kind in KINDS}
    for kind, other in ((BUG, ENHANCEMENT), (ENHANCEMENT, BUG)):
        listing = patience.until(partial(kind.listed, owner_a), partial(kind.shows, ids[kind]))
        evidence = [*made[kind], *made[other], listing]
        verify("LG-INT-013", listing, expected=200, actual=listing.status)
        judge("LG-INT-013", evidence, each_once(ids[kind], listing.rows(kind.rows), where=f"the {kind.rows}"))
        for body, id in zip(sent[kind], ids[kind], strict=True):
            row = next((row for row in listing.rows(kind.rows) if row.get("id") == id), None)
            said = {name: value for name, value in body.items() if value is not None}
            judge("LG-INT-013", evidence, stored(said, row, where=f"the {kind.record}"))
        texts = [row.get("description") for row in listing.rows(kind.rows)]
        strangers = without(body["description"] for body in sent[other])
        verify("LG-INT-013", evidence, expected=strangers, actual=texts)


@pytest.mark.requirement("LG-INT-014")
def test_a_report_without_a_description_is_refused_and_not_added(
    owner_a: Actor,
    requests: Requests,
    tenant_a: Tenant,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
) -> None:
    refused: dict[Kind, dict[str, Exchange]] = {}
    for kind in KINDS:
        right = requests.control(kind.post, tenant_a)
        control(right, expected=success(), actual=right.status)
        nothing, empty = naming.email(), naming.email()
        refused[kind] = {
            nothing: owner_a.call(kind.post, json={"userEmail": nothing}),
            empty: owner_a.call(kind.post, json={"description": "", "userEmail": empty}),
        }
        for answer in refused[kind].values():
            verify("LG-INT-014", answer, expected=400, actual=answer.status)
    looks: dict[Kind, list[Exchange]] = {kind: [] for kind in KINDS}

    def look() -> Exchange:
        for kind in KINDS:
            looks[kind].append(kind.listed(owner_a))
        return looks[BUG][-1]

    patience.twice(look)
    for kind in KINDS:
        for listing in looks[kind]:
            stray = [row for row in listing.rows(kind.rows) if str(row.get("userEmail")).casefold() in refused[kind]]
            verify("LG-INT-014", [*refused[kind].values(), listing], expected=[], actual=stray)
