"""Refused writes of leads: each says why, and leaves the leads that it names as they were."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import ABSENT, Exchange, Json
from conformance.expectations import Expectation, client_error, one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Fill, Judge, Verify
from conformance.laws.listings import untouched
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import Row, by_email, by_id, lead_in, leads_of, looks_at

pytestmark = pytest.mark.level("standard")

MISSING: Mapping[str, object] = {"LG-LEAD-011": client_error(), "LG-LEAD-012": 400}
FORM: Mapping[str, object] = {"LG-LEAD-012": 400}
NAMELESS: Mapping[str, object] = {"LG-LEAD-012": 400}
UNKNOWN: Mapping[str, object] = {"LG-LEAD-013": one_of(404, 400, 403)}

LACKS = one_of("missing_required_field")
EMPTY = one_of("invalid_value", "invalid_format", "missing_required_field")


@dataclass(frozen=True)
class Wrong:
    """A write that a server should refuse.

    `decides` are the requirements that its status decides, with what they expect; `error` the errorType for a 400;
    `names` the leads, of this write alone, that it must leave as they are.
    """

    json: Json = ABSENT
    query: Mapping[str, str] = field(default_factory=dict)
    decides: Mapping[str, object] = field(default_factory=dict)
    error: Expectation | None = None
    names: tuple[Row, ...] = ()


class Trial:
    """Tries wrong writes, one after the other, and looks whether one that was refused did something all the same."""

    def __init__(self, owner: Actor, client: TemporaryClient, patience: Patience, verify: Verify, judge: Judge) -> None:
        self.owner = owner
        self.client = client
        self._patience = patience
        self._verify = verify
        self._judge = judge

    def victims(self, emails: Iterable[str]) -> list[Row]:
        """The rows of new leads, as the list shows them."""
        wanted = list(emails)
        seen = leads_of(self._patience, self.owner, self.client, lambda rows: {*wanted} <= by_email(rows).keys())
        rows = by_email(seen.rows)
        needed(seen.pages[-1], expected=True, actual={*wanted} <= rows.keys(), what="new leads in a list")
        return [rows[each] for each in wanted]

    def send(self, operation: str, cases: list[Wrong], path: Mapping[str, str] | None = None) -> dict[int, Exchange]:
        """Send each and decide what it decides; gives the answers of those that were refused, by their place."""
        refused: dict[int, Exchange] = {}
        for place, case in enumerate(cases):
            answer = self.owner.call(operation, json=case.json, query=case.query, path=path)
            for requirement, expected in case.decides.items():
                self._verify(requirement, answer, expected=expected, actual=answer.status)
            if case.error is not None and answer.status == 400:
                self._verify("LG-LEAD-012", answer, expected=case.error, actual=answer.at("errorType"))
            if 400 <= answer.status <= 499:
                refused[place] = answer
        return refused

    def spared(self, operation: str, cases: list[Wrong], path: Mapping[str, str] | None = None) -> None:
        """Send each; the leads that a refused one names are as they were, by id at once and in the list later too."""
        refused = self.send(operation, cases, path)
        before = [row for place in refused for row in cases[place].names]
        ids = {row.get("id") for row in before}
        for row in before[:1]:
            read = by_id(self.owner, row.get("id"))
            law = untouched([row], [lead_in(read) or {}], where="the lead by its id")
            self._judge("LG-LEAD-021", [*refused.values(), read], law)
        for walk in looks_at(self._patience, self.owner, self.client) if refused else ():
            law = untouched(before, [row for row in walk.rows if row.get("id") in ids], where="the leads named")
            self._judge("LG-LEAD-021", [*refused.values(), *walk.pages], law)

    def unheard(self, operation: str, cases: list[Wrong]) -> None:
        """Send each; no lead that a refused one would have made is in the list, at once or later."""
        refused = self.send(operation, cases)
        emails = {email for place in refused for email in _emails(cases[place].json)}
        for walk in looks_at(self._patience, self.owner, self.client) if refused else ():
            strays = [row for email, row in by_email(walk.rows).items() if email in emails]
            self._verify("LG-LEAD-021", [*refused.values(), *walk.pages], expected=[], actual=strays)


@pytest.fixture
def trial(owner_a: Actor, workspace: TemporaryClient, patience: Patience, verify: Verify, judge: Judge) -> Trial:
    """Wrong writes in the shared workspace."""
    return Trial(owner_a, workspace, patience, verify, judge)


@pytest.mark.requirement("LG-LEAD-011", "LG-LEAD-012", "LG-LEAD-013", "LG-LEAD-021", "LG-LEAD-012")
@pytest.mark.operation("createLeads", "listLeads")
def test_a_refused_create_stores_nothing(
    owner_a: Actor, workspace: TemporaryClient, trial: Trial, naming: Naming, control: Control
) -> None:
    def lead() -> dict[str, object]:
        return naming.lead(workspace.client_id)

    right = owner_a.call("createLeads", json=lead(), purpose="control")
    control(right, expected=201, actual=right.status)
    cases = [
        *(Wrong(_without(lead(), name), {}, MISSING, LACKS) for name in ("client_id", "firstName", "lastName")),
        *(Wrong(lead() | {name: ""}, {}, MISSING, EMPTY) for name in ("firstName", "lastName")),
        Wrong(naming.lead(naming.random_id()), {}, UNKNOWN),
        Wrong(lead() | {"leads": [lead()]}, {}, FORM),
        Wrong({"leads": lead()}),
    ]
    trial.unheard("createLeads", cases)


@pytest.mark.requirement("LG-LEAD-021", "LG-LEAD-012", "LG-LEAD-012")
@pytest.mark.operation("updateLeads", "getEnrichLead", "listLeads")
def test_a_refused_update_changes_nothing(
    owner_a: Actor, workspace: TemporaryClient, fill: Fill, trial: Trial, naming: Naming, control: Control
) -> None:
    good, *four, one, other, last = trial.victims(fill(workspace, 8))
    right = owner_a.call("updateLeads", json={"id": good.get("id")}, purpose="control")
    control(right, expected=200, actual=right.status)
    change = {"title": f"not this {naming.unique()}"}
    emptied = [(name, value) for name in ("firstName", "lastName") for value in (None, "")]
    cases = [
        *(
            Wrong({"id": row.get("id"), name: value} | change, {}, NAMELESS, names=(row,))
            for row, (name, value) in zip(four, emptied, strict=True)
        ),
        Wrong(change, {}, FORM),
        Wrong(
            {"id": one.get("id"), "leads": [{"id": other.get("id")} | change]} | change, {}, FORM, None, (one, other)
        ),
        Wrong({"leads": {"id": last.get("id")} | change}, names=(last,)),
    ]
    trial.spared("updateLeads", cases)


@pytest.mark.requirement("LG-LEAD-021", "LG-LEAD-012")
@pytest.mark.operation("updateEnrichLead", "getEnrichLead", "listLeads")
@pytest.mark.parametrize(("name", "value"), [("firstName", None), ("lastName", "")], ids=["null", "empty"])
def test_a_refused_update_by_id_changes_nothing(
    owner_a: Actor,
    workspace: TemporaryClient,
    fill: Fill,
    trial: Trial,
    naming: Naming,
    control: Control,
    name: str,
    value: str | None,
) -> None:
    (victim,) = trial.victims(fill(workspace, 1))
    path = {"id": str(victim.get("id"))}
    right = owner_a.call("updateEnrichLead", path=path, json={}, purpose="control")
    control(right, expected=200, actual=right.status)
    change = {name: value, "title": f"not this {naming.unique()}"}
    trial.spared("updateEnrichLead", [Wrong(change, {}, NAMELESS, names=(victim,))], path)


@pytest.mark.requirement("LG-LEAD-021", "LG-LEAD-012")
@pytest.mark.operation("deleteLeads", "getEnrichLead", "listLeads")
def test_a_refused_delete_removes_nothing(
    owner_a: Actor, workspace: TemporaryClient, fill: Fill, trial: Trial, control: Control
) -> None:
    good, one, other, third, fourth = trial.victims(fill(workspace, 5))
    right = owner_a.call("deleteLeads", query={"id": str(good.get("id"))}, purpose="control")
    control(right, expected=200, actual=right.status)
    cases = [
        Wrong(decides=FORM),
        Wrong({"ids": [other.get("id")]}, {"id": str(one.get("id"))}, FORM, None, (one, other)),
        Wrong({"ids": third.get("id")}, names=(third,)),
        Wrong({"ids": [fourth.get("id"), 7]}, names=(fourth,)),
    ]
    trial.spared("deleteLeads", cases)


def _without(row: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in row.items() if key != name}


def _emails(body: Json) -> set[str]:
    """The e-mails of all leads in a body."""
    leads = body.get("leads", [])
    rows = [body, *(leads if isinstance(leads, list) else [leads])]
    return {str(row["email"]) for row in rows if "email" in row}
