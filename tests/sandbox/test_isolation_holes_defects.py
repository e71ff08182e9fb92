from typing import Any

from conformance.sandbox.defects import isolation_holes, isolation_holes_of_writes
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import bulk, by_id, found, new_client, new_lead, new_leads

URL = "https://linkedin.example/in/her"


def lead_of(sandbox: Sandbox, name: str, **fields: Any) -> dict[str, Any]:
    return new_lead(sandbox, new_client(sandbox, name), name, **fields)


def orphan_seen_by_another_company(sandbox: Sandbox) -> tuple[bool, bool]:
    client = new_client(sandbox)
    lead = new_lead(sandbox, client)
    before = by_id(sandbox, lead["id"], "owner_b")
    sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}")
    return before is not None, by_id(sandbox, lead["id"], "owner_b") is not None


def found_by_url_alone_and_with_an_email(sandbox: Sandbox) -> tuple[int, int]:
    lead_of(sandbox, "owner_b", linkedinUrl=URL)
    return len(found(sandbox, f"linkedinUrl={URL}")), len(found(sandbox, f"linkedinUrl={URL}&email=no@x.example"))


def bulk_rows_of_foreign_clients(sandbox: Sandbox) -> tuple[bool, bool]:
    clients = sandbox.by("owner_b", "GET", "/api/clients").body["clients"]
    enrich, source = (
        any(bulk(sandbox, query=f"&clientId={each['client_id']}", which=which).body["leads"] for each in clients)
        for which in ("enrich", "source")
    )
    return enrich, source


def enriched(sandbox: Sandbox, *leads: dict[str, Any], by: str = "owner_a") -> int:
    return sandbox.by(by, "POST", "/api/enrichment/trigger", {"leadIds": [lead["id"] for lead in leads]}).status


def foreign_lead_first_and_behind(sandbox: Sandbox) -> tuple[int, int]:
    mine, foreign = lead_of(sandbox, "owner_a"), lead_of(sandbox, "owner_b")
    return enriched(sandbox, foreign), enriched(sandbox, mine, foreign)


def newest_run_after_anothers(sandbox: Sandbox) -> tuple[int, int]:
    def shown() -> int:
        return len(sandbox.by("owner_a", "GET", "/api/trigger-recent-runs?limit=1").body["runs"])

    enriched(sandbox, lead_of(sandbox, "owner_a"))
    before = shown()
    enriched(sandbox, lead_of(sandbox, "owner_b"), by="owner_b")
    return before, shown()


def owners_behind_a_colleagues_cursor(sandbox: Sandbox) -> bool:
    for number in range(3):
        sandbox.by("member_a", "POST", "/api/search-history", {"searchName": f"S{number}"})
    cursor = sandbox.by("member_a", "GET", "/api/search-history?limit=1").body["nextToken"]
    rows = sandbox.by("owner_a", "GET", f"/api/search-history?cursor={cursor}").body.get("searchHistories", [])
    return sandbox.actor("member_a").user_id in {row["owner"] for row in rows}


def foreign_leads_after_batches(sandbox: Sandbox) -> tuple[bool, bool]:
    mine = [row["id"] for row in new_leads(sandbox, new_client(sandbox), 30)]
    left = []
    for ids in (mine[:1], mine[1:]):
        foreign = lead_of(sandbox, "owner_b")
        sandbox.by("owner_a", "DELETE", "/api/leads", {"ids": [*ids, foreign["id"]]})
        left.append(by_id(sandbox, foreign["id"], "owner_b") is not None)
    small, large = left
    return small, large


def owner_after_update(sandbox: Sandbox) -> bool:
    stranger = sandbox.actor("owner_b").user_id
    sandbox.by("owner_a", "PUT", "/api/company", {"name": "Renamed", "owner": stranger})
    return bool(sandbox.by("owner_a", "GET", "/api/company").body["company"]["owner"] == stranger)


def companies_of_one_name(sandbox: Sandbox) -> int:
    made = [sandbox.by(f"newcomer_{number}", "POST", "/api/company", {"name": "Twin"}).body for number in (1, 2)]
    return len({each["company"]["id"] for each in made})


@probes(
    Probe(isolation_holes.OrphanedLeadOpenToAll, orphan_seen_by_another_company, (False, False), (False, True)),
    Probe(isolation_holes.FindLeadOrUnbracketed, found_by_url_alone_and_with_an_email, (0, 0), (0, 1)),
    Probe(isolation_holes.SourceClientReplacesCompany, bulk_rows_of_foreign_clients, (False, False), (False, True)),
    Probe(isolation_holes.EnrichmentChecksFirstLead, foreign_lead_first_and_behind, (404, 404), (404, 200)),
    Probe(isolation_holes.RecentRunsCutBeforeFilter, newest_run_after_anothers, (1, 1), (1, 0)),
    Probe(isolation_holes.SearchCursorCarriesOwner, owners_behind_a_colleagues_cursor, False, True),
    Probe(isolation_holes_of_writes.LargeBatchDeleteUnscoped, foreign_leads_after_batches, (True, True), (True, False)),
    Probe(isolation_holes_of_writes.CompanyOwnerInBody, owner_after_update, False, True),
    Probe(isolation_holes_of_writes.SameNamedCompaniesAreOne, companies_of_one_name, 2, 1),
)
def test_the_wall_has_a_hole_only_with_its_defect(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
