from typing import Any

from conformance.sandbox.defects import (
    leads_batches,
    leads_delete,
    leads_errors,
    leads_lists,
    leads_not_kept,
    leads_of_the_real_service,
    leads_refused,
    leads_update,
    routes_errors,
)
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Answer, Sandbox
from tests.sandbox.lead_calls import by_id, found, listed, listing, new_client, new_lead, new_leads

ALL_ROWS = ["1@x.example", "bad@x.example", "3@x.example"]
URL = "https://linkedin.example/in/"


def after_create(field: str, value: str = "value") -> Any:
    def look(sandbox: Sandbox) -> Any:
        (lead,) = [by_id(sandbox, new_lead(sandbox, new_client(sandbox), **{field: value})["id"])]
        return lead and lead.get(field)

    return look


def after_update(changes: dict[str, Any], *fields: str) -> Any:
    def look(sandbox: Sandbox) -> Any:
        lead = new_lead(sandbox, new_client(sandbox), title="CEO", city="Lyon")
        sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], **changes})
        after = by_id(sandbox, lead["id"]) or {}
        return [after.get(field) for field in fields]

    return look


def updated_at_moved(sandbox: Sandbox) -> bool:
    lead = new_lead(sandbox, new_client(sandbox))
    sandbox.now += 5
    return bool(
        sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], "city": "x"}).body["lead"]["updatedAt"]
        > lead["updatedAt"]
    )


def two_updates_at_once(sandbox: Sandbox) -> Any:
    lead = new_lead(sandbox, new_client(sandbox), title="CEO", city="Lyon")
    for changes in ({"title": "CTO"}, {"city": "Köln"}):
        sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], **changes})
    after = by_id(sandbox, lead["id"]) or {}
    return after["title"], after["city"]


def lead_of_path_changed(sandbox: Sandbox) -> bool:
    client = new_client(sandbox)
    meant, other = new_lead(sandbox, client), new_lead(sandbox, client)
    sandbox.by("owner_a", "PUT", f"/api/enrich-leads/{meant['id']}", {"id": other["id"], "city": "Lyon"})
    return "city" in (by_id(sandbox, meant["id"]) or {})


def batch(sandbox: Sandbox, method: str = "POST", rows: list[dict[str, Any]] | None = None) -> tuple[Any, Answer]:
    """A client and the answer to a batch of these rows for it; by default two good ones around a bad one."""
    client = new_client(sandbox)
    good = {"client_id": client["client_id"], "firstName": "Ada", "lastName": "Byron"}
    if rows is None:
        rows = [{"email": email, "lastName": "" if "bad" in email else "Byron"} for email in ALL_ROWS]
    return client, sandbox.by("owner_a", method, "/api/leads", {"leads": [{**good, **row} for row in rows]})


def batch_account(sandbox: Sandbox) -> Any:
    client, answer = batch(sandbox)
    return answer.body["created"], answer.body["skipped"], len(listed(sandbox, client))


def good_batch(sandbox: Sandbox) -> Any:
    client, answer = batch(sandbox, rows=[{"notes": "n"}])
    return answer.body["created"], [lead.get("notes") for lead in listed(sandbox, client)]


def large_batch(sandbox: Sandbox) -> Any:
    client, answer = batch(sandbox, rows=[{}] * 501)
    return answer.status, listing(sandbox, client)["total"]


def batch_update(sandbox: Sandbox) -> Any:
    client = new_client(sandbox)
    sent = [{"id": lead["id"], "city": f"{index}"} for index, lead in enumerate(new_leads(sandbox, client, 2))]
    answer = sandbox.by("owner_a", "PUT", "/api/leads", {"leads": sent})
    return answer.body["updated"], [lead.get("city") for lead in listed(sandbox, client)]


