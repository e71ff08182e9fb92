from conformance.sandbox.variants.lagging_views import ClientsAreLookedUpLate, ViewsFlap
from tests.sandbox.conftest import Build
from tests.sandbox.driver import Sandbox


def new_client(sandbox: Sandbox) -> dict[str, str]:
    made: dict[str, str] = sandbox.by("owner_a", "POST", "/api/clients", {"clientName": "Late"}).body["client"]
    return made


def is_listed(sandbox: Sandbox, client: dict[str, str]) -> bool:
    rows = sandbox.by("owner_a", "GET", "/api/clients").body["clients"]
    return client["id"] in [row["id"] for row in rows]


def test_a_new_row_comes_and_goes_within_the_lag_and_stays_after_it(build: Build) -> None:
    sandbox = build(ViewsFlap(), lag=5)
    client = new_client(sandbox)
    within = {is_listed(sandbox, client) for _ in range(20)}
    sandbox.now += 5
    assert (within, {is_listed(sandbox, client) for _ in range(20)}) == ({True, False}, {True})


def test_a_deleted_row_comes_and_goes_within_the_lag_and_is_gone_after_it(build: Build) -> None:
    sandbox = build(ViewsFlap(), lag=5)
    client = new_client(sandbox)
    sandbox.now += 6
    sandbox.by("owner_a", "DELETE", f"/api/clients?id={client['id']}")
    within = {is_listed(sandbox, client) for _ in range(20)}
    sandbox.now += 5
    assert (within, {is_listed(sandbox, client) for _ in range(20)}) == ({True, False}, {False})


def test_the_list_of_one_client_comes_and_goes_too(build: Build) -> None:
    sandbox = build(ViewsFlap(), lag=5)
    path = f"/api/clients?clientId={new_client(sandbox)['id']}"
    assert {len(sandbox.by("owner_a", "GET", path).body["clients"]) for _ in range(20)} == {0, 1}


def test_the_same_seed_flaps_alike(build: Build) -> None:
    seen = []
    for sandbox in (build(ViewsFlap(), lag=5), build(ViewsFlap(), lag=5)):
        client = new_client(sandbox)
        seen.append([is_listed(sandbox, client) for _ in range(20)])
    assert seen[0] == seen[1]


def test_the_leads_of_a_new_client_are_a_404_until_the_lag_is_over(build: Build) -> None:
    sandbox = build(ClientsAreLookedUpLate(), lag=5)
    path = f"/api/leads?client_id={new_client(sandbox)['client_id']}"
    before = sandbox.by("owner_a", "GET", path).status
    sandbox.now += 5
    assert (before, sandbox.by("owner_a", "GET", path).status) == (404, 200)


def test_a_lead_can_be_written_for_a_client_that_its_list_does_not_know_yet(build: Build) -> None:
    sandbox = build(ClientsAreLookedUpLate(), lag=5)
    lead = {"client_id": new_client(sandbox)["client_id"], "firstName": "Ada", "lastName": "Late"}
    assert sandbox.by("owner_a", "POST", "/api/leads", lead).status == 201
