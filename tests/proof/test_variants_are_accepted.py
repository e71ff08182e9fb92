"""What the contract leaves open is accepted: every variant of the sandbox is found sound, without so much as advice.

`make clean-matrix` tries each by ten seeds and by every suite.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conformance import catalogue
from conformance.proving.known import Variant, variants

pytestmark = pytest.mark.xdist_group("variants")

ROOT = Path(__file__).parents[2]
KNOWN = catalogue.load()
VARIANTS = variants()
BOUND = 1_800
"""Seconds for all of them, on a machine that does much else."""


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a run of the tests that each variant touches came to."""
    out = tmp_path_factory.mktemp("variants")
    command = [sys.executable, "-m", "tools.clean_matrix", "--quick", "--workers", "1", "--out", str(out)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=BOUND, check=False, cwd=ROOT)
    assert (out / "clean.json").exists(), ran.stderr
    found: dict[str, Any] = json.loads((out / "clean.json").read_bytes())
    return found


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda each: each.id)
def test_nothing_is_found_in_a_variant(accepted: dict[str, Any], variant: Variant) -> None:
    name = f"{variant.id} seed 1"
    assert accepted["ended"][name]["verdict"] == "CONFORMANT"
    assert [each["what"] for each in accepted["alarms"] if each["trial"] == name] == []


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda each: each.id)
def test_a_variant_names_requirements_that_tests_decide(variant: Variant) -> None:
    assert [each for each in variant.requirements if each not in KNOWN] == []
    assert [each for each in variant.requirements if KNOWN[each].judged == "actively"] != []
