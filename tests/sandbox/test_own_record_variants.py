from conformance.sandbox.variants.records_of_their_own import (
    ClientsMoveWithTheirLeads,
    ListsTellWholeSeconds,
    ReportsNameTheirAuthor,
    WordsOfOtherRecords,
)
from tests.sandbox.conftest import Build
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import Row, by_id, listed, new_client, new_lead, new_leads
from tests.sandbox.variant_calls import owner


def client_by_id(sandbox: Sandbox, client: Row) -> Row:
    row: Row = owner(sandbox, "GET", f"/clients?clientId={client['id']}").body["clients"][0]
    return row


def test_a_client_shows_the_number_of_its_leads_and_a_search_at_its_end_when_that_was(build: Build) -> None:
    sandbox = build(WordsOfOtherRecords())
    client = new_client(sandbox)
    new_leads(sandbox, client, 2)
    assert (client["totalLeads"], client_by_id(sandbox, client)["totalLeads"]) == (0, 2)
    search = owner(sandbox, "POST", "/search-history", {"searchName": "s"}).body["searchHistory"]
    done = owner(sandbox, "PUT", "/search-history", {"id": search["id"], "status": "completed"}).body["searchHistory"]
    assert ("finishedAt" in search, "finishedAt" in done) == (False, True)


def test_lists_tell_whole_seconds_and_answers_about_one_record_do_not(build: Build) -> None:
    sandbox = build(ListsTellWholeSeconds())
    client = new_client(sandbox)
    lead = new_lead(sandbox, client)
    assert by_id(sandbox, lead["id"]) == lead
    (row,) = listed(sandbox, client)
    assert row["createdAt"] == lead["createdAt"].split(".")[0] + "Z"
    assert {name: row[name] for name in row if not name.endswith("At")}.items() <= lead.items()


def test_a_new_lead_moves_the_time_of_its_client_alone(build: Build) -> None:
    sandbox = build(ClientsMoveWithTheirLeads())
    client, other = new_client(sandbox), new_client(sandbox)
    sandbox.now += 1
    new_lead(sandbox, client)
    moved = client_by_id(sandbox, client)
    assert moved["updatedAt"] > client["updatedAt"]
    assert moved | {"updatedAt": client["updatedAt"]} == client
    assert client_by_id(sandbox, other) == other


def test_a_report_gets_an_address_of_its_author_unless_it_names_one(build: Build) -> None:
    sandbox = build(ReportsNameTheirAuthor())
    bare, named = (
        owner(sandbox, "POST", "/maintenance/bugs", {"description": "d"} | more).body["bug"]
        for more in ({}, {"userEmail": "who@x.example"})
    )
    assert bare["userEmail"].endswith("@staff.example")
    assert named["userEmail"] == "who@x.example"
