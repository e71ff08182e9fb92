"""What a check expects, in a form that both decides and explains itself."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from conformance.json_keys import kind


@dataclass(frozen=True)
class Expectation:
    """A condition on a value from the wire, with the words that a report shows for it."""

    words: str
    holds: Callable[[Any], bool]


@dataclass(frozen=True)
class Judgement:
    """What a law says of some exchanges: whether it holds, what it expected and what it saw, in words."""

    holds: bool
    expected: str
    actual: str


def expectation(value: object) -> Expectation:
    """The value as an expectation: itself where it is one, equality with it otherwise."""
    return value if isinstance(value, Expectation) else equal_to(value)


def equal_to(value: object) -> Expectation:
    """Holds for what equals the value and has its type: `True` is not `1`."""
    return Expectation(shown(value), lambda actual: kind(actual) is kind(value) and actual == value)


def one_of(*values: object) -> Expectation:
    """Holds for any of the values, such as the statuses that the contract accepts."""
    words = " or ".join(shown(value) for value in values)
    return Expectation(words, lambda actual: any(kind(actual) is kind(each) and actual == each for each in values))


def satisfying(words: str, holds: Callable[[Any], bool]) -> Expectation:
    """Holds where the function says so; a value it cannot handle does not hold."""

    def decided(actual: Any) -> bool:
        try:
            return bool(holds(actual))
        except (TypeError, ValueError, KeyError, AttributeError, IndexError):
            return False

    return Expectation(words, decided)


def at_most(bound: int) -> Expectation:
    """Holds for whole numbers up to the bound, which is included."""
    return satisfying(f"at most {bound}", lambda actual: _whole(actual) and actual <= bound)


def at_least(bound: int) -> Expectation:
    """Holds for whole numbers from the bound on, which is included."""
    return satisfying(f"at least {bound}", lambda actual: _whole(actual) and actual >= bound)


def nonempty_string() -> Expectation:
    """Holds for a string that is more than white space."""
    return satisfying("a non-empty string", lambda actual: isinstance(actual, str) and actual.strip() != "")


def containing(member: object) -> Expectation:
    """Holds for a collection or text that has the member."""
    return satisfying(f"something that holds {shown(member)}", lambda actual: member in actual)


def without(members: Iterable[object]) -> Expectation:
    """Holds for a collection that has none of the members."""
    unwanted = list(members)
    return satisfying(
        f"nothing of {shown(unwanted)}",
        lambda actual: isinstance(actual, Collection) and not any(each in actual for each in unwanted),
    )


def client_error() -> Expectation:
    """Holds for any 4xx status: refused, and not by a crash."""
    return satisfying("a 4xx status", lambda actual: _whole(actual) and 400 <= actual <= 499)


def success() -> Expectation:
    """Holds for any 2xx status."""
    return satisfying("a 2xx status", lambda actual: _whole(actual) and 200 <= actual <= 299)


def shown(value: object) -> str:
    """A value in words for a report; whoever writes them redacts them first and cuts them then."""
    return repr(value)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
