from collections.abc import Callable
from typing import Any

from conformance.sandbox.defects import bulk as defects
from conformance.sandbox.defects import bulk_answers as answers
from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.records import Records
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import bulk, new_client, new_lead


def keys(sandbox: Sandbox) -> list[str]:
    client = new_client(sandbox)
    new_lead(sandbox, client, title="CEO")
    return sorted(bulk(sandbox, query=f"&clientId={client['client_id']}&fields=title").body["leads"][0])


def rows(query: str, leads: int = 1) -> Callable[[Sandbox], Any]:
    def look(sandbox: Sandbox) -> Any:
        client = new_client(sandbox)
        table = Records(sandbox.application.store, LEADS)
        for _ in range(leads):
            table.insert(
                company_id=client["company_id"],
                owner=client["owner"],
                fields={"firstName": "A", "lastName": "B"},
                client_id=client["client_id"],
            )
        answer = bulk(sandbox, query=query.format(**client))
        return answer.body["count"] if answer.status == 200 else answer.status

    return look


def asked(query: str, key: str) -> Callable[[Sandbox], Any]:
    """What stands under a key of a bulk answer, or its status where it is no success."""

    def look(sandbox: Sandbox) -> Any:
        company = sandbox.application.seeding.companies["a"]
        path = f"/api/enrich-leads/list?{query.format(company=company)}"
        answer = sandbox.send("GET", path, headers=sandbox.key("owner_a"))
        return answer.body.get(key) if answer.status == 200 else answer.status

    return look


def after_deletion(sandbox: Sandbox) -> int:
    client = new_client(sandbox)
    lead = new_lead(sandbox, client)
    query = f"&clientId={client['client_id']}"
    bulk(sandbox, query=query)
    sandbox.by("owner_a", "DELETE", f"/api/leads?id={lead['id']}")
    return len(bulk(sandbox, query=query).body["leads"])


def any_rows(query: str) -> Callable[[Sandbox], bool]:
    return lambda sandbox: rows(query)(sandbox) > 0


@probes(
    Probe(defects.BulkFieldsIgnored, lambda sandbox: keys(sandbox) == ["id", "title"], True, False),
    Probe(defects.BulkFieldsAddTenant, keys, ["id", "title"], ["company_id", "id", "owner", "title"]),
    Probe(defects.BulkClientIgnored, lambda sandbox: rows("&clientId={client_id}")(sandbox) > 1, False, True),
    Probe(defects.BulkDefaultIsAClient, any_rows("&clientId=DEFAULT"), True, False),
    Probe(defects.BulkDefaultUnbounded, rows("&clientId={client_id}", 1001), 1000, 1001),
    Probe(defects.BulkMaximumTooSmall, rows("&clientId={client_id}&limit=5000"), 1, 400),
    Probe(answers.BulkRowsUnderData, lambda s: asked("companyId={company}", "leads")(s) is not None, True, False),
    Probe(answers.BulkKeepsDeleted, after_deletion, 0, 1),
    Probe(answers.BulkCompanyNotNeeded, asked("", "success"), 400, True),
    Probe(answers.BulkCompanyMissingIs422, asked("", "success"), 400, 422),
    Probe(answers.BulkUnknownClientIs404, asked("companyId={company}&clientId=none", "leads"), [], 404),
    Probe(answers.BulkCountIsTotal, lambda s: asked("companyId={company}&limit=1", "count")(s) == 1, True, False),
    Probe(defects.BulkLeavesOutNewest, rows("&clientId={client_id}", 2), 2, 1),
)
def test_a_bulk_list_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
