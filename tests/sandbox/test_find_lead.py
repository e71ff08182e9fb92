import pytest

from tests.sandbox.driver import Sandbox
from tests.sandbox.lead_calls import found, new_client, new_lead

URL = "https://linkedin.example/in/ada"


def test_a_lead_is_found_by_what_it_has(sandbox: Sandbox) -> None:
    lead = new_lead(sandbox, new_client(sandbox), email="ada@x.example", linkedinUrl=URL)
    queries = (
        "email=ada@x.example",
        "email=ADA%40X.example",
        f"linkedinUrl={URL}",
        f"email=ada@x.example&linkedinUrl={URL}",
    )
    assert [found(sandbox, query) for query in queries] == [[lead]] * 4


def test_a_lead_must_have_all_that_is_asked_for(sandbox: Sandbox) -> None:
    client = new_client(sandbox)
    new_lead(sandbox, client, email="ada@x.example")
    new_lead(sandbox, client, linkedinUrl=URL)
    assert found(sandbox, f"email=ada@x.example&linkedinUrl={URL}") == []


def test_a_client_narrows_the_search(sandbox: Sandbox) -> None:
    clients = [new_client(sandbox) for _ in range(2)]
    leads = [new_lead(sandbox, client, email="ada@x.example") for client in clients]
    assert found(sandbox, "email=ada@x.example") == leads
    assert found(sandbox, f"email=ada@x.example&client_id={clients[1]['client_id']}") == leads[1:]
    assert found(sandbox, "email=ada@x.example&client_id=unknown") == []


def test_a_search_follows_updates_and_deletions(sandbox: Sandbox) -> None:
    lead = new_lead(sandbox, new_client(sandbox), email="ada@x.example")
    sandbox.by("owner_a", "PUT", "/api/leads", {"id": lead["id"], "email": "new@x.example"})
    assert (found(sandbox, "email=ada@x.example"), len(found(sandbox, "email=new@x.example"))) == ([], 1)
    sandbox.by("owner_a", "DELETE", f"/api/leads?id={lead['id']}")
    assert found(sandbox, "email=new@x.example") == []


@pytest.mark.parametrize("query", ["", "?email=", "?client_id=x"])
def test_a_search_needs_an_e_mail_or_a_url(sandbox: Sandbox, query: str) -> None:
    assert sandbox.by("owner_a", "GET", f"/api/find-lead{query}").error_type == "missing_required_field"
