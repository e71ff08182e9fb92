"""What a shell completes besides verbs and flags: the words that `openapi.json` documents. No request is sent."""

from collections.abc import Callable

from conformance import contract
from conformance.lgp import documented


def choices(operation: str, field: str) -> Callable[[str], list[str]]:
    """The completion of a word that is a choice of a field, or of the items of its list."""

    def completed(incomplete: str) -> list[str]:
        return [each for each in documented.choices(contract.load(), operation, field) if each.startswith(incomplete)]

    return completed


def fields(operation: str, incomplete: str) -> list[str]:
    """The fields of an operation's body that a word may become."""
    return [each for each in documented.fields(contract.load(), operation) if each.startswith(incomplete)]
