"""What is given on the command line, made ready to be sent."""

import json
import math
from datetime import date
from typing import Any, NoReturn

import orjson

from conformance.errors import UsageError
from conformance.exchange import Json
from conformance.harmless import one_line
from conformance.lgp import standard_input
from conformance.lgp.naming_clients import client_of
from conformance.lgp.session import Session

FROM_INPUT = "-"
"""Stands for a value that is read from standard input."""

_LONGEST_NUMBER = 40


def json_value(flag: str, text: str) -> Json:
    """The JSON that a flag holds; UsageError where it is none, or none that can be sent."""
    try:
        value: Json = json.loads(text, parse_constant=_refused, parse_float=_finite)
        orjson.dumps(value)  # which takes less: no lone surrogates, no huge numbers
    except (ValueError, TypeError, RecursionError) as error:
        raise UsageError(f"{flag} is no JSON: {error}", f'Quote it for the shell: {flag} \'{{"a": "b"}}\'') from error
    return value


def json_object(flag: str, text: str | None) -> dict[str, Any] | None:
    """The JSON object that a flag holds, or None without the flag; UsageError where it is none."""
    if text is None:
        return None
    value = json_value(flag, text)
    if not isinstance(value, dict):
        raise UsageError(f"{flag} is no JSON object", f'Write one: {flag} \'{{"a": "b"}}\'')
    return value


def day(flag: str, text: str | None) -> str | None:
    """The day that a flag holds, or None without the flag; UsageError where it is not in the API's one form."""
    if text is None:
        return None
    try:
        if date.fromisoformat(text).isoformat() == text:  # which reads other forms of ISO 8601 too
            return text
    except ValueError:
        pass
    raise UsageError(f"{flag} {one_line(text)} is no day", "Write it as YYYY-MM-DD, such as 2026-01-31")


def days(start: str | None, end: str | None) -> dict[str, str]:
    """The days that --start and --end hold, by the API's names; UsageError where one is none, or the first is later."""
    first, last = day("--start", start), day("--end", end)
    if first is not None and last is not None and first > last:
        raise UsageError(f"--start {first} is after --end {last}", "Give the earlier day to --start")
    return sent(startDate=first, endDate=last)


def pair(text: str) -> tuple[str, str]:
    """The name and the value of NAME=VALUE; UsageError where there is no name."""
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise UsageError(f"{text} is no NAME=VALUE", "Put an equals sign between a name and its value")
    return name, value


def from_input(name: str) -> str:
    """The next line of standard input, unseen where somebody types it; UsageError where there is none."""
    line = standard_input.secret(name)
    if not line:
        raise UsageError(f"{name} found no line of its own on standard input", "Pipe one in for each value of -")
    return line


def client_id(session: Session, named: str | None) -> str | None:
    """The `client_id` of the client that a flag names by either of its ids, or None without the flag."""
    return None if named is None else client_of(session, named).client_id


def sent(**fields: Any) -> dict[str, Any]:
    """A body of the fields that were given."""
    return {name: value for name, value in fields.items() if value is not None}


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"it has no {constant}")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError(f"{one_line(digits, _LONGEST_NUMBER)} is too large")
    return value
