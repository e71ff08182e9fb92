"""What is sent to the e-mail checks, and of which address they speak."""

from conformance.exchange import ABSENT, Exchange, Json
from conformance.expectations import satisfying
from conformance.fixtures.naming import Naming

MALFORMED = ("no address at all", "ada@@lgc.example")
"""Texts that are no e-mail address by any reading."""

MORE_MALFORMED = ("", "ada", "ada@", "@lgc.example", "ada lovelace@lgc.example", "ada@lgc..example", "ada@-")
"""More of them, for the deep level."""

NO_TEXT: tuple[Json, ...] = ({}, {"email": 7})
"""Bodies without an address, or with one that is no text."""

MORE_NO_TEXT: tuple[Json, ...] = ({"email": None}, {"email": True}, {"email": ["a@lgc.example"]}, {"email": {}})
"""More of them, for the deep level."""

BOOLEAN = satisfying("true or false", lambda actual: isinstance(actual, bool))


def well_formed(naming: Naming) -> str:
    """A well-formed address, with a dot, a tag and capitals before the @."""
    return f"Ada.Lovelace+{naming.email()}"


def folded(address: str) -> str:
    """An address as it is compared: trimmed and case-folded (reference: How to read this reference)."""
    return address.strip().casefold()


def spoken_of(answer: Exchange) -> object:
    """The address of which an answer tells, as it is compared; or what stands in its place."""
    told = answer.at("email")
    return folded(told) if isinstance(told, str) else ABSENT if told is ABSENT else told
