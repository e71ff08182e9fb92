from conformance.sandbox.variants.views_of_rows import ListsShowLess, ReadsShowMore
from tests.sandbox.conftest import Build
from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import Row, by_id, found, listed, new_client, new_lead, new_leads


def client_by_id(sandbox: Sandbox, client: Row) -> Row:
    row: Row = sandbox.by("owner_a", "GET", f"/api/clients?clientId={client['id']}").body["clients"][0]
    return row


def lead_with_long_texts(sandbox: Sandbox, client: Row) -> Row:
    return new_lead(sandbox, client, email="a@x.example", notes="n", aiLeadScore="9", enrichment1="e", city="Bonn")


def test_lists_leave_out_times_and_long_texts_and_nothing_else(build: Build) -> None:
    sandbox = build(ListsShowLess())
    client = new_client(sandbox, description="d")
    lead = lead_with_long_texts(sandbox, client)
    times = {"createdAt", "updatedAt"}
    assert client.keys() - client_by_id(sandbox, client).keys() == times
    for row in (*listed(sandbox, client), *found(sandbox, "email=a@x.example")):
        assert lead.keys() - row.keys() == times | {"notes", "enrichment1"}
        assert row.items() <= lead.items()
    assert by_id(sandbox, lead["id"]) == lead


def test_reads_by_id_show_more_than_answers_and_lists(build: Build) -> None:
    sandbox = build(ReadsShowMore())
    client = new_client(sandbox)
    lead = new_leads(sandbox, client, 2)[0]
    assert by_id(sandbox, lead["id"]) == {**lead, "history": []}
    assert client_by_id(sandbox, client) == {**client, "leadCount": 2}
    all_clients = sandbox.by("owner_a", "GET", "/api/clients?limit=1000").body["clients"]
    assert not any("leadCount" in row for row in all_clients)


def test_both_together_show_other_rows_in_every_view(build: Build) -> None:
    sandbox = build(ListsShowLess(), ReadsShowMore())
    client = new_client(sandbox)
    lead = lead_with_long_texts(sandbox, client)
    shown = client_by_id(sandbox, client)
    assert ("leadCount" in shown, "createdAt" in shown) == (True, False)
    assert by_id(sandbox, lead["id"]) == {**lead, "history": []}
    assert by_id(sandbox, "unknown") is None
