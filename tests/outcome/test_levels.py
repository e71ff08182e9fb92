from pathlib import Path

import pytest

from conformance import catalogue, levels
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


def test_the_scope_all_takes_every_scope_along() -> None:
    own = levels.load()
    assert own.closure(["all"]) == set(own.scopes)


def test_the_actors_of_other_scopes_are_strangers_to_a_scope() -> None:
    core = levels.load().strangers(["core"])
    assert ("platform_admin" in core, "owner_b" in core) == (True, False)


def test_a_kind_of_credential_is_foreign_to_a_scope_that_is_not_about_it() -> None:
    of_a_login, of_keys = (levels.load().strangers([name]) for name in ("single-user", "bulk"))
    assert ("api_key" in of_a_login, "api_key" in of_keys) == (True, False)


def test_nobody_is_a_stranger_to_the_whole() -> None:
    assert levels.load().strangers(["all"]) == frozenset()


def test_every_requirement_is_of_a_scope_and_begins_at_a_level() -> None:
    own = levels.load()
    lost = [
        each.id
        for each in catalogue.load().values()
        if each.scope not in own.scopes or not own.claims("deep", each.from_level)
    ]
    assert lost == []


def test_the_levels_keep_to_their_bounds() -> None:
    own = levels.load()
    standard = own.level("standard")
    assert own.level("smoke").requests == 90
    assert (standard.handwritten, standard.generated, standard.per_extra_worker) == (1670, 1000, 40)
