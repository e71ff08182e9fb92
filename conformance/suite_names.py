"""The suites by name, by listing: the folders of `suites/e2e/` and `suites/properties/`, and `properties` itself."""

import re
from pathlib import Path

from conformance import _layout
from conformance.errors import UsageError
from conformance.nearness import instead

_GENERATED = _layout.SUITES / "properties"

_REQUIREMENT = re.compile(r"LG-[A-Z]+-\d{3}")


def folders() -> dict[str, Path]:
    """Every suite's folder by its name, which is the folder's; `properties` is all generated suites together."""
    found = [*(_layout.SUITES / "e2e").iterdir(), *_GENERATED.iterdir()]
    return {each.name: each for each in (*sorted(each for each in found if _is_suite(each)), _GENERATED)}


def require(name: str) -> Path:
    """The folder of a suite; UsageError where there is none of that name."""
    known = folders()
    if name not in known:
        raise UsageError(f"there is no suite {name}", instead(name, known, "conformance list suites"))
    return known[name]


def is_generated(folder: Path) -> bool:
    """Whether a suite's requests are generated."""
    return folder.is_relative_to(_GENERATED)


def _is_suite(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob("test_*.py"))


def requirements_named(folder: Path) -> frozenset[str]:
    """The ids of the requirements that the files of a suite name."""
    return frozenset(
        found for file in folder.rglob("*.py") for found in _REQUIREMENT.findall(file.read_text(encoding="utf-8"))
    )
