from typing import Any

from conformance.sandbox.defects import clients_afterwards, leads_batches_mixed, leads_kept_otherwise
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import by_id, listed, listing, new_client, new_lead, new_leads

PERSON = {"firstName": "Ada", "lastName": "Byron"}
MAIL = "ada@x.example"


def batch(sandbox: Sandbox, *rows: dict[str, Any]) -> tuple[int, list[dict[str, Any]]]:
    """The status of a batch for a new client, and the client's leads; a row may name another client."""
    client = new_client(sandbox)
    sent = [{"client_id": client["client_id"], **PERSON, **row} for row in rows]
    return sandbox.by("owner_a", "POST", "/api/leads", {"leads": sent}).status, listed(sandbox, client)


def titles_of_a_batch(sandbox: Sandbox) -> list[Any]:
    return [lead.get("title") for lead in batch(sandbox, {"title": "CEO"}, {})[1]]


def rows_for_two_clients(sandbox: Sandbox) -> tuple[int, int]:
    other = new_client(sandbox)
    _, mine = batch(sandbox, {}, {"client_id": other["client_id"]})
    return len(mine), len(listed(sandbox, other))


def batch_with_a_bad_row(sandbox: Sandbox) -> tuple[int, int]:
    status, kept = batch(sandbox, {}, {"lastName": ""}, {})
    return status, len(kept)


def stored_of(number: int) -> Any:
    return lambda sandbox: len(new_leads(sandbox, new_client(sandbox), number))


def after_a_members_changes(sandbox: Sandbox) -> tuple[int, Any]:
    lead = new_lead(sandbox, new_client(sandbox), title="CEO")
    change = {"id": lead["id"], "title": "CTO"}
    status = sandbox.by("member_a", "PUT", "/api/leads", change).status
    sandbox.by("member_a", "PUT", "/api/leads", {"leads": [change]})
    return status, (by_id(sandbox, lead["id"]) or {})["title"]


def after_a_duplicate(sandbox: Sandbox) -> tuple[int, Any]:
    client = new_client(sandbox)
    lead = new_lead(sandbox, client, email=MAIL, title="CEO")
    again = {**PERSON, "client_id": client["client_id"], "email": MAIL, "title": "CTO"}
    status = sandbox.by("owner_a", "POST", "/api/leads", again).status
    return status, (by_id(sandbox, lead["id"]) or {})["title"]


def email_of_a_deleted_lead(sandbox: Sandbox) -> int:
    client = new_client(sandbox)
    lead = new_lead(sandbox, client, email=MAIL)
    sandbox.by("owner_a", "DELETE", f"/api/leads?id={lead['id']}")
    return sandbox.by(
        "owner_a", "POST", "/api/leads", {**PERSON, "client_id": client["client_id"], "email": MAIL}
    ).status


def after(first: dict[str, Any], change: dict[str, Any], field: str) -> Any:
    """A field of a lead, as it is after a create and an update."""

    def look(sandbox: Sandbox) -> Any:
        lead = new_lead(sandbox, new_client(sandbox), **first)
        sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], **change})
        return (by_id(sandbox, lead["id"]) or {}).get(field)

    return look


def left_by_a_purge(sandbox: Sandbox) -> tuple[bool, bool]:
    client = new_client(sandbox)
    leads = [new_lead(sandbox, client), new_lead(sandbox, client, "member_a")]
    sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}&purge=true")
    mine, colleagues = (by_id(sandbox, lead["id"]) is not None for lead in leads)
    return mine, colleagues


def left_by_a_large_purge(sandbox: Sandbox) -> int:
    client = new_client(sandbox)
    leads = new_leads(sandbox, client, 101)
    sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}&purge=true")
    return sum(by_id(sandbox, lead["id"]) is not None for lead in leads[98:])


def leads_of_a_new_client_after_a_deletion(sandbox: Sandbox) -> int:
    client = new_client(sandbox)
    new_lead(sandbox, client)
    sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}")
    total: int = listing(sandbox, new_client(sandbox))["total"]
    return total


def client_looked_up_twice(sandbox: Sandbox) -> Any:
    client = new_client(sandbox, description="old")

    def shown() -> Any:
        return sandbox.by("owner_a", "GET", f"/api/clients?clientId={client['id']}").body["clients"][0]["description"]

    shown()
    sandbox.by("owner_a", "PUT", "/api/clients", {"id": client["id"], "description": "new"})
    return shown()


def owner_after_an_admins_change(sandbox: Sandbox) -> bool:
    client = new_client(sandbox, "member_a")
    sandbox.by("admin_a", "PUT", "/api/clients", {"id": client["id"], "description": "new"})
    row = sandbox.by("owner_a", "GET", f"/api/clients?clientId={client['id']}").body["clients"][0]
    return bool(row["owner"] == client["owner"])


@probes(
    Probe(leads_batches_mixed.BatchRowsInherit, titles_of_a_batch, ["CEO", None], ["CEO", "CEO"]),
    Probe(leads_batches_mixed.BatchTakesFirstClient, rows_for_two_clients, (1, 1), (2, 0)),
    Probe(leads_batches_mixed.BatchRefusalKeepsRowsBefore, batch_with_a_bad_row, (201, 2), (400, 1)),
    Probe(leads_batches_mixed.BatchLosesLastChunk, stored_of(130), 130, 100),
    Probe(leads_batches_mixed.MemberBatchUnchecked, after_a_members_changes, (403, "CEO"), (403, "CTO")),
    Probe(leads_kept_otherwise.DuplicateRefusedAndMerged, after_a_duplicate, (409, "CEO"), (409, "CTO")),
    Probe(leads_kept_otherwise.DeletedEmailStaysTaken, email_of_a_deleted_lead, 201, 409),
    Probe(
        leads_kept_otherwise.CompanyNameClearsDomain,
        after({"companyName": "Acme", "companyDomain": "acme.example"}, {"companyName": "Acme Inc"}, "companyDomain"),
        "acme.example",
        None,
    ),
    Probe(leads_kept_otherwise.ZeroTextIsEmpty, after({}, {"notes": "0"}, "notes"), "0", None),
    Probe(
        leads_kept_otherwise.DigitsBecomeNumbers, after({"phoneNumber": "0049301"}, {}, "phoneNumber"), "0049301", 49301
    ),
    Probe(
        leads_kept_otherwise.NotesAppendedOnUpdate,
        after({"notes": "one"}, {"notes": "two"}, "notes"),
        "two",
        "one\ntwo",
    ),
)
def test_leads_are_stored_otherwise_only_with_the_defect(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)


@probes(
    Probe(clients_afterwards.PurgeSparesColleaguesLeads, left_by_a_purge, (False, False), (False, True)),
    Probe(clients_afterwards.PurgeRemovesFirstHundred, left_by_a_large_purge, 0, 1),
    Probe(clients_afterwards.ClientIdUsedAgain, leads_of_a_new_client_after_a_deletion, 0, 1),
    Probe(clients_afterwards.ClientLookupCached, client_looked_up_twice, "new", "old"),
    Probe(clients_afterwards.ClientEditorBecomesOwner, owner_after_an_admins_change, True, False),
)
def test_a_client_is_otherwise_afterwards_only_with_the_defect(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
