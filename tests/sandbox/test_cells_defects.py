from typing import Any

from conformance.sandbox.defects import auth_owners, clients_cells, envelope_cells, leads_cells
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Answer, Sandbox
from tests.sandbox.lead_calls import Row, new_client, new_lead

CLIENTS, LEADS = "/api/clients", "/api/leads"
LONG = "A description of more than twenty signs"
NAMES = {"firstName": "Ada", "lastName": "Byron"}


def by_owner(sandbox: Sandbox, method: str, path: str, body: Any = None) -> Answer:
    return sandbox.by("owner_a", method, path, body)


def described(sandbox: Sandbox) -> list[bool]:
    """Whether a description is shown whole by the client's id, and in the list."""
    client = new_client(sandbox, description=LONG)
    by_id = by_owner(sandbox, "GET", f"{CLIENTS}?clientId={client['id']}").body["clients"]
    whole = [row for row in by_owner(sandbox, "GET", CLIENTS).body["clients"] if row["id"] == client["id"]]
    return [rows[0]["description"] == LONG for rows in (by_id, whole)]


def refused_update(sandbox: Sandbox) -> tuple[int, str]:
    id = new_client(sandbox, clientName="Before")["id"]
    status = by_owner(sandbox, "PUT", CLIENTS, {"id": id, "clientName": "After", "description": 5}).status
    return status, by_owner(sandbox, "GET", f"{CLIENTS}?clientId={id}").body["clients"][0]["clientName"]


def odd_purge(sandbox: Sandbox) -> tuple[int, int]:
    """The status of the deletion, and of a read of the client's lead."""
    client = new_client(sandbox)
    lead = new_lead(sandbox, client)
    status = by_owner(sandbox, "DELETE", f"{CLIENTS}?id={client['id']}&purge=yes").status
    return status, by_owner(sandbox, "GET", f"/api/enrich-leads/{lead['id']}").status


def lead_is_of_its_clients_company(sandbox: Sandbox) -> bool:
    client = new_client(sandbox)
    return bool(new_lead(sandbox, client)["company_id"] == client["company_id"])


def skipped(sandbox: Sandbox) -> Any:
    rows = [{"client_id": new_client(sandbox)["client_id"], "firstName": "Nemo"}] * 2
    return by_owner(sandbox, "POST", LEADS, {"leads": rows}).body["skipped"]


def updated(sandbox: Sandbox) -> Any:
    """What a batch counts of which one row changes, one has its value, and one is unknown."""
    client = new_client(sandbox)
    ids = [new_lead(sandbox, client, title="same")["id"] for _ in range(2)]
    titles = {ids[0]: "other", ids[1]: "same", "unknown": "x"}
    body = by_owner(sandbox, "PUT", LEADS, {"leads": [{"id": id, "title": titles[id]} for id in titles]}).body
    return body["updated"], body["skipped"]


def lacking(sandbox: Sandbox) -> set[str | None]:
    answers = [
        by_owner(sandbox, "GET", LEADS),
        by_owner(sandbox, "POST", LEADS, NAMES),
    ]
    return {answer.error_type for answer in answers}


def json_deletion(sandbox: Sandbox) -> list[int]:
    """The statuses of a deletion and of a read that say JSON, and of a deletion that does not."""
    lead, bearer = new_lead(sandbox, new_client(sandbox)), sandbox.bearer("owner_a")["authorization"].encode()
    json, plain = [(b"content-type", b"application/json"), (b"authorization", bearer)], [(b"authorization", bearer)]
    asked = (("DELETE", "/api/leads?id=unknown", json), ("GET", f"/api/enrich-leads/{lead['id']}", json))
    statuses = [sandbox.raw(method, path, b"", headers).status for method, path, headers in asked]
    return [*statuses, sandbox.raw("DELETE", f"/api/leads?id={lead['id']}", b"", plain).status]


def titles_by_key_and_by_token(sandbox: Sandbox) -> tuple[Any, Any]:
    """The title of a new lead that each is shown."""
    client = new_client(sandbox)
    by_owner(sandbox, "POST", LEADS, {"client_id": client["client_id"], **NAMES, "title": "CEO"})
    path = f"{LEADS}?client_id={client['client_id']}"
    by_key = sandbox.send("GET", path, headers=sandbox.key("owner_a")).body["leads"]
    by_token = by_owner(sandbox, "GET", path).body["leads"]
    return by_key[-1].get("title"), by_token[-1].get("title")


def owned_by_its_maker(sandbox: Sandbox) -> tuple[bool, bool]:
    """A lead that was made with a key, and one that was made with a token."""
    client, maker = new_client(sandbox), sandbox.actor("owner_a").user_id
    body = {"client_id": client["client_id"], **NAMES}
    made: Row = sandbox.send("POST", LEADS, body, sandbox.key("owner_a")).body["lead"]
    return made["owner"] == maker, new_lead(sandbox, client)["owner"] == maker


@probes(
    Probe(clients_cells.ClientCreatedWithoutCompany, lambda s: bool(new_client(s)["company_id"]), True, False),
    Probe(clients_cells.DescriptionCutInList, described, [True, True], [True, False]),
    Probe(clients_cells.RefusedClientUpdateStored, refused_update, (400, "Before"), (400, "After")),
    Probe(clients_cells.OddPurgeIsNoPurge, odd_purge, (400, 200), (200, 200)),
    Probe(leads_cells.LeadShowsCompanysName, lead_is_of_its_clients_company, True, False),
    Probe(leads_cells.SkippedRowsFromOne, skipped, ["0", "1"], ["1", "2"]),
    Probe(leads_cells.EqualValuesNotCounted, updated, (2, ["unknown"]), (1, ["unknown"])),
    Probe(leads_cells.MissingLeadFieldIsInvalidValue, lacking, {"missing_required_field"}, {"invalid_value"}),
    Probe(leads_cells.EmptyBatchTaken, lambda s: by_owner(s, "POST", LEADS, {"leads": []}).status, 400, 201),
    Probe(envelope_cells.JsonDeleteNeedsBody, json_deletion, [404, 200, 200], [400, 200, 200]),
    Probe(envelope_cells.KeysSeeLess, titles_by_key_and_by_token, ("CEO", "CEO"), (None, "CEO")),
    Probe(auth_owners.OwnerIsTheKey, owned_by_its_maker, (True, True), (False, True)),
)
def test_what_goes_wrong_on_one_way_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
