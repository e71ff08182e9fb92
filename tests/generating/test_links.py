"""Links are read as the contract documents them; schemathesis' own guesses only where they are asked for."""

from importlib import import_module

from conformance import contract
from conformance.exchange import ABSENT
from conformance.generating import links

CONTRACT = contract.load()


def documented() -> set[tuple[str, str, str, str]]:
    """Every link of the document: source, status, name, target."""
    return {
        (each.id, status, name, CONTRACT.resolve(link)["operationId"])
        for each in CONTRACT.values()
        for status, answer in each.definition["responses"].items()
        for name, link in CONTRACT.resolve(answer).get("links", {}).items()
    }


def test_every_documented_link_is_read_once() -> None:
    found = [(each.source, each.status, each.name, each.target) for each in links.load()]
    assert sorted(found) == sorted(documented())


def test_no_documented_link_counts_as_inferred() -> None:
    assert not any(each.inferred for each in links.load())


def test_inferred_links_are_more_and_leave_the_contract_as_it_is() -> None:
    before = documented()
    assert {str(each) for each in links.load()} < {str(each) for each in links.load(inferred=True)}
    assert documented() == before


def test_a_link_tells_what_it_supplies_and_where() -> None:
    [found] = [each for each in links.load() if (each.source, each.name) == ("createLeads", "readLead")]
    assert (found.parameters, found.body) == ((links.Supplied("path", "id", "$response.body#/lead/id"),), ABSENT)


def test_the_operations_of_documented_links_are_told_without_reading_them_all() -> None:
    assert set(links.linked()) == {end for each in links.load() for end in (each.source, each.target)}


def test_the_inner_part_of_schemathesis_is_where_we_expect_it() -> None:
    schemas = import_module("schemathesis.specs.openapi.schemas")
    assert hasattr(schemas.OpenApiSchema, "build_state_machine")
