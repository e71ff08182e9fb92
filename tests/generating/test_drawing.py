"""Every phase draws as many drafts as its dose at most, none twice, and the same for the same seed in every process."""

import hashlib
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from conformance import contract, levels, suite_names
from conformance.exchange import Phase
from conformance.generating import drawing
from conformance.generating.draft import Draft

CONTRACT = contract.load()
SOME = ("createClient", "updateClient", "deleteLeads", "listTerritoryCompanies", "getEnrichLead", "chat")
PRINT_DIGEST = "from tests.generating.test_drawing import digest; print(digest(5))"


def drafts(phase: Phase, operation: str, count: int = 3, seed: int = 1) -> list[Draft]:
    return drawing.drafts(phase, operation, count, seed, CONTRACT)


def digest(seed: int) -> str:
    """All that is drawn for some operations by a seed, in a few letters."""
    drawn = [drafts(phase, operation, 3, seed) for phase in drawing.PHASES for operation in SOME]
    told = [draft.to_json() for each in drawn for draft in each]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


@pytest.mark.parametrize("phase", drawing.PHASES)
@pytest.mark.parametrize("operation", CONTRACT)
def test_no_more_is_drawn_than_the_dose_and_nothing_twice(phase: Phase, operation: str) -> None:
    dose = levels.load().level("standard").doses[phase]
    found = drafts(phase, operation, dose)
    shapes = {each.shape for each in found}
    assert len(found) == len(shapes) <= dose


@pytest.mark.parametrize("phase", drawing.PHASES)
def test_a_dose_of_nothing_draws_nothing(phase: Phase) -> None:
    assert drafts(phase, "createClient", 0) == []


@pytest.mark.parametrize("phase", [each for each in drawing.PHASES if each != "examples"])
def test_another_seed_draws_others(phase: Phase) -> None:
    assert drafts(phase, "createLeads", 6, 1) != drafts(phase, "createLeads", 6, 2)


@pytest.mark.parametrize("phase", drawing.PHASES)
def test_a_phase_has_a_generated_suite_of_its_name(phase: Phase) -> None:
    assert suite_names.is_generated(suite_names.require(phase))


def test_many_seeds_send_all_the_examples() -> None:
    every = {each.shape for each in drafts("examples", "createLeads", 100)}
    seen = {each.shape for seed in range(40) for each in drafts("examples", "createLeads", 1, seed)}
    assert len(every) > 1
    assert seen == every


def test_two_processes_draw_the_same_whatever_order_their_sets_have() -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(run, ("1", "2"))
    assert first == second


def run(hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    ran = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    return ran.stdout.strip()


@pytest.mark.parametrize("which", ["own", "foreign", "nobody's"])
def test_fuzzing_names_records_of_all_owners(which: str) -> None:
    shapes = " ".join(each.shape for seed in range(5) for each in drafts("fuzzing", "deleteClient", 8, seed))
    assert f"{{{{{which} client}}}}" in shapes


@pytest.mark.parametrize("operation", ["getEnrichLead", "updateClient", "listLeads", "getTaskStatus"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_fuzzed_requests_are_about_another_tenant_and_about_nobody(operation: str, seed: int) -> None:
    shapes = " ".join(each.shape for each in drafts("fuzzing", operation, 2, seed))
    assert "{{foreign " in shapes or "{{nobody's " in shapes


@pytest.mark.parametrize("phase", [each for each in drawing.PHASES if each != "fuzzing"])
def test_other_phases_name_only_records_of_ones_own(phase: Phase) -> None:
    shapes = " ".join(each.shape for operation in SOME for each in drafts(phase, operation, 10))
    assert "{{own " in shapes
    assert "{{foreign " not in shapes
    assert "{{nobody's " not in shapes


def test_fuzzing_does_not_say_whether_its_data_is_valid() -> None:
    assert {each.valid for each in drafts("fuzzing", "createLeads", 8)} == {None}


@pytest.mark.parametrize(("phase", "valid"), [("examples", True), ("valid", True), ("invalid", False)])
def test_other_phases_say_so(phase: Phase, valid: bool) -> None:
    assert {each.valid for each in drafts(phase, "createLeads", 8)} == {valid}


def test_every_kind_of_wrong_comes_once_before_any_comes_twice() -> None:
    found = drafts("coverage", "createClient", 6)
    assert len({(each.valid, each.about) for each in found}) == len(found)
