"""What a test is worth: what it sends when it runs alone, and what it judges by that."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from conformance.exchange import ABSENT, JUDGED_PURPOSES, parsed
from conformance.journal.records import ExchangeRecord
from conformance.outcome.transcript import Transcript

_DRAWN = re.compile(r"(?!-)[\w-]*\d[\w-]*|[0-9a-f-]{8,}", re.IGNORECASE)
"""What is another in every run: ids, times, numbers, the tags of runs and the tokens of pages."""

_SHORT = 3
"""Characters of a text or a number that says something by what it is, such as a dot for a name."""


@dataclass(frozen=True)
class Worth:
    """What a test needs, as the looks of requests, and which requirements it judges on which operations.

    Tests that share what is dear need requests of the same looks, whichever of them is the first and sends them.
    """

    needs: frozenset[str]
    judges: frozenset[tuple[str, str]]


def worth(transcript: Transcript) -> Worth:
    """The worth of a test, by a run of it alone on a server where nothing is wrong."""
    seen: Counter[str] = Counter()
    needs = set()
    for exchange in transcript.sent:
        look = looks(exchange)
        seen[look] += 1
        needs.add(f"{seen[look]} {look}")
    return Worth(frozenset(needs), frozenset(_judged(transcript)))


def looks(exchange: ExchangeRecord) -> str:
    """What a request looks like: who sends it, why, where to, with which credentials and which fields.

    Two runs of the same code send requests of the same looks; what is drawn has no part in it.
    """
    url = urlsplit(exchange.request.url)
    query = sorted((name, _DRAWN.sub("#", value)) for name, value in parse_qsl(url.query, keep_blank_values=True))
    body = exchange.request.body or "null"
    meant = parsed(body)
    headers = sorted(name.lower() for name, _ in exchange.request.headers)
    return json.dumps(
        [
            exchange.actor,
            exchange.purpose,
            exchange.request.method,
            _DRAWN.sub("#", url.path),
            query,
            headers,
            _shape(body if meant is ABSENT else meant),
        ]
    )


def _shape(value: Any) -> Any:
    """A value without what is drawn: its fields, the types of what is long, and what is short enough to be meant."""
    if isinstance(value, dict):
        return {name: _shape(each) for name, each in sorted(value.items())}
    if isinstance(value, list):
        return [_shape(each) for each in value]
    if isinstance(value, str | int | float) and len(str(value)) > _SHORT and not isinstance(value, bool):
        return "text" if isinstance(value, str) else "number"
    return value


def _judged(transcript: Transcript) -> Iterator[tuple[str, str]]:
    for exchange in transcript.sent:
        if exchange.purpose in JUDGED_PURPOSES:
            yield from ((each, exchange.operation or "") for each in exchange.passed)
    for requirement, records in transcript.evidence.items():
        for record in records:
            if record.outcome == "passed":
                yield from ((requirement, transcript.exchanges[each].operation or "") for each in record.exchanges)
