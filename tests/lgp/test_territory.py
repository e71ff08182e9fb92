"""The companies that a client's leads work for."""

import copy
from typing import Any, get_args

import pytest

from conformance import contract, launcher
from conformance.lgp.territory_order import ordered
from conformance.lgp.verbs import territory
from tests.lgp.belongings import ESCAPE, client, fresh, lead
from tests.lgp.typed import Lgp


@pytest.fixture
def customer(lgp: Lgp) -> dict[str, Any]:
    """A client with two leads at Acme and one at Beta."""
    made = client(lgp)
    for company in ("Acme", "Acme", "Beta"):
        lead(lgp, client_id=made["client_id"], companyName=company)
    return made


def test_the_leads_of_each_company_are_counted(lgp: Lgp, customer: dict[str, Any]) -> None:
    rows = lgp.done(f"territory list --client {customer['client_id']} --json").json
    assert [(each["companyName"], each["totalLeads"]) for each in rows] == [("Acme", 2), ("Beta", 1)]


def test_a_client_may_be_named_by_its_id(lgp: Lgp, customer: dict[str, Any]) -> None:
    assert len(lgp.done(f"territory list --client {customer['id']} --json").json) == 2


def test_the_verb_alone_lists_all_clients(lgp: Lgp, customer: dict[str, Any]) -> None:
    other = client(lgp)
    lead(lgp, client_id=other["client_id"], companyName="Gamma")
    rows = lgp.done("territory --json").json
    assert {customer["client_id"], other["client_id"]} <= {each["client_id"] for each in rows}


@pytest.mark.parametrize(
    ("flags", "names"),
    [
        ("--sort-by totalLeads", ["Beta", "Acme"]),
        ("--sort desc", ["Beta", "Acme"]),
        ("--min-leads 2", ["Acme"]),
        ("--max-leads 1", ["Beta"]),
        ("--search bet", ["Beta"]),
        ("--industry Software", []),
        ("--start 2999-01-01", []),
        ("--end 1999-01-01", []),
    ],
)
def test_a_list_is_sorted_and_narrowed(lgp: Lgp, customer: dict[str, Any], flags: str, names: list[str]) -> None:
    rows = lgp.done(f"territory --client {customer['client_id']} {flags} --json").json
    assert [each["companyName"] for each in rows] == names


@pytest.mark.parametrize(
    ("flags", "names"), [("", ["Acme", "Alpha", "Beta", "Zeta"]), ("--sort desc", ["Zeta", "Beta", "Alpha", "Acme"])]
)
def test_the_companies_of_several_clients_stand_in_one_order(
    lgp: Lgp, customer: dict[str, Any], flags: str, names: list[str]
) -> None:
    other = client(lgp)
    for company in ("Alpha", "Zeta"):
        lead(lgp, client_id=other["client_id"], companyName=company)
    ours = (customer["client_id"], other["client_id"])
    rows = lgp.done(f"territory {flags} --json").json
    assert [each["companyName"] for each in rows if each["client_id"] in ours] == names


@pytest.mark.parametrize(
    ("by", "direction", "ids"),
    [
        (None, None, ["4", "3", "2", "1"]),
        ("companyName", "desc", ["1", "2", "3", "4"]),
        ("averageLeadScore", None, ["2", "3", "4", "1"]),
        ("averageLeadScore", "desc", ["1", "4", "3", "2"]),
        ("totalLeads", "asc", ["1", "3", "2", "4"]),
        ("lastActivityDate", "asc", ["1", "2", "4", "3"]),
    ],
)
def test_ties_fall_by_id_and_rows_without_a_value_come_first(
    by: str | None, direction: str | None, ids: list[str]
) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "1", "companyName": "b", "averageLeadScore": 71.5, "totalLeads": 2},
        {"id": "2", "companyName": "a", "totalLeads": 9, "lastActivityDate": None},
        {"id": "3", "companyName": "B", "averageLeadScore": None, "totalLeads": 2, "lastActivityDate": "2026-02-01"},
        {"id": "4", "averageLeadScore": 8, "totalLeads": 10, "lastActivityDate": "2026-01-31T10:15:00Z"},
    ]
    assert [each["id"] for each in ordered(contract.load(), rows, by, direction)] == ids


def test_which_fields_are_numbers_is_read_from_the_contract() -> None:
    document = copy.deepcopy(contract.load().document)
    document["components"]["schemas"]["TerritoryCompany"]["properties"]["industry"]["type"] = "integer"
    rows = [{"id": "1", "industry": 10}, {"id": "2", "industry": 9}]
    found = ordered(contract.Contract(document), rows, "industry", None)
    assert [each["industry"] for each in found] == [9, 10]


def test_a_company_that_was_saved_is_listed(lgp: Lgp, customer: dict[str, Any]) -> None:
    lgp.done(f"territory save --client {customer['id']} --company Acme --industry Software --country Germany")
    (row,) = lgp.done(f"territory --client {customer['id']} --industry Software --json").json
    assert (row["companyName"], row["country"], row["totalLeads"]) == ("Acme", "Germany", 2)


def test_a_company_of_an_unknown_client_is_not_saved(lgp: Lgp) -> None:
    ended = lgp("territory save --client nobody --company Acme")
    assert (ended.code, "there is no client nobody" in ended.err) == (1, True)


def test_people_read_a_table_of_companies(lgp: Lgp, customer: dict[str, Any]) -> None:
    header, acme, beta = lgp.done(f"territory --client {customer['id']}").out.splitlines()
    assert header.split()[:2] == ["companyName", "totalLeads"]
    assert (acme.split()[:2], beta.split()[:2]) == (["Acme", "2"], ["Beta", "1"])


def test_a_client_without_companies_is_told(lgp: Lgp) -> None:
    assert lgp.done(f"territory --client {client(lgp)['id']}").out == "no companies\n"


def test_the_choices_are_those_of_the_reference() -> None:
    parameters = contract.load()["listTerritoryCompanies"].definition["parameters"]
    known = {each["name"]: each["schema"].get("enum") for each in parameters}
    assert (list(get_args(territory.SortBy)), list(get_args(territory.Direction))) == (
        known["sortBy"],
        known["sortDirection"],
    )


def test_a_name_cannot_steer_the_terminal(lgp: Lgp) -> None:
    made = client(lgp)
    lgp.done(f"territory save --client {made['id']} --company", fresh(ESCAPE))
    told = lgp.done(f"territory --client {made['id']}").out
    assert ("\x1b" in told, r"\x1b[31mred" in told) == (False, True)


def test_a_wait_for_the_rate_limit_is_told(stranger: Lgp) -> None:
    with launcher.sandbox(["--seed", "1", "--window", "3", "--rate", "premium=2"]) as target:
        ended = stranger.done(f"--profile {target} territory --json")
    assert " s for the next window of the rate limit\n" in ended.err
    assert ended.json
