"""Refused writes of leads: each says why, and leaves the leads that it names as they were."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import ABSENT, Exchange, Json
from conformance.expectations import Expectation, client_error, one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Fill, Judge, Verify
from conformance.laws.rows import kept
from conformance.laws.state import nothing_done
from conformance.polling import Patience
from conformance.suites.e2e.leads.life import Life
from conformance.suites.e2e.leads.views import Row, by_email, by_id, lead_in, leads_of, looks_at

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("leads")]

MISSING: Mapping[str, object] = {"LG-LEAD-011": client_error(), "LG-LEAD-012": 400}
FORM: Mapping[str, object] = {"LG-LEAD-012": 400}
UNKNOWN: Mapping[str, object] = {"LG-LEAD-013": one_of(404, 400, 403)}

LACKS = one_of("missing_required_field")
EMPTY = one_of("invalid_value", "invalid_format", "missing_required_field")


@dataclass(frozen=True)
class Wrong:
    """A write that a server should refuse.

    `decides` are the requirements that its status decides, with what they expect; `error` the errorType for a 400;
    `names` the leads, of this write alone, that it must leave as they are.
    """

    operation: str
    json: Json = ABSENT
    query: Mapping[str, str] = field(default_factory=dict)
    decides: Mapping[str, object] = field(default_factory=dict)
    error: Expectation | None = None
    names: tuple[Row, ...] = ()

    @property
    def emails(self) -> set[str]:
        """The e-mails of all leads that it would make."""
        if self.operation != "createLeads":
            return set()
        leads = self.json.get("leads", [])
        rows = [self.json, *(leads if isinstance(leads, list) else [leads])]
        return {str(row["email"]) for row in rows if "email" in row}


def wrong_creates(client: TemporaryClient, naming: Naming) -> Iterator[Wrong]:
    """Creates that lack what a lead needs, name no client, or say two things at once."""

    def lead(**fields: object) -> dict[str, object]:
        return naming.lead(client.client_id, **fields)

    for name in ("client_id", "firstName", "lastName"):
        lacking = {key: value for key, value in lead().items() if key != name}
        yield Wrong("createLeads", lacking, {}, MISSING, LACKS)
    for name in ("firstName", "lastName"):
        yield Wrong("createLeads", lead(**{name: ""}), {}, MISSING, EMPTY)
    yield Wrong("createLeads", naming.lead(naming.random_id()), {}, UNKNOWN)
    yield Wrong("createLeads", lead(leads=[lead()]), {}, FORM)
    yield Wrong("createLeads", {"leads": lead()})


def wrong_updates(victims: Iterator[Row], naming: Naming) -> Iterator[Wrong]:
    """Updates that name two things at once, or a lead where a list of them belongs."""
    change = {"title": f"not this {naming.unique()}"}
    one, other, third = (next(victims) for _ in range(3))
    both = {"id": one["id"], "leads": [{"id": other["id"], **change}], **change}
    yield Wrong("updateLeads", both, {}, FORM, None, (one, other))
    yield Wrong("updateLeads", {"leads": {"id": third["id"], **change}}, names=(third,))
    for name, value in (("lastName", None), ("firstName", "")):
        victim = next(victims)
        wrong = {"id": victim["id"], name: value, **change}
        yield Wrong("updateLeads" if value is None else "updateEnrichLead", wrong, {}, FORM, None, (victim,))


def wrong_deletes(victims: Iterator[Row]) -> Iterator[Wrong]:
    """Deletions that name nothing, two things at once, or no list of ids."""
    one, other, third, fourth = (next(victims) for _ in range(4))
    yield Wrong("deleteLeads", decides=FORM)
    yield Wrong("deleteLeads", {"ids": [other["id"]]}, {"id": str(one["id"])}, FORM, None, (one, other))
    yield Wrong("deleteLeads", {"ids": third["id"]}, names=(third,))
    yield Wrong("deleteLeads", {"ids": [fourth["id"], 7]}, names=(fourth,))


@pytest.mark.requirement("LG-LEAD-011", "LG-LEAD-012", "LG-LEAD-013", "LG-LEAD-021")
@pytest.mark.operation("createLeads", "updateLeads", "updateEnrichLead", "deleteLeads", "getEnrichLead", "listLeads")
def test_a_refused_write_stores_nothing_changes_nothing_and_removes_nothing(
    life: Life,
    owner_a: Actor,
    workspace: TemporaryClient,
    fill: Fill,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    control(life.made, expected=201, actual=life.made.status)
    emails = fill(workspace, 10)
    seen = leads_of(patience, owner_a, workspace, lambda rows: {*emails} <= by_email(rows).keys())
    rows = by_email(seen.rows)
    needed(seen.pages[-1], expected=True, actual={*emails} <= rows.keys(), what="new leads in a list")
    victims = iter([rows[each] for each in emails])
    right = owner_a.call("updateLeads", json={"id": next(victims)["id"]}, purpose="control")
    control(right, expected=200, actual=right.status)
    wrong = [*wrong_creates(workspace, naming), *wrong_updates(victims, naming), *wrong_deletes(victims)]
    refused: list[tuple[Wrong, Exchange]] = []
    for case in wrong:
        path = {"id": str(case.names[0]["id"])} if case.operation == "updateEnrichLead" else None
        answer = owner_a.call(case.operation, json=case.json, query=case.query, path=path)
        for requirement, expected in case.decides.items():
            verify(requirement, answer, expected=expected, actual=answer.status)
        if case.error is not None and answer.status == 400:
            verify("LG-LEAD-012", answer, expected=case.error, actual=answer.at("errorType"))
        if 400 <= answer.status <= 499:
            refused.append((case, answer))
    answers = [answer for _, answer in refused]
    named = [row for case, _ in refused for row in case.names]
    unwanted = {email for case, _ in refused for email in case.emails}
    for row in named[:: max(1, len(named) - 1)]:
        read = by_id(owner_a, row["id"])
        judge("LG-LEAD-021", [*answers, read], kept(row, lead_in(read), but=(), where="the lead by its id"))
    ids = {row["id"] for row in named}
    for walk in looks_at(patience, owner_a, workspace, ids):
        exchanges = [*answers, *walk.pages]
        after = [row for row in walk.rows if row.get("id") in ids]
        judge("LG-LEAD-021", exchanges, nothing_done(named, after, where="the leads that were named"))
        strays = [row for email, row in by_email(walk.rows).items() if email in unwanted]
        verify("LG-LEAD-021", exchanges, expected=[], actual=strays)