def batch_deletion(sandbox: Sandbox) -> Any:
    client = new_client(sandbox)
    ids = [lead["id"] for lead in new_leads(sandbox, client, 2)]
    return sandbox.by("owner_a", "DELETE", "/api/leads", {"ids": ids}).body["deleted"], len(listed(sandbox, client))


def left_after_deletion(sandbox: Sandbox) -> Any:
    client = new_client(sandbox)
    first, *_ = new_leads(sandbox, client, 3)
    return sandbox.by("owner_a", "DELETE", f"/api/leads?id={first['id']}").status, len(listed(sandbox, client))


def duplicate(sandbox: Sandbox) -> Any:
    client, answer = batch(sandbox, rows=[{"email": "1@x.example"}] * 2)
    return answer.body["created"], len(listed(sandbox, client))


def created_status(**fields: Any) -> Any:
    def look(sandbox: Sandbox) -> Any:
        client = new_client(sandbox)
        body = {"client_id": client["client_id"], "firstName": "Ada", "lastName": "Byron", **fields}
        return sandbox.by("owner_a", "POST", "/api/leads", body).status, len(listed(sandbox, client))

    return look


def under_record_id(sandbox: Sandbox) -> Any:
    client = new_client(sandbox)
    body = {"client_id": client["id"], "firstName": "Ada", "lastName": "Byron"}
    return sandbox.by("owner_a", "POST", "/api/leads", body).status, len(listed(sandbox, client))


def refused_update(sandbox: Sandbox) -> Any:
    lead = new_lead(sandbox, new_client(sandbox))
    answer = sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], "city": "x", "lastName": ""})
    return answer.status, "city" in (by_id(sandbox, lead["id"]) or {})


def refused_deletion(sandbox: Sandbox) -> Any:
    lead = new_lead(sandbox, new_client(sandbox))
    answer = sandbox.by("owner_a", "DELETE", "/api/leads", {"ids": [lead["id"], 7]})
    return answer.status, by_id(sandbox, lead["id"]) is not None


def page_total(sandbox: Sandbox) -> Any:
    client = new_client(sandbox)
    new_leads(sandbox, client, 3)
    return listing(sandbox, client, query="&limit=2")["total"]


def clients_listed(sandbox: Sandbox) -> int:
    client = new_client(sandbox)
    new_lead(sandbox, client)
    return len({lead["client_id"] for lead in listed(sandbox, client)})


def found_in_other_client(sandbox: Sandbox) -> int:
    new_lead(sandbox, new_client(sandbox), email="1@x.example")
    return len(found(sandbox, f"email=1@x.example&client_id={new_client(sandbox)['client_id']}"))


def found_by_url(sandbox: Sandbox) -> int:
    client = new_client(sandbox)
    for name in ("ada", "bob"):
        new_lead(sandbox, client, linkedinUrl=URL + name)
    return len(found(sandbox, f"linkedinUrl={URL}ada&client_id={client['client_id']}"))


def unknown_lead(sandbox: Sandbox) -> Any:
    answer = sandbox.by("owner_a", "GET", "/api/enrich-leads/unknown")
    return answer.status, answer.body.get("success"), answer.error_type


def error_details(sandbox: Sandbox) -> bool:
    return "Traceback" in str(sandbox.by("owner_a", "POST", "/api/leads", {}).body["details"])


