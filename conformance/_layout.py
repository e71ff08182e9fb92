"""Where the project's folders lie: the only module that knows a checkout from an installed wheel."""

from collections.abc import Iterable
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _is_checkout() -> bool:
    """Whether the siblings stand beside the package, as in a checkout, and not inside it, as in a wheel."""
    return not (PACKAGE / "suites").is_dir()


BASE = PACKAGE.parent if _is_checkout() else PACKAGE
"""The folder that holds `suites/`, `fixtures/`, `reports/`, `lgp/` and `references/`."""

REFERENCES = BASE / "references"
SUITES = BASE / "suites"
FIXTURES = BASE / "fixtures"
REPORTS = BASE / "reports"


def extended(path: Iterable[str]) -> list[str]:
    """The package's search path, with the checkout's root added where the siblings stand beside the package."""
    known = list(path)
    return [*known, str(BASE)] if _is_checkout() and str(BASE) not in known else known


def module_names(folder: Path) -> list[str]:
    """The names of the modules that lie directly in a folder, sorted; private ones are left out."""
    return sorted(file.stem for file in folder.glob("*.py") if not file.stem.startswith("_"))
