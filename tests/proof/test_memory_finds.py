"""The memory finds in generated traffic what no rule sees in one answer, and what no generated suite judges itself."""

from pathlib import Path

from conformance import launcher
from conformance.exits import Exit
from conformance.remembering.memory import CHECK
from tests.proof.generated import evidence, ran
from tests.proof.runs import statuses

LAWS_BY_DEFECT = {"report-cut-short": "LG-INT-013", "webhook-config-dropped": "LG-HOOK-002"}


def test_what_an_example_has_made_is_held_against_the_lists_that_valid_requests_ask_for(tmp_path: Path) -> None:
    with launcher.sandbox(["--window", "4", "--defect", *LAWS_BY_DEFECT]) as profile:
        flags, suites = ("--profile", str(profile)), ("--suite", "examples", "--suite", "valid")
        report = ran(tmp_path, *flags, suites=suites, exits=(Exit.NOT_CONFORMANT,))
    laws = set(LAWS_BY_DEFECT.values())
    assert {each["requirement"] for each in evidence(tmp_path) if each["check"] == CHECK} == laws
    assert {each: statuses(report)[each] for each in laws} == dict.fromkeys(laws, "failed")
