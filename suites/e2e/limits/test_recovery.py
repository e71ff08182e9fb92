"""After the window: everything is served again, and what was refused in it has not happened.

It comes last of all, so that the window passes while other tests run.
"""

import time

import pytest

from conformance import contract
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import one_of, success
from conformance.fixtures.limits import Spender
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.rates import arrived
from conformance.laws.rows import kept
from conformance.polling import Patience
from conformance.suites.e2e.limits.asking import REFUSED, named_time, refused_writes
from conformance.walking import walk

pytestmark = [pytest.mark.xdist_group("limit_standard"), pytest.mark.level("standard")]

TOUCHED = ("updatedAt", "notes")
"""What the burst's own update of the lead may have changed."""


@pytest.mark.operation("createClient", "updateClient", "deleteClient", "createLeads", "updateLeads", "deleteLeads")
@pytest.mark.requirement("LG-RATE-011", "LG-RATE-012", "LG-RATE-013")
def test_after_the_window_all_is_served_again_and_no_refused_write_has_happened(
    standard_later: Spender, naming: Naming, patience: Patience, control: Control, verify: Verify, judge: Judge
) -> None:
    standard = standard_later
    answers = standard.refused or refused_writes(standard, naming)
    again = back_after(standard)
    if not again.succeeded:
        # Somebody else may have spent the new window; a server that does not recover does it again.
        standard.forget()
        answers = refused_writes(standard, naming)
        again = back_after(standard)
    refused = list(answers.values())
    # A write that was let through has happened, by right: it would be taken for one that was refused and happened.
    for each in [*standard.let_through, *refused]:
        needed(each, expected=REFUSED, actual=each.status, what="a refusal for the limit")
    for made in standard.created:
        control(made, expected=one_of(200, 201), actual=made.status)
    verify("LG-RATE-012", [refused[-1], again], expected=success(), actual=again.status)
    if standard.early is not None:
        verify("LG-RATE-011", [refused[-1], standard.early], expected=success(), actual=standard.early.status)
    verify("LG-RATE-011", [refused[-1], again], expected=success(), actual=again.status)
    actor, client, lead, marker = standard.actor, standard.client, standard.lead, standard.marker
    own = actor.call("listClients", query={"clientId": client["id"]})
    judge("LG-RATE-013", [*refused, own], kept(client, first(own.rows("clients")), where="the client"))
    read = actor.call("getEnrichLead", path={"id": lead["id"]})
    judge("LG-RATE-013", [*refused, read], kept(lead, row_of(read), but=TOUCHED, where="the lead"))

    def listed() -> Exchange:
        return actor.call("listLeads", query={"client_id": client["client_id"]})

    is_late = time.time() - arrived(refused[-1]) > patience.bound
    for leads in [listed()] if is_late else patience.twice(listed):
        ids = [row.get("id") for row in leads.rows("leads")]
        verify("LG-RATE-013", [*refused, leads], expected=[lead["id"]], actual=ids)
    listing = walk(actor, contract.load()["listClients"], limit=1000)
    stray = [row for row in listing.rows if row.get("clientName") == marker]
    verify("LG-RATE-013", [*refused, *listing.pages], expected=[], actual=stray)
    standard.tidy()


def back_after(spender: Spender) -> Exchange:
    """The answer to a read after the end of the spent window, and after the time that the last refusal named."""
    assert spender.last is not None
    spender.bursts.until(max(spender.last.ends, named_time(spender) or 0.0))
    return spender.read()()


def first(rows: list[dict[str, object]]) -> dict[str, object] | None:
    """The first row, or None."""
    return next(iter(rows), None)


def row_of(answer: Exchange) -> dict[str, object] | None:
    """The lead of an answer, or None where it shows none."""
    lead = answer.at("lead")
    return lead if isinstance(lead, dict) else None
