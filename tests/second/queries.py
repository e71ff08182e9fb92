"""What the parameters of a query say."""

import re
from collections.abc import Mapping
from datetime import date

from tests.second.choices import Choices
from tests.second.refusals import missing, wrong_value

Query = Mapping[str, str]
PAGE, LONGEST_PAGE = 100, 1000


def needed(query: Query, name: str) -> str:
    """A parameter that has to be there."""
    if not query.get(name):
        raise missing(name)
    return query[name]


def limit(choices: Choices, query: Query, usual: int = PAGE, most: int = LONGEST_PAGE) -> int:
    """How many rows are asked for.

    Args:
        choices: What becomes of a limit that is out of range.
        query: The request's parameters.
        usual: The limit where none is sent.
        most: The highest one.
    """
    sent = query.get("limit")
    if sent is None:
        return usual
    number = int(sent) if re.fullmatch(r"[+-]?\d{1,9}", sent, re.ASCII) else None
    if choices.limits == "capped":
        return usual if number is None else max(1, min(number, most))
    if number is None or not 1 <= number <= most:
        raise wrong_value("limit")
    return number


def count(query: Query, name: str) -> int | None:
    """A number of things, None where it is not asked for."""
    sent = query.get(name)
    if not sent:
        return None
    if not re.fullmatch(r"\d{1,9}", sent, re.ASCII):
        raise wrong_value(name)
    return int(sent)


def day(query: Query, name: str) -> date | None:
    """A day, None where it is not asked for; a time behind it counts for nothing."""
    sent = query.get(name)
    if not sent:
        return None
    if not re.fullmatch(r"\d{4}-\d\d-\d\d(T.*)?", sent, re.ASCII):
        raise wrong_value(name)
    try:
        return date.fromisoformat(sent[:10])
    except ValueError:
        raise wrong_value(name) from None


def one_of(query: Query, name: str, values: tuple[str, ...]) -> str:
    """A parameter that is one of these words, the first where it is not sent."""
    sent = query.get(name) or values[0]
    if sent not in values:
        raise wrong_value(name)
    return sent
