"""Catalogue, reference and OpenAPI say the same, both ways."""

import re
from collections import Counter

import pytest

from conformance import _layout, catalogue, contract, levels, sentences

REQUIREMENTS = catalogue.load()
OPERATIONS = contract.load()
REFERENCE = (_layout.REFERENCES / "API_REFERENCE.md").read_text(encoding="utf-8")
SECTIONS = {each.requirement: each.section for each in sentences.read()}


def test_catalogue_and_reference_are_in_step() -> None:
    assert sentences.differences(REQUIREMENTS, sentences.read()) == []


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_a_source_is_the_skill_reference_or_the_section_where_the_sentence_stands(requirement: str) -> None:
    source = REQUIREMENTS[requirement].source
    assert source.startswith("skill reference: ") or source == f"reference: {SECTIONS[requirement]}"


def test_what_the_code_cites_of_the_reference_are_headings_of_it() -> None:
    headings = set(re.findall(r"^##+ (.+)$", REFERENCE, re.MULTILINE))
    cited = {
        section
        for folder in ("conformance", "fixtures", "lgp", "suites")
        for file in (_layout.BASE / folder).rglob("*.py")
        for section in re.findall(
            r"(?<!skill )reference: ([A-Z][^).;]*)", " ".join(file.read_text(encoding="utf-8").split())
        )
    }
    assert cited
    assert cited - headings == set()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_lists_the_requirements_that_concern_it(operation: str) -> None:
    concerned = {each.id for each in REQUIREMENTS.values() if operation in each.operations}
    assert set(OPERATIONS[operation].requirements) == concerned


def test_the_document_lists_the_requirements_that_concern_every_operation() -> None:
    everywhere = {each.id for each in REQUIREMENTS.values() if "*" in each.operations}
    assert set(OPERATIONS.document["x-conformance"]["requirements"]) == everywhere


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_a_requirement_concerns_operations_that_exist(requirement: str) -> None:
    assert {each for each in REQUIREMENTS[requirement].operations if each != "*"} <= set(OPERATIONS)


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_a_requirement_belongs_to_a_scope_that_exists(requirement: str) -> None:
    assert REQUIREMENTS[requirement].scope in levels.load().scopes


def test_nothing_inferred_is_a_must() -> None:
    assert [each.id for each in REQUIREMENTS.values() if each.level == "MUST" and each.provenance == "inferred"] == []


def test_what_holds_by_meaning_rests_on_what_is_stated_or_observed() -> None:
    firm = {each.id for each in REQUIREMENTS.values() if each.provenance in ("stated", "observed")}
    loose = [each.id for each in REQUIREMENTS.values() if not set(each.because) <= firm]
    assert loose == []


def test_only_what_holds_by_meaning_rests_on_other_requirements() -> None:
    odd = [each.id for each in REQUIREMENTS.values() if bool(each.because) != (each.provenance == "by meaning")]
    assert odd == []


RETIRED = {"LG-LEAD-042", "LG-LEAD-050", "LG-LEAD-051", "LG-LEAD-053", "LG-LEAD-059"}
"""Numbers whose requirements were merged into others: no number is ever given again."""


def test_every_area_is_numbered_without_gaps_but_for_the_retired() -> None:
    given = {each.id for each in REQUIREMENTS.values()}
    counts = Counter(id.split("-")[1] for id in given | RETIRED)
    assert not given & RETIRED
    assert given | RETIRED == {f"LG-{area}-{n:03}" for area, count in counts.items() for n in range(1, count + 1)}


def test_every_fault_class_has_a_requirement() -> None:
    caught = {fault for each in REQUIREMENTS.values() for fault in each.faults}
    assert {f"F{number:02}" for number in range(1, 61)} <= caught


def test_every_creating_operation_says_what_it_creates() -> None:
    lasting = [each for each in OPERATIONS.values() if each.method == "POST" and each.effects & {"data", "permanent"}]
    runs = {"processEnrich", "processCopyright", "processSdr", "submitTask", "triggerEnrichment"}
    assert {each.id for each in lasting if each.creates is None} == runs
