from collections.abc import Callable
from typing import Any

from conformance.sandbox.defects import isolation_bodies, isolation_reads, isolation_writes
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import bulk, by_id, found, listed, listing, new_client, new_lead

Row = dict[str, Any]
Act = Callable[[Sandbox, Row, Row], Any]


def with_foreign(act: Act) -> Callable[[Sandbox], Any]:
    """What an act of company A on a client and lead of company B gives."""

    def look(sandbox: Sandbox) -> Any:
        client = new_client(sandbox, "owner_b")
        return act(sandbox, client, new_lead(sandbox, client, "owner_b", email="b@x.example"))

    return look


def changed_lead(sandbox: Sandbox, _client: Row, lead: Row) -> Any:
    status = sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], "city": "x"}).status
    return status, by_id(sandbox, lead["id"], "owner_b") == lead


def changed_client(sandbox: Sandbox, client: Row, _lead: Row) -> Any:
    return sandbox.by("owner_a", "PUT", "/api/clients", {"id": client["id"], "clientName": "x"}).status


def deleted_lead(sandbox: Sandbox, _client: Row, lead: Row) -> Any:
    status = sandbox.by("owner_a", "DELETE", f"/api/leads?id={lead['id']}").status
    return status, by_id(sandbox, lead["id"], "owner_b") == lead


def deleted_leads(sandbox: Sandbox, _client: Row, lead: Row) -> Any:
    answer = sandbox.by("owner_a", "DELETE", "/api/leads", {"ids": [lead["id"]]})
    return answer.body["deleted"], by_id(sandbox, lead["id"], "owner_b") == lead


def written_into(sandbox: Sandbox, client: Row, _lead: Row) -> Any:
    body = {"client_id": client["client_id"], "firstName": "A", "lastName": "B"}
    status = sandbox.by("owner_a", "POST", "/api/leads", body).status
    return status, len(listed(sandbox, client, "owner_b"))


def same_email(sandbox: Sandbox, _client: Row, _lead: Row) -> int:
    body = {"client_id": new_client(sandbox)["client_id"], "firstName": "A", "lastName": "B", "email": "b@x.example"}
    return sandbox.by("owner_a", "POST", "/api/leads", body).status


def statuses(*paths: str) -> Act:
    def act(sandbox: Sandbox, _client: Row, lead: Row) -> list[int]:
        return [sandbox.by("owner_a", "GET", path.format(**lead)).status for path in paths]

    return act


def bulk_statuses(sandbox: Sandbox) -> list[int]:
    return [
        bulk(sandbox, company=company).status for company in (sandbox.application.seeding.companies["b"], "unknown")
    ]


def bulk_rows(sandbox: Sandbox, client: Row, _lead: Row) -> int:
    return len(bulk(sandbox, company=client["company_id"]).body.get("leads", []))


def created(field: str, value: str) -> Callable[[Sandbox], bool]:
    def look(sandbox: Sandbox) -> bool:
        return bool(new_lead(sandbox, new_client(sandbox), **{field: value})[field] == value)

    return look


def given_away(sandbox: Sandbox) -> Any:
    lead = new_lead(sandbox, new_client(sandbox))
    sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], "owner": sandbox.actor("member_a").user_id})
    return (by_id(sandbox, lead["id"]) or {})["owner"] == lead["owner"]


def moved(sandbox: Sandbox, client: Row, _lead: Row) -> Any:
    lead = new_lead(sandbox, new_client(sandbox))
    sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], "client_id": client["client_id"]})
    return (by_id(sandbox, lead["id"]) or {})["client_id"] == lead["client_id"]


def total_of_own(sandbox: Sandbox, _client: Row, _lead: Row) -> bool:
    client = new_client(sandbox)
    new_lead(sandbox, client)
    return bool(listing(sandbox, client)["total"] == 1)


def colleagues_lead(sandbox: Sandbox) -> int:
    lead = new_lead(sandbox, new_client(sandbox))
    return sandbox.by("member_a", "PUT", "/api/leads", {"id": lead["id"], "city": "x"}).status


def same_name(sandbox: Sandbox) -> int:
    new_client(sandbox, "owner_b", clientName="Same")
    return sandbox.by("owner_a", "POST", "/api/clients", {"clientName": "Same"}).status


@probes(
    Probe(isolation_reads.ForeignLeadRead, with_foreign(statuses("/api/enrich-leads/{id}")), [404], [200]),
    Probe(
        isolation_reads.ForeignClientRead,
        with_foreign(
            lambda s, client, _: len(s.by("owner_a", "GET", f"/api/clients?clientId={client['id']}").body["clients"])
        ),
        0,
        1,
    ),
    Probe(isolation_reads.ForeignLeadsListed, with_foreign(lambda s, client, _: len(listed(s, client))), 0, 1),
    Probe(
        isolation_reads.ForeignLeadFound, with_foreign(lambda s, _, lead: len(found(s, f"email={lead['email']}"))), 0, 1
    ),
    Probe(isolation_reads.ForeignCompanyInBulk, with_foreign(lambda *its: bulk_rows(*its) > 0), False, True),
    Probe(
        isolation_reads.ForeignRecordToldApart,
        with_foreign(statuses("/api/enrich-leads/{id}", "/api/enrich-leads/unknown")),
        [404, 404],
        [403, 404],
    ),
    Probe(isolation_reads.ForeignCompanyToldApart, bulk_statuses, [403, 403], [403, 404]),
    Probe(isolation_writes.ForeignLeadChanged, with_foreign(changed_lead), (404, True), (200, False)),
    Probe(isolation_writes.ForeignClientChanged, with_foreign(changed_client), 404, 200),
    Probe(isolation_writes.ForeignLeadGoneDespite404, with_foreign(deleted_lead), (404, True), (404, False)),
    Probe(
        isolation_writes.ForeignClientDeleted,
        with_foreign(lambda s, client, _: s.by("owner_a", "DELETE", f"/api/clients?id={client['id']}").status),
        404,
        200,
    ),
    Probe(isolation_writes.BatchReachesForeignLeads, with_foreign(deleted_leads), (0, True), (1, False)),
    Probe(isolation_writes.MemberChangesColleagues, colleagues_lead, 403, 200),
    Probe(isolation_bodies.ForeignClientWrittenInto, with_foreign(written_into), (404, 1), (201, 2)),
    Probe(isolation_bodies.OwnerInBodyTaken, created("owner", "11111111-1111-4111-8111-111111111111"), False, True),
    Probe(isolation_bodies.CompanyInBodyTaken, created("company_id", "elsewhere"), False, True),
    Probe(isolation_bodies.OwnerInUpdateTaken, given_away, True, False),
    Probe(isolation_bodies.LeadMovesToAnyClient, with_foreign(moved), True, False),
    Probe(isolation_bodies.DuplicateAcrossTenants, with_foreign(same_email), 201, 409),
    Probe(isolation_bodies.TotalCountsStrangers, with_foreign(total_of_own), True, False),
    Probe(isolation_bodies.ClientNameTakenByStrangers, same_name, 201, 409),
)
def test_the_wall_between_tenants_is_open_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
