from dataclasses import replace

from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.records import Records
from tests.sandbox.conftest import Build
from tests.sandbox.driver import Sandbox


def names(sandbox: Sandbox) -> list[str]:
    return [client["clientName"] for client in sandbox.by("owner_a", "GET", "/api/clients").body["clients"]]


def make(sandbox: Sandbox) -> str:
    id: str = sandbox.by("owner_a", "POST", "/api/clients", {"clientName": "Late"}).body["client"]["id"]
    return id


def test_the_first_rows_are_listed_at_once(build: Build) -> None:
    assert names(build(lag=5)) == names(build())


def test_a_list_shows_a_new_row_when_the_lag_is_over(build: Build) -> None:
    sandbox = build(lag=5)
    make(sandbox)
    seen = []
    for moment in (0, 4.9, 0.2):
        sandbox.now += moment
        seen.append("Late" in names(sandbox))
    assert seen == [False, False, True]


def test_a_read_by_id_does_not_wait(build: Build) -> None:
    sandbox = build(lag=5)
    assert len(sandbox.by("owner_a", "GET", f"/api/clients?clientId={make(sandbox)}").body["clients"]) == 1


def test_a_list_shows_each_version_in_its_time(build: Build) -> None:
    sandbox = build(lag=5)
    id = make(sandbox)
    sandbox.now += 3
    sandbox.by("owner_a", "PUT", "/api/clients", {"id": id, "clientName": "Renamed"})
    seen = []
    for moment in (2, 3):
        sandbox.now += moment
        seen.append({"Late", "Renamed"} & set(names(sandbox)))
    assert seen == [{"Late"}, {"Renamed"}]


def test_a_deleted_row_is_listed_until_the_lag_is_over(build: Build) -> None:
    sandbox = build(lag=5)
    id = make(sandbox)
    sandbox.now += 6
    sandbox.by("owner_a", "DELETE", f"/api/clients?id={id}")
    before = "Late" in names(sandbox)
    sandbox.now += 6
    assert (before, "Late" in names(sandbox)) == (True, False)


def test_a_restart_neither_loses_nor_hastens_what_is_not_due(build: Build) -> None:
    sandbox = build(lag=5)
    make(sandbox)
    sandbox.close()
    again = Sandbox(sandbox.application.options)
    seen = []
    for moment in (4, 2):
        again.now += moment
        seen.append("Late" in names(again))
    again.close()
    assert seen == [False, True]


def test_a_restart_without_a_lag_shows_everything(build: Build) -> None:
    sandbox = build(lag=5)
    make(sandbox)
    sandbox.close()
    again = Sandbox(replace(sandbox.application.options, lag=0))
    seen = names(again)
    again.close()
    assert "Late" in seen


def test_counts_wait_too(build: Build) -> None:
    sandbox = build(lag=5)
    leads = Records(sandbox.application.store, LEADS)
    leads.insert(company_id="c", owner="o", fields={}, client_id="x")
    before = leads.count(Filter().equals("client_id", "x"))
    sandbox.now += 5
    assert (before, leads.count(Filter().equals("client_id", "x"))) == (0, 1)
