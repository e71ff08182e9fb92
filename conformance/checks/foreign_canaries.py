"""No answer carries another company's canary (LG-ENV-014)."""

import re
from collections.abc import Collection, Mapping

from conformance.checks import Check, Facts
from conformance.contract import Operation
from conformance.exchange import Exchange
from conformance.expectations import Judgement

_REQUIREMENT = "LG-ENV-014"
_PLATFORM_ADMIN = "platform_admin"
"""The profile's name for who may read the lists of all companies (ARCHITECTURE: Words, Actor)."""


def judge(exchange: Exchange, facts: Facts) -> Mapping[str, Judgement]:
    """Judge answers with a body to somebody whose tenant is known, or to nobody.

    Whoever the request's credentials name counts, not who sent them. An answer without a foreign marker proves
    something only once such a marker is planted.
    """
    operation = facts.answers.operation(exchange)
    callers = {each.actor for each in facts.known.carried(exchange.request)}
    if not callers and exchange.actor is not None:
        callers = {exchange.actor}
    if operation is None or not exchange.response.body or _may_read_all(operation, callers):
        return {}
    own = {facts.tenant_of(caller) for caller in callers}
    if None in own:
        return {}
    foreign = {canary: tenant for tenant, canary in facts.canaries.items() if tenant not in own}
    request = exchange.request
    sent = _found(request.url.encode() + b"\n" + request.body, facts.canaries)
    headers = "\n".join(value for _, value in exchange.response.headers).encode("utf-8", errors="replace")
    shown = [each for each in _found(exchange.response.body + b"\n" + headers, facts.canaries) if each in foreign]
    leaked = [each for each in shown if each not in sent]
    expected = f"no marker of another company for {', '.join(sorted(callers)) or 'nobody in particular'}"
    if leaked:
        return {_REQUIREMENT: Judgement(False, expected, f"the marker of company {foreign[leaked[0]]}: {leaked[0]}")}
    if facts.known.planted() & set(foreign.values()) and not shown:
        return {_REQUIREMENT: Judgement(True, expected, "none")}
    return {}


def _may_read_all(operation: Operation, callers: Collection[str]) -> bool:
    return operation.is_for_platform_admins and _PLATFORM_ADMIN in callers


def _found(text: bytes, canaries: Mapping[str, str]) -> set[str]:
    """The markers in a text; one that begins like another counts as the longer."""
    longer_first = sorted(canaries.values(), reverse=True)
    if not longer_first:
        return set()
    pattern = "(?:" + "|".join(re.escape(each) for each in longer_first) + ")(?![0-9A-Za-z_])"
    return {each.decode() for each in re.findall(pattern.encode(), text)}


CHECK = Check((_REQUIREMENT,), judge)
