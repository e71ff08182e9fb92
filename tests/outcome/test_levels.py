from pathlib import Path

import pytest

from conformance import levels
from conformance.errors import HarnessBroken

SMALL = """
[levels.smoke]
requests = 90
[levels.standard]
extends = "smoke"
[scopes.core]
about = "both tenants"
"""


def written(folder: Path, text: str) -> Path:
    """A file of levels."""
    file = folder / "levels.toml"
    file.write_text(text)
    return file


def test_a_level_claims_what_begins_below_it(tmp_path: Path) -> None:
    assert levels.read(written(tmp_path, SMALL)).claims("standard", "smoke")


def test_a_level_does_not_claim_what_begins_above_it(tmp_path: Path) -> None:
    assert not levels.read(written(tmp_path, SMALL)).claims("smoke", "standard")


@pytest.mark.parametrize(
    "broken",
    [
        "",
        SMALL + 'extends = ["nowhere"]',
        SMALL + "unknown = 1",
        SMALL + '[levels.deep]\nextends = "nowhere"',
        "levels = [",
    ],
)
def test_levels_that_cannot_be_read_are_a_defect_of_ours(tmp_path: Path, broken: str) -> None:
    with pytest.raises(HarnessBroken, match=r"levels\.toml"):
        levels.read(written(tmp_path, broken))
