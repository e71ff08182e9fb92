"""What a tool reports, brought to one form for every tool."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from conformance.contract import Contract


class Failure(NamedTuple):
    """One failure: the tool's name for what is wrong (a check, a requirement), and the operation as `GET /clients`."""

    check: str
    operation: str


EVERYWHERE = "the API"
"""The place of a failure that belongs to no operation."""

_REPORTED = ("failed", "advisory")
"""Statuses by which our report blames the target; a flaky requirement has findings and blames nobody."""


@dataclass(frozen=True)
class Verdict:
    """What a tool reports: unique failures by check, by its own count, and where they are."""

    by_check: Mapping[str, int]
    failures: frozenset[Failure]


def of_schemathesis(report: Mapping[str, Any]) -> Verdict:
    """The verdict in a report that `st run --report json` wrote."""
    return Verdict(
        {each["type"]: each["count"] for each in report["failures"]},
        frozenset(Failure(each["type"], name) for each in report["failures"] for name in each["operations"]),
    )


def of_ours(report: Mapping[str, Any], contract: Contract) -> Verdict:
    """The verdict in our `report.json`: every requirement found broken, on each operation where it has a finding."""
    return counted(
        Failure(each["id"], named(finding["operation"] or EVERYWHERE, contract))
        for each in report["requirements"]
        if each["status"] in _REPORTED
        for finding in each["findings"]
    )


def counted(failures: Iterable[Failure]) -> Verdict:
    """The verdict that these failures are, each counted once."""
    unique = frozenset(failures)
    return Verdict(Counter(each.check for each in unique), unique)


def named(operation: str, contract: Contract) -> str:
    """An operation of the contract by method and path, as st names it; another text stays as it is."""
    known = contract.get(operation)
    return operation if known is None else f"{known.method} {known.path}"
