"""Cases come from schemathesis by the seed, no more than asked for, for every operation of the contract."""

import inspect
from collections.abc import Callable
from importlib import import_module

import pytest

from conformance import contract
from conformance.generating import cases
from conformance.generating.draft import Draft

CONTRACT = contract.load()
Make = Callable[[str, int, int], list[Draft]]
TAKES_NOTHING = [
    each.id
    for each in CONTRACT.values()
    if not each.definition.get("parameters") and "requestBody" not in each.definition
]


def test_schemathesis_knows_every_operation_of_the_contract() -> None:
    assert set(cases.operations()) == set(CONTRACT)


@pytest.mark.parametrize(
    ("module", "name", "parameters"),
    [
        (
            "schemathesis.generation.drivers",
            "CoverageGenerator",
            {"operation", "generation_modes", "generation_config", "auth_storage", "override", "feedback"},
        ),
        ("schemathesis.generation.overrides", "Override", set()),
        ("schemathesis.schemas", "APIOperation.as_strategy", {"generation_mode"}),
        ("schemathesis.schemas", "APIOperation.get_strategies_from_examples", set()),
        ("schemathesis", "Case.as_transport_kwargs", {"base_url"}),
    ],
)
def test_the_inner_parts_of_schemathesis_are_where_we_expect_them(module: str, name: str, parameters: set[str]) -> None:
    found = import_module(module)
    for step in name.split("."):
        found = getattr(found, step)
    assert parameters <= set(inspect.signature(found).parameters)  # type: ignore[arg-type]  # a class or a function


def test_there_is_a_word_for_no_feedback() -> None:
    assert import_module("schemathesis.generation.feedback").NO_FEEDBACK is not None


@pytest.mark.parametrize("operation", CONTRACT)
def test_every_operation_has_valid_drafts(operation: str) -> None:
    drafts = cases.valid(operation, 2, 1)
    assert drafts
    assert {(each.operation, each.valid) for each in drafts} == {(operation, True)}


@pytest.mark.parametrize("operation", TAKES_NOTHING)
def test_what_takes_nothing_has_one_valid_draft_and_nothing_invalid(operation: str) -> None:
    assert cases.valid(operation, 5, 1) == [Draft(operation, valid=True, about=cases.valid(operation, 1, 1)[0].about)]
    assert cases.invalid(operation, 5, 1) == []


@pytest.mark.parametrize("operation", ["createClient", "createLeads", "listClients", "deleteLeads"])
def test_invalid_drafts_say_so(operation: str) -> None:
    assert {each.valid for each in cases.invalid(operation, 5, 1)} == {False}


@pytest.mark.parametrize("make", [cases.valid, cases.invalid])
def test_the_same_seed_draws_the_same(make: Make) -> None:
    assert make("createLeads", 4, 7) == make("createLeads", 4, 7)


@pytest.mark.parametrize("make", [cases.valid, cases.invalid])
def test_another_seed_draws_others(make: Make) -> None:
    assert make("createLeads", 4, 7) != make("createLeads", 4, 8)


@pytest.mark.parametrize("count", [1, 2, 9])
@pytest.mark.parametrize("operation", ["createLeads", "listTerritoryCompanies"])
def test_no_more_are_drawn_than_asked_for(operation: str, count: int) -> None:
    assert len(cases.valid(operation, count, 1)) <= count
    assert len(cases.invalid(operation, count, 1)) <= count


def test_no_shape_is_drawn_twice() -> None:
    shapes = [each.shape for each in cases.valid("listClients", 20, 3)]
    assert len(shapes) == len(set(shapes))


def test_an_example_is_what_the_contract_shows() -> None:
    shown = CONTRACT["createClient"].definition["requestBody"]["content"]["application/json"]
    documented = [shown["example"]] if "example" in shown else [each["value"] for each in shown["examples"].values()]
    assert [each.body for each in cases.examples("createClient")] == documented


def test_the_coverage_of_keywords_is_the_same_every_time() -> None:
    assert list(cases.coverage("createClient")) == list(cases.coverage("createClient"))


def test_the_coverage_of_keywords_keeps_and_breaks_them_and_says_what() -> None:
    drafts = list(cases.coverage("createClient"))
    assert {each.valid for each in drafts} == {True, False}
    assert all(each.about for each in drafts if not each.valid)


@pytest.mark.parametrize("operation", ["createClient", "listClients", "getEnrichLead"])
def test_no_case_has_a_credential_in_its_query(operation: str) -> None:
    for draft in (*cases.valid(operation, 3, 1), *cases.coverage(operation)):
        assert not {"authorization", "x-api-key"} & {name.lower() for name, _ in draft.query}
