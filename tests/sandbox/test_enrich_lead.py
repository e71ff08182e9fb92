from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import by_id, listed, new_client, new_lead


def test_the_path_says_which_lead_is_changed(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    meant, other = new_lead(sandbox, client), new_lead(sandbox, client)
    answer = sandbox.by("owner_a", "PUT", f"/api/enrich-leads/{meant['id']}", {"id": other["id"], "city": "Lyon"})
    assert answer.body["lead"]["id"] == meant["id"]
    assert [lead.get("city") for lead in listed(sandbox, client)] == ["Lyon", None]


def test_a_change_by_path_is_the_change_that_a_change_by_body_is(sandbox: Sandbox) -> None:
    lead = new_lead(sandbox, new_client(sandbox), title="CEO")
    sandbox.by("owner_a", "PUT", f"/api/enrich-leads/{lead['id']}", {"city": "Lyon"})
    sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], "country": "France"})
    after = by_id(sandbox, lead["id"])
    assert after is not None
    assert (after["title"], after["city"], after["country"]) == ("CEO", "Lyon", "France")


def test_the_bulk_list_is_no_lead_called_list(sandbox: Sandbox) -> None:
    assert sandbox.by("owner_a", "GET", "/api/enrich-leads/list").status == 401
