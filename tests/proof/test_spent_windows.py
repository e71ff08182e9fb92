"""What is gone when it is asked for in a spent window decides nothing, neither for a target nor against it."""

from pathlib import Path

import pytest

from conformance import launcher
from tests.proof.runs import conformance, placed, report_of, statuses

SERVED = "LG-RATE-005"
HAPPENED = "LG-RATE-013"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The statuses of a run on a target that refuses early, and removes leads whatever was spent.

    More removals are let through in a spent window than there are leads for them; the last one finds nothing.
    """
    folder: Path = tmp_path_factory.mktemp("spent")
    defects = ("standard-is-ninety", placed("operation-is-unlimited", "deleteLeads"))
    flags = [part for each in defects for part in ("--defect", each)]
    chosen = ("--requirement", SERVED, "--requirement", HAPPENED)
    with launcher.sandbox(["--window", "4", "--rate", "standard=20", *flags]) as file:
        out = folder / "out"
        ran = conformance("run", "-q", "--profile", str(file), "--out", str(out), *chosen, state=folder / "state")
    assert "Traceback" not in ran.stdout + ran.stderr
    return statuses(report_of(out))


@pytest.mark.parametrize("requirement", [SERVED, HAPPENED])
def test_a_removal_that_finds_nothing_in_a_spent_window_decides_nothing(told: dict[str, str], requirement: str) -> None:
    assert told[requirement] == "inconclusive"
