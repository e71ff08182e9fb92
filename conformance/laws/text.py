"""The law of text: characters of every script come back as they were sent."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from conformance.exchange import ABSENT
from conformance.expectations import Judgement, shown


def same_text(sent: str, read: object) -> bool:
    """Whether a text reads back as sent: the same characters in NFC; trimming and other line breaks are allowed."""
    return isinstance(read, str) and normal(sent) == normal(read)


def texts_kept(sent: Mapping[str, str], row: Mapping[str, Any] | None, *, where: str) -> Judgement:
    """Every text of a row reads back with the same characters."""
    expected = f"{where} with {shown(dict(sent))}"
    if row is None:
        return Judgement(False, expected, "no such row")
    differing = {name: row.get(name, ABSENT) for name, text in sent.items() if not same_text(text, row.get(name))}
    return Judgement(not differing, expected, f"differing: {shown(differing)}" if differing else "the same characters")


def composed(value: Any) -> Any:
    """A value with every text in it in NFC, at any depth: a server may keep the same characters in another form."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [composed(each) for each in value]
    if isinstance(value, dict):
        return {composed(name): composed(each) for name, each in value.items()}
    return value


def normal(text: str) -> str:
    """A text without what a server may do to it."""
    return str(composed(text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def folded(value: object) -> object:
    """A value without the case of its letters, where it is a text: equal for those that differ in that alone."""
    return value.casefold() if isinstance(value, str) else value


def bare(value: object) -> str:
    """What a value says as a word, such as an e-mail or a state: without the case of letters and spaces around it."""
    return str(value).strip().casefold()
