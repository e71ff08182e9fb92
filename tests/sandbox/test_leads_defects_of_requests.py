from typing import Any

from conformance.sandbox.defects import leads_answers, leads_taken
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Answer, Sandbox
from tests.sandbox.lead_calls import Row, new_client, new_lead, new_leads

LEADS = "/api/leads"
NAMES = {"firstName": "Ada", "lastName": "Byron"}


def by_owner(sandbox: Sandbox, method: str, query: str = "", body: Any = None, path: str = LEADS) -> Answer:
    return sandbox.by("owner_a", method, f"{path}{query}", body)


def created(sandbox: Sandbox, **fields: Any) -> Answer:
    return by_owner(sandbox, "POST", body={"client_id": new_client(sandbox)["client_id"], **NAMES, **fields})


def status_of_create(**fields: Any) -> Any:
    return lambda sandbox: created(sandbox, **fields).status


def owns_itself(sandbox: Sandbox) -> bool:
    lead = created(sandbox).body["lead"]
    return bool(lead["owner"] == lead["id"])


def page(sandbox: Sandbox, query: str = "") -> Row:
    """A page of two leads, of which the first has a company."""
    client = new_client(sandbox)
    new_lead(sandbox, client, companyName="Acme Corp")
    new_lead(sandbox, client)
    body: Row = by_owner(sandbox, "GET", f"?client_id={client['client_id']}{query}").body
    return body


def rows_by_key(sandbox: Sandbox) -> dict[str, int]:
    return {name: len(rows) for name, rows in page(sandbox).items() if isinstance(rows, list)}


def companies(sandbox: Sandbox) -> list[Any]:
    return [row.get("companyName") for row in page(sandbox)["leads"]]


def type_of_created(sandbox: Sandbox) -> Any:
    row = {"client_id": new_client(sandbox)["client_id"], **NAMES}
    return type(by_owner(sandbox, "POST", body={"leads": [row]}).body["created"])


def changed(sandbox: Sandbox, **changes: Any) -> Answer:
    return by_owner(sandbox, "PUT", body={"id": new_lead(sandbox, new_client(sandbox))["id"], **changes})


def title_in_answer_to_update(sandbox: Sandbox) -> Any:
    return changed(sandbox, title="CTO").body["lead"].get("title")


def key_by_path(sandbox: Sandbox) -> Any:
    id = new_lead(sandbox, new_client(sandbox))["id"]
    return "lead" in by_owner(sandbox, "PUT", f"/{id}", {"title": "CTO"}, "/api/enrich-leads").body


def batch_update(sandbox: Sandbox, *ids: str) -> Answer:
    own = new_lead(sandbox, new_client(sandbox))["id"]
    return by_owner(sandbox, "PUT", body={"leads": [{"id": each, "title": "x"} for each in (own, *ids)]})


def status_of_delete(sandbox: Sandbox) -> int:
    return by_owner(sandbox, "DELETE", f"?id={new_lead(sandbox, new_client(sandbox))['id']}").status


def found_nothing(sandbox: Sandbox) -> Any:
    return by_owner(sandbox, "GET", "?email=nobody@x.example", path="/api/find-lead").body["leads"]


def status_of_search_for_nothing(sandbox: Sandbox) -> int:
    return by_owner(sandbox, "GET", path="/api/find-lead").status


def status_for_unknown_client(sandbox: Sandbox) -> int:
    return by_owner(sandbox, "POST", body={"client_id": "none", **NAMES}).status


def status_of_email_of_other_client(sandbox: Sandbox) -> int:
    new_lead(sandbox, new_client(sandbox), email="one@x.example")
    return created(sandbox, email="one@x.example").status


def status_of_list(query: str) -> Any:
    return lambda sandbox: by_owner(sandbox, "GET", query).status


def rows_of_unknown_client(sandbox: Sandbox) -> bool:
    return bool(by_owner(sandbox, "GET", "?client_id=none").body["leads"])


def name_of_skipped(sandbox: Sandbox) -> Any:
    row = {"client_id": new_client(sandbox)["client_id"], "firstName": "Nemo"}
    return by_owner(sandbox, "POST", body={"leads": [row]}).body["skipped"]


def status_of_500_updates(sandbox: Sandbox) -> int:
    rows = [{"id": row["id"], "title": "x"} for row in new_leads(sandbox, new_client(sandbox), 250)]
    return by_owner(sandbox, "PUT", body={"leads": [*rows, *rows]}).status


def client_after_move(sandbox: Sandbox) -> Any:
    return changed(sandbox, client_id="none").body["lead"]["client_id"] == "none"


def status_of_deleting_nothing(sandbox: Sandbox) -> int:
    return by_owner(sandbox, "DELETE", "?id=none").status


@probes(
    Probe(leads_answers.LeadCreatedIs200, status_of_create(), 201, 200),
    Probe(leads_answers.LeadOwnedByItself, owns_itself, False, True),
    Probe(leads_answers.LeadsUnderItems, rows_by_key, {"leads": 2}, {"items": 2}),
    Probe(leads_answers.NewestLeadListedTwice, lambda sandbox: len(page(sandbox)["leads"]), 2, 3),
    Probe(leads_answers.CountIsTotal, lambda sandbox: page(sandbox, "&limit=1")["count"], 1, 2),
    Probe(leads_answers.ListedLeadsAbridged, companies, ["Acme Corp", None], ["Acm", None]),
    Probe(leads_answers.CreatedIsText, type_of_created, int, str),
    Probe(leads_answers.LeadUpdateAnswersOldRow, title_in_answer_to_update, "CTO", None),
    Probe(leads_answers.EnrichedLeadUnderData, key_by_path, True, False),
    Probe(leads_answers.BatchUpdateIs207, lambda sandbox: batch_update(sandbox).status, 200, 207),
    Probe(leads_answers.LeadDeleteIs202, status_of_delete, 200, 202),
    Probe(leads_answers.FindingNothingGivesNull, found_nothing, [], None),
    Probe(leads_taken.NullRefused, status_of_create(title=None), 201, 400),
    Probe(leads_taken.LeadWithoutLastNameTaken, status_of_create(lastName=None), 400, 201),
    Probe(leads_taken.SearchForNothingTaken, status_of_search_for_nothing, 400, 200),
    Probe(leads_taken.LeadOfUnknownClientTaken, status_for_unknown_client, 404, 201),
    Probe(leads_taken.DuplicateAcrossClients, status_of_email_of_other_client, 201, 409),
    Probe(leads_taken.ListWithoutClient, status_of_list(""), 400, 200),
    Probe(leads_taken.UnknownClientListsAllLeads, rows_of_unknown_client, False, True),
    Probe(leads_taken.RowWithoutEmailUnnamed, name_of_skipped, ["0"], [""]),
    Probe(leads_taken.FiveHundredTooMany, status_of_500_updates, 200, 400),
    Probe(leads_taken.EmptyLeadUpdateRefused, lambda sandbox: changed(sandbox).status, 200, 400),
    Probe(leads_taken.UnknownIdsCounted, lambda sandbox: batch_update(sandbox, "none").body["updated"], 1, 2),
    Probe(leads_taken.LeadMovedNowhere, client_after_move, False, True),
    Probe(leads_taken.DeletingNothingWorks, status_of_deleting_nothing, 404, 200),
)
def test_leads_go_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
