"""A lead's fields: those that the contract documents, however somebody writes their names."""

from collections.abc import Iterable, Mapping
from functools import cache

from conformance import contract
from conformance.contract import Contract
from conformance.errors import UsageError
from conformance.harmless import one_line
from conformance.lgp import documented, unknown_names

REQUIRED = ("firstName", "lastName")


def shown(known: Contract) -> tuple[str, ...]:
    """The fields that a lead may show, in the order of the document."""
    return tuple(documented.properties(known, known.document["components"]["schemas"]["LeadFields"]))


def require_shown(known: Contract, what: str, names: Iterable[str]) -> None:
    """UsageError, with those that are near, where no lead shows a field of that name; `what` says where they stand."""
    fields = shown(known)
    by_folded_name = {_folded(each): each for each in fields}
    strange = [
        f"{one_line(name)!r}{unknown_names.near(_folded(name), by_folded_name)}" for name in names if name not in fields
    ]
    if strange:
        raise UsageError(f"{what} {', '.join(strange)}", "Mend that, or ask for it all the same with --allow-unknown")


@cache
def _by_folded_name() -> Mapping[str, str]:
    """The fields that a lead can be given, by their folded names."""
    return {_folded(each): each for each in documented.fields(contract.load(), "updateEnrichLead")}


def known_as(name: str) -> str | None:
    """The field that a name means, case, blanks, hyphens and underscores aside; None where there is none."""
    return _by_folded_name().get(_folded(name))


def unknown(what: str, names: Iterable[str]) -> UsageError:
    """The error that names mean no field, with those that are near; `what` says where they stand."""
    told = [f"{one_line(name)!r}{unknown_names.near(_folded(name), _by_folded_name())}" for name in names]
    return UsageError(f"{what} {', '.join(told)}", f"{documented.DOCUMENT} has all fields of a lead, under LeadDetails")


def given(values: Mapping[str, str | None], assignments: Iterable[str] | None) -> dict[str, str]:
    """The fields that flags and assignments give; UsageError where one cannot be taken."""
    fields = {name: value for name, value in values.items() if value is not None}
    for each in assignments or ():
        name, equals, value = each.partition("=")
        if not equals:
            raise UsageError(f"--set {one_line(each)} sets nothing", "Write it as --set FIELD=VALUE")
        field = known_as(name)
        if field is None:
            raise unknown("--set: a lead has no field", [name])
        if field in fields:
            raise UsageError(f"{field} is given twice", "Give it once")
        fields[field] = value
    return fields


def for_create(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields of a new lead; what is empty is not sent, for some services break on it."""
    missing = [name for name in REQUIRED if not fields.get(name, "").strip()]
    if missing:
        raise UsageError(f"a lead needs a {' and a '.join(missing)}", "Add --first-name and --last-name")
    return {name: value for name, value in fields.items() if value.strip()}


def for_update(fields: Mapping[str, str]) -> dict[str, str | None]:
    """The changes of a lead; what is empty is sent as `null`, which clears a field."""
    if not fields:
        raise UsageError("nothing is to be changed", "Add a field, such as --title")
    for name in REQUIRED:
        if name in fields and not fields[name].strip():
            raise UsageError(f"a lead needs a {name}", "Leave it out to keep it")
    return {name: value if value.strip() else None for name, value in fields.items()}


def _folded(name: str) -> str:
    return "".join(each for each in name.casefold() if not each.isspace() and each not in "_-")
