from typing import Any

from conformance.sandbox.defects import clients_fields, clients_purge
from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.records import Records
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import by_id, new_client, new_lead


def after_deletion(purge: str, *, of_other_client: bool = False) -> Any:
    def look(sandbox: Sandbox) -> bool:
        client, other = new_client(sandbox), new_client(sandbox)
        lead = new_lead(sandbox, other if of_other_client else client)
        assert sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}&purge={purge}").status == 200
        return by_id(sandbox, lead["id"]) is not None

    return look


def large_purge(sandbox: Sandbox) -> int:
    client = new_client(sandbox)
    for _ in range(1001):
        Records(sandbox.application.store, LEADS).insert(
            company_id=client["company_id"], owner=client["owner"], fields={}, client_id=client["client_id"]
        )
    return sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}&purge=true").status


def deleted_leads(sandbox: Sandbox) -> Any:
    client = new_client(sandbox)
    new_lead(sandbox, client)
    return sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}&purge=true").body["deletedLeads"]


def description_after_update(sandbox: Sandbox) -> Any:
    client = new_client(sandbox, description="kept")
    answer = sandbox.by("owner_a", "PUT", "/api/clients", {"id": client["id"], "clientName": "New"})
    return answer.body["client"].get("description")


def number_found(field: str) -> Any:
    def look(sandbox: Sandbox) -> int:
        client = new_client(sandbox)
        return len(sandbox.by("owner_a", "GET", f"/api/clients?clientId={client[field]}").body["clients"])

    return look


def deleted_by_client_id(sandbox: Sandbox) -> int:
    return sandbox.by("owner_a", "DELETE", f"/api/clients?id={new_client(sandbox)['client_id']}").status


@probes(
    Probe(clients_purge.PurgeLeavesLeads, after_deletion("true"), False, True),
    Probe(clients_purge.PlainDeleteTakesLeads, after_deletion("false"), True, False),
    Probe(clients_purge.PurgeTakesOtherClients, after_deletion("true", of_other_client=True), True, False),
    Probe(clients_purge.LargePurgeTimesOut, large_purge, 200, 504),
    Probe(clients_purge.DeletedLeadsMiscounted, deleted_leads, 1, 2),
    Probe(clients_fields.ClientUpdateClears, description_after_update, "kept", None),
    Probe(clients_fields.ClientNotStored, number_found("id"), 1, 0),
    Probe(clients_fields.ClientFoundByRecordIdOnly, number_found("client_id"), 1, 0),
    Probe(clients_fields.ClientIdDeletes, deleted_by_client_id, 404, 200),
)
def test_clients_go_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
