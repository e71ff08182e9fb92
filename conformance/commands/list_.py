"""`conformance list`: show requirements, operations, suites, levels; sends no request."""

from collections.abc import Callable, Iterator
from typing import Annotated, Literal

import typer

from conformance import catalogue, contract, levels, suite_names
from conformance.catalogue import Requirement
from conformance.errors import UsageError

What = Literal["requirements", "operations", "suites", "levels", "scopes"]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("list", help="Show what there is to test; sends no request.")(show)


def show(
    what: Annotated[What, typer.Argument(help="What to show.")] = "requirements",
    area: Annotated[str | None, typer.Option(metavar="AREA", help="Only requirements of this area.")] = None,
    operation: Annotated[str | None, typer.Option(metavar="ID", help="Only requirements of this operation.")] = None,
) -> None:
    """Print one line for each."""
    for flag, value in (("--area", area), ("--operation", operation)):
        if value is not None and what != "requirements":
            raise UsageError(f"{flag} goes with requirements, not with {what}", f"Leave {flag} out")
    if operation is not None:
        contract.load().require(operation)
    if area is not None:
        _require(area)
    for line in _LISTS[what](area, operation):
        typer.echo(line)


def _require(area: str) -> None:
    known = dict.fromkeys(each.area for each in catalogue.load().values())
    if area.upper() not in known:
        raise UsageError(f"there is no area {area}", f"There are {', '.join(sorted(known))}")


def _requirements(area: str | None, operation: str | None) -> Iterator[str]:
    for each in catalogue.load().values():
        if (area is None or each.area == area.upper()) and _concerns(each, operation):
            yield f"{each.id:<12} {each.level:<6} {each.provenance:<10} {each.from_level:<8} {each.title}"


def _concerns(requirement: Requirement, operation: str | None) -> bool:
    return operation is None or "*" in requirement.operations or operation in requirement.operations


def _operations(_area: str | None, _operation: str | None) -> Iterator[str]:
    for each in contract.load().values():
        effects = ", ".join(sorted(each.effects)) or "none"
        yield f"{each.id:<24} {each.method:<6} {each.path:<34} effects: {effects}"


def _suites(_area: str | None, _operation: str | None) -> Iterator[str]:
    for name, folder in suite_names.folders().items():
        yield f"{name:<14} {len(suite_names.requirements_named(folder))} requirements"


def _levels(_area: str | None, _operation: str | None) -> Iterator[str]:
    known = catalogue.load()
    for name, level in levels.load().levels.items():
        claimed = sum(levels.load().claims(name, each.from_level) for each in known.values())
        yield f"{name:<10} {claimed:>3} requirements  {level.about}"


def _scopes(_area: str | None, _operation: str | None) -> Iterator[str]:
    for name, scope in levels.load().scopes.items():
        yield f"{name:<12} {scope.about}"


_LISTS: dict[What, Callable[[str | None, str | None], Iterator[str]]] = {
    "requirements": _requirements,
    "operations": _operations,
    "suites": _suites,
    "levels": _levels,
    "scopes": _scopes,
}
