"""`conformance explain`: a requirement or an operation in full; sends no request."""

from collections.abc import Iterator
from typing import Annotated

import typer

from conformance import catalogue, contract, suite_names
from conformance.catalogue import Requirement
from conformance.contract import Operation
from conformance.credentials import SCHEMES
from conformance.errors import UsageError
from conformance.nearness import near


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("explain", help="Explain a requirement (LG-CLI-001) or an operation (listClients).")(explain)


def explain(name: Annotated[str, typer.Argument(metavar="ID", help="A requirement's or an operation's id.")]) -> None:
    """Print what it says, where it comes from and what tests it."""
    for line in _lines(name):
        typer.echo(line)


def _lines(name: str) -> Iterator[str]:
    known = catalogue.load()
    if name.upper() in known:
        yield from _requirement(known[name.upper()])
    elif name in contract.load():
        yield from _operation(contract.load()[name])
    elif name.upper().startswith("LG-"):
        known.require(name.upper())
    else:
        every = [*contract.load(), *known]
        close = f"Near it: {', '.join(found)}; " if (found := near(name, every)) else ""
        remedy = f"{close}`conformance list requirements` and `conformance list operations` show them all"
        raise UsageError(f"{name} is no requirement and no operation", remedy)


def _requirement(each: Requirement) -> Iterator[str]:
    yield f"{each.id}  {each.title}"
    yield f"  {each.text}"
    if each.tolerated:
        yield f"  tolerated   {each.tolerated}"
    yield f"  level       {each.level}, {each.provenance}" + (f" ({', '.join(each.because)})" if each.because else "")
    yield f"  breaking it {'is advisory: it fails the run only under --strict' if each.advisory else 'fails the run'}"
    yield f"  source      {each.source}"
    yield f"  operations  {'all' if '*' in each.operations else ', '.join(each.operations)}"
    yield f"  faults      {', '.join(each.faults) or 'none of the known classes'}"
    yield f"  claimed     from level {each.from_level}, in scope {each.scope}"
    yield f"  leaves      {', '.join(each.effects) or 'nothing that cannot be removed'}"
    if each.judged == "passively":
        yield "  judged      on every exchange of a run"
        return
    suites = [name for name, folder in suite_names.folders().items() if each.id in _named(folder.name)]
    yield f"  tested in   {', '.join(suites) or 'no suite yet'}"
    yield f"  try it      conformance run --requirement {each.id}"


def _named(suite: str) -> frozenset[str]:
    return suite_names.requirements_named(suite_names.require(suite))


def _operation(operation: Operation) -> Iterator[str]:
    yield f"{operation.id}  {operation.method} /api{operation.path}"
    yield f"  {operation.definition.get('summary', '')}"
    kinds = [kind for kind, scheme in SCHEMES.items() if any(scheme in each for each in operation.security)]
    yield f"  credentials {', '.join(kinds) if kinds else 'none: it is open'}"
    yield f"  effects     {', '.join(sorted(operation.effects)) or 'none'}"
    if operation.page is not None:
        page = operation.page
        yield f"  pages       {page.rows} by {page.token}, {page.limit} 1..{page.maximum}, default {page.default}"
    yield "  requirements"
    for name in operation.requirements:
        yield f"    {name}  {catalogue.load()[name].title}"