@probes(
    Probe(leads_not_kept.LeadNotStored, after_create("title"), "value", None),
    Probe(leads_not_kept.BatchNotStored, good_batch, (1, ["n"]), (1, [])),
    Probe(leads_not_kept.LeadTitleDropped, after_create("title"), "value", None),
    Probe(leads_not_kept.SdrFieldsDropped, after_create("aiRiskScore"), "value", None),
    Probe(leads_not_kept.TenthResultDropped, after_create("copyright10"), "value", None),
    Probe(leads_not_kept.LeadTextRecoded, after_create("notes", "é李"), "é李", "é?"),
    Probe(leads_not_kept.BatchDropsNotes, good_batch, (1, ["n"]), (1, [None])),
    Probe(leads_update.LeadUpdateLost, after_update({"title": "CTO"}, "title"), ["CTO"], ["CEO"]),
    Probe(leads_update.LeadUpdateClears, after_update({"notes": "n"}, "notes", "city"), ["n", "Lyon"], ["n", None]),
    Probe(leads_update.LeadFieldNeverCleared, after_update({"title": ""}, "title"), [None], ["CEO"]),
    Probe(leads_update.LeadUpdatedAtStuck, updated_at_moved, True, False),
    Probe(leads_update.ParallelLeadUpdateLost, two_updates_at_once, ("CTO", "Köln"), ("CEO", "Köln")),
    Probe(leads_update.BodyIdBeatsPath, lead_of_path_changed, True, False),
    Probe(leads_update.UnknownLeadFieldStored, after_update({"colour": "red"}, "colour"), [None], ["red"]),
    Probe(leads_delete.LeadDeleteKeepsRow, left_after_deletion, (200, 2), (200, 3)),
    Probe(leads_delete.LeadDeleteTakesNeighbour, left_after_deletion, (200, 2), (200, 1)),
    Probe(leads_delete.BatchDeletesFirstAlone, batch_deletion, (2, 0), (2, 1)),
    Probe(leads_batches.OneBadRowSinksBatch, batch_account, (2, ["bad@x.example"], 2), (0, ALL_ROWS, 0)),
    Probe(leads_batches.CreatedCountsSkipped, batch_account, (2, ["bad@x.example"], 2), (3, ["bad@x.example"], 2)),
    Probe(leads_batches.SkippedLeftOut, batch_account, (2, ["bad@x.example"], 2), (2, [], 2)),
    Probe(leads_batches.SkippedAsNumbers, batch_account, (2, ["bad@x.example"], 2), (2, [0], 2)),
    Probe(leads_batches.BatchUpdatesFirstAlone, batch_update, (2, ["0", "1"]), (2, ["0", None])),
    Probe(leads_batches.DuplicateLeadTaken, duplicate, (1, 1), (2, 2)),
    Probe(leads_refused.RefusedLeadStored, created_status(lastName=""), (400, 0), (400, 1)),
    Probe(leads_refused.RefusedBatchStored, large_batch, (400, 0), (400, 500)),
    Probe(leads_refused.RefusedDeletionDone, refused_deletion, (400, True), (400, False)),
    Probe(leads_refused.RefusedUpdateStored, refused_update, (400, False), (400, True)),
    Probe(leads_of_the_real_service.PhoneBreaksServer, created_status(phone="1"), (201, 1), (500, 0)),
    Probe(leads_of_the_real_service.EmptyTextBreaksServer, created_status(title=""), (201, 1), (500, 0)),
    Probe(leads_of_the_real_service.DotAsNameBreaksServer, created_status(lastName="."), (201, 1), (500, 0)),
    Probe(leads_of_the_real_service.RecordIdAccepted, under_record_id, (404, 0), (201, 0)),
    Probe(leads_lists.TotalIsPageSize, page_total, 3, 2),
    Probe(leads_lists.OtherClientsLeadsListed, lambda sandbox: clients_listed(sandbox) > 1, False, True),
    Probe(leads_lists.FindIgnoresClient, found_in_other_client, 0, 1),
    Probe(leads_lists.FindIgnoresLinkedIn, found_by_url, 1, 2),
    Probe(routes_errors.ErrorsBare, unknown_lead, (404, False, "not_found"), (404, None, None)),
    Probe(routes_errors.ErrorsSaySuccess, unknown_lead, (404, False, "not_found"), (404, True, "not_found")),
    Probe(leads_errors.NotFoundIs400, unknown_lead, (404, False, "not_found"), (400, False, "not_found")),
    Probe(routes_errors.ErrorsShowTrace, error_details, False, True),
)  # fmt: skip
def test_what_goes_wrong_with_leads_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
