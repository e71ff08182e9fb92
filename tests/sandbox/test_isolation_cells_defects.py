"""Gaps in one way over the wall, each seen open with its defect alone."""

from collections.abc import Callable
from typing import Any

from conformance.sandbox.defects import isolation_cells as cells
from conformance.sandbox.defects import routes_walls
from conformance.sandbox.defects.isolation_told import ForeignLeadToldInEscapes
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import by_id, found, listed, listing, new_client, new_lead

Row = dict[str, Any]
PROFILE = "https://linkedin.example/in/x"


def with_foreign(act: Callable[[Sandbox, Row, Row], Any]) -> Callable[[Sandbox], Any]:
    """What an act of company A on a client and lead of company B gives."""

    def look(sandbox: Sandbox) -> Any:
        client = new_client(sandbox, "owner_b")
        return act(sandbox, client, new_lead(sandbox, client, "owner_b", email="b@x.example", linkedinUrl=PROFILE))

    return look


def batch_update(sandbox: Sandbox, _client: Row, lead: Row) -> Any:
    answer = sandbox.by("owner_a", "PUT", "/api/leads", {"leads": [{"id": lead["id"], "notes": "x"}]})
    after = by_id(sandbox, lead["id"], "owner_b") or {}
    return answer.body["updated"], {name for name in after if after[name] != lead.get(name)} - {"updatedAt"}


def batch_create(sandbox: Sandbox, client: Row, _lead: Row) -> Any:
    row = {"client_id": client["client_id"], "firstName": "A", "lastName": "B", "email": "a@x.example", "notes": "x"}
    answer = sandbox.by("owner_a", "POST", "/api/leads", {"leads": [row]})
    return answer.body["created"], [row.get("notes") for row in listed(sandbox, client, "owner_b")]


def purge(sandbox: Sandbox, client: Row, _lead: Row) -> Any:
    status = sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}&purge=true").status
    return status, len(listed(sandbox, client, "owner_b"))


def update_with_client(sandbox: Sandbox, client: Row, lead: Row) -> int:
    body = {"id": lead["id"], "client_id": client["client_id"], "title": "x"}
    return sandbox.by("owner_a", "PUT", "/api/leads", body).status


def hidden(sandbox: Sandbox, client: Row, _lead: Row) -> Any:
    body = listing(sandbox, client)
    return body["leads"], len(body.get("hidden", []))


def accounts(sandbox: Sandbox) -> bool:
    mine, theirs = (
        {row["id"] for row in sandbox.by(actor, "GET", "/api/unipile-accounts").body["accounts"]}
        for actor in ("owner_a", "owner_b")
    )
    return bool(mine & theirs)


def scrape(sandbox: Sandbox, client: Row, _lead: Row) -> list[int]:
    return [
        sandbox.by("owner_a", "POST", "/api/start-lead-scrape-complete", {"client_id": each}).status
        for each in (client["client_id"], "unknown")
    ]


def thread(sandbox: Sandbox) -> int:
    id = sandbox.by("owner_b", "POST", "/api/epsimo-chat", {"message": "Hello"}).body["threadId"]
    return sandbox.by("owner_a", "POST", "/api/epsimo-chat", {"message": "Hello", "threadId": id}).status


def refusal(sandbox: Sandbox, lead: Row) -> tuple[int, bool, bool]:
    answer = sandbox.by("owner_a", "GET", f"/api/enrich-leads/{lead['id']}")
    return answer.status, lead["email"] in answer.body["error"], lead["email"].encode() in answer.content


def in_another_client(sandbox: Sandbox) -> int:
    new_lead(sandbox, new_client(sandbox), email="a@x.example")
    return len(found(sandbox, f"email=a@x.example&client_id={new_client(sandbox)['client_id']}"))


@probes(
    Probe(cells.BatchUpdateReachesForeignLeads, with_foreign(batch_update), (0, set()), (1, {"notes"})),
    Probe(cells.BatchWritesIntoForeignClient, with_foreign(batch_create), (0, [None]), (1, [None, "x"])),
    Probe(cells.ForeignPurgeTakesLeads, with_foreign(purge), (404, 1), (404, 0)),
    Probe(cells.ClientIdOpensForeignLead, with_foreign(update_with_client), 404, 200),
    Probe(
        cells.ForeignProfileFound, with_foreign(lambda s, _client, _lead: len(found(s, f"linkedinUrl={PROFILE}"))), 0, 1
    ),
    Probe(cells.ForeignLeadsUnderAnotherKey, with_foreign(hidden), ([], 0), ([], 1)),
    Probe(routes_walls.ListOfAllCompanies, accounts, False, True),
    Probe(routes_walls.ForeignRecordPutToWork, with_foreign(scrape), [404, 404], [200, 404]),
    Probe(routes_walls.ForeignWorkForbidden, with_foreign(scrape), [404, 404], [403, 404]),
    Probe(cells.ForeignThreadContinued, thread, 404, 200),
    Probe(cells.FindLeadCrossesClients, in_another_client, 0, 1),
    Probe(
        ForeignLeadToldInEscapes,
        with_foreign(lambda s, _client, lead: refusal(s, lead)),
        (404, False, False),
        (404, True, False),
    ),
)
def test_one_way_over_the_wall_is_open_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
