"""The paths of the API: the operation that a request is, and what is near a path that the API does not have."""

from collections.abc import Sequence
from urllib.parse import unquote

from conformance.contract import Contract, Operation
from conformance.lgp import documented
from conformance.lgp.unknown_names import FEW
from conformance.nearness import near


def operation(contract: Contract, method: str, path: str) -> Operation | None:
    """The documented operation of a request, if it is one: it says which credentials are taken."""
    return next((each for each in _at(contract, path) if each.method == method), None)


def remedy(contract: Contract, path: str) -> str:
    """What to do about a request that is no documented operation: other methods of its path, else paths near it."""
    methods = list(dict.fromkeys(each.method for each in _at(contract, path)))
    if methods:
        return f"The API takes {' and '.join(methods)} there"
    known = list(dict.fromkeys(each.path for each in contract.values()))
    close = near(path, known, FEW)
    under = [each for each in known if each.startswith(path)]
    some = list(dict.fromkeys([*close, *under]))[:FEW]
    offered = f"near it are {', '.join(some)}; " if some else ""
    return f"The API has no path {path}: {offered}{documented.DOCUMENT} has all {len(known)}"


def _at(contract: Contract, path: str) -> list[Operation]:
    """The operations of a path; those that name it whole go before those that have a place for any word in it."""
    steps = [unquote(each) for each in path.split("/")]
    return sorted((each for each in contract.values() if _fits(each, steps)), key=lambda each: each.path.count("{"))


def _fits(operation: Operation, steps: Sequence[str]) -> bool:
    pattern = operation.path.split("/")
    return len(pattern) == len(steps) and all(
        one.startswith("{") or one == other for one, other in zip(pattern, steps, strict=True)
    )
