"""No stack trace or internals are shown (LG-ENV-013)."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, unquote_plus

from conformance.checks import Check, Facts
from conformance.checks._answers import values_at
from conformance.contract import Operation
from conformance.exchange import ABSENT, Exchange, parsed
from conformance.expectations import Judgement
from conformance.json_parts import strings

_REQUIREMENT = "LG-ENV-013"
_EXPECTED = "no stack trace, source path, database statement or key of the service"
_LONGEST_TEXT = 200_000
"""Characters of an answer that are searched."""
_LONGEST_QUOTE = 120

_PATTERNS = {
    "a stack trace": (
        r"Traceback \(most recent call last\)"
        r"|File \"[^\"\n]{1,300}\.py\", line \d"
        r"|\bat (?:[^\n()]{1,200} \()?(?:[^\s()]{1,300}\.[cm]?[jt]sx?|node:internal/[\w/]{1,100}):\d+:\d+"
        r"|\bat [\w.$<>]{1,300}\((?:[\w$]{1,200}\.(?:java|kt|scala|groovy):\d+|Native Method)\)"
        r"|\bin [^\n]{1,300}\.cs:line \d"
        r"|\.rb:\d+:in [`']"
        r"|\bgoroutine \d+ \["
        r"|Stack trace:\s{1,4}#0 "
        r"|#0 [^\n]{1,300}\.php\(\d+\)"
    ),
    "a source path": (
        r"(?:^|[\s\"'(:=])/(?:usr|var|opt|home|app|srv|root|workspace|build|tmp|Users)/"
        r"[\w.@/-]{1,300}\.(?:py|[cm]?[jt]sx?|java|kt|rb|php|go|cs|rs)\b"
        r"|\b(?:site-packages|dist-packages|node_modules)/[\w@.-]"
    ),
    "a database statement": (
        r"\bSELECT\s[^;]{1,300}?\sFROM\s{1,4}[\w\"`\[]"
        r"|\bINSERT INTO\s{1,4}[\w\"`.\[\]]{1,100}\s{0,4}\("
        r"|\bUPDATE\s{1,4}[\w\"`.\[\]]{1,100}\s{1,4}SET\s"
        r"|\bDELETE FROM\s{1,4}[\w\"`.\[\]]{1,100}\s{1,4}WHERE\s"
        r"|\bSQLSTATE\b|\bORA-\d{5}\b"
        r"|\b(?:sqlite3|psycopg2?|pymysql|sqlalchemy)\.[\w.]{0,60}(?:Error|Exception)\b"
        r"|\b(?:PrismaClient\w{0,60}Error|Sequelize\w{0,60}Error|QueryFailedError)\b"
        r"|\b(?:UNIQUE|NOT NULL|FOREIGN KEY|CHECK) constraint failed"
        r"|\bviolates (?:unique|foreign key|not-null|check) constraint"
        r"|\bsyntax error at or near \"|You have an error in your SQL syntax"
        r"|\b(?:KeyConditionExpression|FilterExpression|ExpressionAttribute(?:Names|Values))\b"
    ),
    "a key of the service": (
        r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----|\bAIza[0-9A-Za-z_-]{35}\b"
        r"|\bsk_live_[0-9A-Za-z]{16,}|\bsk-[0-9A-Za-z_-]{32,}"
    ),
}
_COMPILED = {name: re.compile(pattern, re.MULTILINE) for name, pattern in _PATTERNS.items()}


def judge(exchange: Exchange, facts: Facts) -> Mapping[str, Judgement]:
    """Judge errors, and in successes only the documented `error` texts.

    All else in a success is users' data, and somebody who reports a bug may well have put a stack trace there. What the
    request itself sent is no internal either.
    """
    operation = facts.answers.operation(exchange)
    if operation is None:
        return {}
    text = "\n".join(_texts(exchange, operation, facts))
    if not text:
        return {}
    sent = _sent(exchange)
    found = next(_internals(text[:_LONGEST_TEXT], sent), None)
    actual = f"{found[0]}: {found[1][:_LONGEST_QUOTE]}" if found else "none"
    return {_REQUIREMENT: Judgement(found is None, _EXPECTED, actual)}


def _internals(text: str, sent: str) -> Iterator[tuple[str, str]]:
    for name, pattern in _COMPILED.items():
        for match in pattern.finditer(text):
            if match[0].strip() not in sent:
                yield name, match[0].strip()


def _texts(exchange: Exchange, operation: Operation, facts: Facts) -> Iterator[str]:
    if exchange.status >= 400:
        if exchange.json is ABSENT:
            yield exchange.response.body.decode("utf-8", errors="replace")
        else:
            yield from strings(exchange.json, names=True)
    elif exchange.succeeded:
        for place in facts.answers.places(operation, exchange.status):
            if place.name == "error":
                yield from (value for _, value in values_at(exchange.json, place.path) if isinstance(value, str))


def _sent(exchange: Exchange) -> str:
    request = exchange.request
    body = request.body.decode("utf-8", errors="replace")
    headers = [value for _, value in request.headers]
    meant = strings(parsed(request.body), names=True)
    return "\n".join([request.url, unquote(request.url), unquote_plus(request.url), body, *headers, *meant])


CHECK = Check((_REQUIREMENT,), judge)
