"""The size of batches: one entry and five hundred are taken; none, or one more, are refused and do nothing."""

from collections.abc import Mapping, Sequence

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.state import nothing_done
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import leads_of, looks_at

pytestmark = pytest.mark.level("standard")

MOST = 500
"""Entries of a batch (reference: Create a batch)."""


@pytest.mark.requirement("LG-LEAD-021", "LG-LEAD-034")
@pytest.mark.operation("createLeads", "updateLeads", "deleteLeads", "listLeads")
def test_batches_hold_one_to_five_hundred_entries(
    owner_a: Actor,
    client_a: TemporaryClient,
    naming: Naming,
    patience: Patience,
    control: Control,
    verify: Verify,
    judge: Judge,
) -> None:
    rows = [naming.lead(client_a.client_id) for _ in range(MOST + 1)]
    for part in (rows[:1], rows[1:]):
        made = owner_a.call("createLeads", json={"leads": part})
        if len(part) == 1:  # that five hundred are taken is what the others show
            control(made, expected=201, actual=made.status)
        verify("LG-LEAD-034", made, expected=len(part), actual=made.at("created"))
    before = leads_of(patience, owner_a, client_a, lambda seen: len(seen) == len(rows))
    needed(before.pages[-1], expected=len(rows), actual=len(before.rows), what=f"{len(rows)} leads in a list")
    ids = [str(row.get("id")) for row in before.rows]
    changes: list[dict[str, object]] = [{"id": id, "title": f"changed {naming.unique()}"} for id in ids]
    wrong: Mapping[str, tuple[str, Sequence[object]]] = {
        "createLeads": ("leads", [naming.lead(client_a.client_id) for _ in rows]),
        "updateLeads": ("leads", changes),
        "deleteLeads": ("ids", ids),
    }
    refused: list[Exchange] = []
    for operation, (key, entries) in wrong.items():
        empty = owner_a.call(operation, json={key: []})
        verify("LG-LEAD-034", empty, expected=400, actual=empty.status)
        larger = owner_a.call(operation, json={key: entries})
        verify("LG-LEAD-034", larger, expected=one_of(400, 413), actual=larger.status)
        refused += [empty, larger]
    if all(400 <= each.status <= 499 for each in refused):
        for seen in looks_at(patience, owner_a, client_a, {*before.ids()}):
            law = nothing_done(before.rows, seen.rows, where="the client's leads")
            judge("LG-LEAD-021", [*refused, *seen.pages], law)
    for chosen in (changes[:1], changes[1:]):
        updated = owner_a.call("updateLeads", json={"leads": chosen})
        verify("LG-LEAD-034", updated, expected=len(chosen), actual=updated.at("updated"))
    for doomed in (ids[:1], ids[1:]):
        deleted = owner_a.call("deleteLeads", json={"ids": doomed})
        verify("LG-LEAD-034", deleted, expected=len(doomed), actual=deleted.at("deleted"))
    after = leads_of(patience, owner_a, client_a, lambda seen: not seen)
    verify("LG-LEAD-034", [deleted, *after.pages], expected=[], actual=after.rows)
