from typing import Any

from conformance.sandbox.defects import envelope_breaks, limits_spent_otherwise, pages_lost
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Answer, Sandbox
from tests.sandbox.lead_calls import new_client, new_leads

RATES: dict[str, Any] = {"rates": {"standard": 5, "premium": 1000}}
USER = "limit_standard"
ENVELOPE = {"success", "error", "errorType"}


def asked(sandbox: Sandbox, path: str = "/api/clients", number: int = 1) -> Answer:
    """The last answer of so many."""
    return [sandbox.by(USER, "GET", path) for _ in range(number)][-1]


def after_many_failures(sandbox: Sandbox) -> int:
    return asked(sandbox, "/api/enrich-leads/nowhere", 9).status


def left_after_a_batch(sandbox: Sandbox) -> str:
    rows = [{"client_id": "nobody", "firstName": "A", "lastName": "B"}] * 3
    return (
        sandbox.by(USER, "POST", "/api/leads", {"leads": rows}).headers["x-ratelimit-remaining"]
        + (asked(sandbox).headers["x-ratelimit-remaining"])
    )


def after_another_login(sandbox: Sandbox) -> tuple[int, int]:
    first = asked(sandbox, number=7).status
    sandbox.login(USER)
    return first, asked(sandbox).status


def reset_two_seconds_later(sandbox: Sandbox) -> bool:
    first = asked(sandbox).headers["x-ratelimit-reset"]
    sandbox.now += 2
    return first == asked(sandbox).headers["x-ratelimit-reset"]


def envelope_of_a_429(sandbox: Sandbox) -> bool:
    return set(asked(sandbox, number=7).body) >= ENVELOPE


def envelopes_of_a_401(sandbox: Sandbox) -> tuple[bool, bool]:
    paths = "/api/clients", "/api/enrich-leads/list?companyId=x"
    clients, bulk = (set(sandbox.send("GET", path).body) >= ENVELOPE for path in paths)
    return clients, bulk


def found_with_an_apostrophe(sandbox: Sandbox) -> int:
    return sandbox.by("owner_a", "GET", "/api/find-lead?email=o'brien@x.example").status


def two_ats(sandbox: Sandbox) -> list[int]:
    paths = "/api/email-validate", "/api/email-verify"
    return [sandbox.by("owner_a", "POST", path, {"email": "a@b@c.example"}).status for path in paths]


def walk(limit: int) -> Any:
    """The sizes of the pages of seven leads, and what each gives as their number."""

    def look(sandbox: Sandbox) -> list[tuple[int, int]]:
        client = new_client(sandbox)
        new_leads(sandbox, client, 7)
        pages, token = [], ""
        while True:
            query = f"client_id={client['client_id']}&limit={limit}{token}"
            page = sandbox.by("owner_a", "GET", f"/api/leads?{query}").body
            pages.append((len(page["leads"]), page["total"]))
            if not page.get("nextToken"):
                return pages
            token = f"&nextToken={page['nextToken']}"

    return look


@probes(
    Probe(limits_spent_otherwise.FailedRequestsAreFree, after_many_failures, 429, 404, RATES),
    Probe(limits_spent_otherwise.BatchCostsOnePerRow, left_after_a_batch, "43", "41", RATES),
    Probe(limits_spent_otherwise.LoginRenewsBudget, after_another_login, (429, 429), (429, 200), RATES),
    Probe(limits_spent_otherwise.ResetMovesWithRequests, reset_two_seconds_later, True, False, RATES),
)
def test_a_budget_is_spent_otherwise_only_with_its_defect(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)


@probes(
    Probe(envelope_breaks.RateRefusalBare, envelope_of_a_429, True, False, RATES),
    Probe(envelope_breaks.BulkRefusalBare, envelopes_of_a_401, (True, True), (True, False)),
    Probe(envelope_breaks.FindLeadApostrophe500, found_with_an_apostrophe, 200, 500),
    Probe(envelope_breaks.EmailTwoAts500, two_ats, [200, 200], [500, 500]),
)
def test_an_answer_breaks_only_with_its_defect(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)


@probes(
    Probe(pages_lost.PagePositionIsCreationTime, walk(4), [(4, 7), (3, 7)], [(4, 7), (0, 7)]),
    Probe(pages_lost.LastSingleRowLost, walk(3), [(3, 7), (3, 7), (1, 7)], [(3, 7), (3, 7)]),
    Probe(pages_lost.LimitForgottenOnPageTwo, walk(3), [(3, 7), (3, 7), (1, 7)], [(3, 7), (4, 7)]),
    Probe(pages_lost.TotalShrinksOnLaterPages, walk(4), [(4, 7), (3, 7)], [(4, 7), (3, 3)]),
)
def test_a_walk_loses_something_only_with_its_defect(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
