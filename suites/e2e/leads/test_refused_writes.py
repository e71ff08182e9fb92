"""Refused writes of leads: each says why, and leaves every lead as it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from conformance import contract
from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import ABSENT, Exchange, Json
from conformance.expectations import Expectation, client_error, one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Fill, Judge, Verify
from conformance.laws.listings import untouched
from conformance.laws.rows import unchanged
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import Row, by_id, lead_in, leads_of
from conformance.walking import Walk, walk

pytestmark = pytest.mark.level("standard")

MISSING: Mapping[str, object] = {"LG-LEAD-011": client_error(), "LG-LEAD-012": 400}
FORM: Mapping[str, object] = {"LG-LEAD-053": 400}
NAMELESS: Mapping[str, object] = {"LG-LEAD-042": 400}
UNKNOWN: Mapping[str, object] = {"LG-LEAD-013": one_of(404, 400, 403)}

LACKS = one_of("missing_required_field")
EMPTY = one_of("invalid_value", "invalid_format", "missing_required_field")


@dataclass(frozen=True)
class Wrong:
    """A write that a server should refuse.

    `decides` are the requirements that its status decides, with what they expect; `error` the errorType for a 400.
    """

    json: Json = ABSENT
    query: Mapping[str, str] = field(default_factory=dict)
    decides: Mapping[str, object] = field(default_factory=dict)
    error: Expectation | None = None


class Settled:
    """A client with leads at rest, against which wrong writes are tried one after the other; `rows` are its leads."""

    def __init__(self, owner: Actor, client: TemporaryClient, patience: Patience, verify: Verify, judge: Judge) -> None:
        self.owner = owner
        self.client = client
        self._patience = patience
        self._verify = verify
        self._judge = judge
        seen = leads_of(patience, owner, client, _three)
        needed(seen.pages[-1], expected=3, actual=len(seen.rows), what="three leads in a list")
        self.rows = seen.rows

    def refuse(self, operation: str, cases: list[Wrong], path: Mapping[str, str] | None = None) -> None:
        """Send each; decide what it decides, and that each which is refused leaves the leads as they were."""
        refused: list[Exchange] = []
        for case in cases:
            answer = self.owner.call(operation, json=case.json, query=case.query, path=path)
            for requirement, expected in case.decides.items():
                self._verify(requirement, answer, expected=expected, actual=answer.status)
            if case.error is not None and answer.status == 400:
                self._verify("LG-LEAD-012", answer, expected=case.error, actual=answer.at("errorType"))
            if 400 <= answer.status <= 499:
                refused.append(answer)
                self._compare([answer], self._walk())
            else:
                refused = []
                self.rows = self._walks()[-1].rows
        for seen in self._walks() if refused and self._patience.bound else ():
            self._compare(refused, seen)
        for row in self.rows[:1] if refused else ():
            read = by_id(self.owner, row.get("id"))
            kept = unchanged(row, lead_in(read), where="the lead that the writes named")
            self._judge("LG-LEAD-021", [*refused, read], kept)

    def _compare(self, refused: list[Exchange], seen: Walk) -> None:
        law = untouched(self.rows, seen.rows, where="the client's leads")
        self._judge("LG-LEAD-021", [*refused, *seen.pages], law)

    def _walk(self) -> Walk:
        return walk(self.owner, contract.load()["listLeads"], {"client_id": self.client.client_id}, limit=1000)

    def _walks(self) -> list[Walk]:
        """The leads at once and, where views may lag, again after the bound."""
        walks: list[Walk] = []

        def look() -> Exchange:
            walks.append(self._walk())
            return walks[-1].pages[-1]

        self._patience.twice(look)
        return walks


def _three(rows: list[Row]) -> bool:
    return len(rows) == 3


@pytest.fixture
def settled(
    owner_a: Actor, client_a: TemporaryClient, fill: Fill, patience: Patience, verify: Verify, judge: Judge
) -> Settled:
    """Three leads at rest, for this test alone."""
    fill(client_a, 3)
    return Settled(owner_a, client_a, patience, verify, judge)


@pytest.mark.requirement("LG-LEAD-011", "LG-LEAD-012", "LG-LEAD-013", "LG-LEAD-021", "LG-LEAD-053")
@pytest.mark.operation("createLeads")
def test_a_refused_create_stores_nothing(
    owner_a: Actor, settled: Settled, workspace: TemporaryClient, naming: Naming, control: Control
) -> None:
    right = owner_a.call("createLeads", json=naming.lead(workspace.client_id), purpose="control")
    control(right, expected=201, actual=right.status)

    def lead() -> dict[str, object]:
        return naming.lead(settled.client.client_id)

    cases = [
        *(Wrong(_without(lead(), name), {}, MISSING, LACKS) for name in ("client_id", "firstName", "lastName")),
        *(Wrong(lead() | {name: ""}, {}, MISSING, EMPTY) for name in ("firstName", "lastName")),
        Wrong(naming.lead(naming.random_id()), {}, UNKNOWN),
        Wrong(lead() | {"leads": [lead()]}, {}, FORM),
        Wrong({"leads": lead()}),
    ]
    settled.refuse("createLeads", cases)


@pytest.mark.requirement("LG-LEAD-021", "LG-LEAD-042", "LG-LEAD-053")
@pytest.mark.operation("updateLeads")
def test_a_refused_update_changes_nothing(owner_a: Actor, settled: Settled, naming: Naming, control: Control) -> None:
    id, other = (row.get("id") for row in settled.rows[:2])
    right = owner_a.call("updateLeads", json={"id": id}, purpose="control")
    control(right, expected=200, actual=right.status)
    change = {"title": f"not this {naming.unique()}"}
    cases = [
        *(Wrong({"id": id, name: value} | change, {}, NAMELESS) for name, value in _emptied()),
        Wrong(change, {}, FORM),
        Wrong({"id": id, "leads": [{"id": other} | change]} | change, {}, FORM),
        Wrong({"leads": {"id": id} | change}),
        Wrong({"id": naming.random_id()} | change),
    ]
    settled.refuse("updateLeads", cases)


@pytest.mark.requirement("LG-LEAD-021", "LG-LEAD-042")
@pytest.mark.operation("updateEnrichLead")
def test_a_refused_update_by_id_changes_nothing(
    owner_a: Actor, settled: Settled, naming: Naming, control: Control
) -> None:
    path = {"id": str(settled.rows[0].get("id"))}
    right = owner_a.call("updateEnrichLead", path=path, json={}, purpose="control")
    control(right, expected=200, actual=right.status)
    change = {"title": f"not this {naming.unique()}"}
    cases = [
        *(Wrong({name: value} | change, {}, NAMELESS) for name, value in (("firstName", None), ("lastName", ""))),
        Wrong([change]),
    ]
    settled.refuse("updateEnrichLead", cases, path)


@pytest.mark.requirement("LG-LEAD-021", "LG-LEAD-053")
@pytest.mark.operation("deleteLeads")
def test_a_refused_delete_removes_nothing(
    owner_a: Actor, settled: Settled, lead: TemporaryLead, naming: Naming, control: Control
) -> None:
    id, other = (str(row.get("id")) for row in settled.rows[:2])
    right = owner_a.call("deleteLeads", query={"id": lead.id}, purpose="control")
    control(right, expected=200, actual=right.status)
    cases = [
        Wrong(decides=FORM),
        Wrong({"ids": [other]}, {"id": id}, FORM),
        Wrong({"ids": id}),
        Wrong({"ids": [id, 7]}),
        Wrong(query={"id": naming.random_id()}),
    ]
    settled.refuse("deleteLeads", cases)


def _emptied() -> list[tuple[str, str | None]]:
    return [(name, value) for name in ("firstName", "lastName") for value in (None, "")]


def _without(row: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in row.items() if key != name}
