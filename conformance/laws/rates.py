"""Laws of rates: what the answers of one window say together, as pure functions of its exchanges.

A request counts as refused for its number where it got a 429, or, from a server that says it otherwise, a 503, or a 403
that tells to come again or that nothing remains.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from conformance.budget import RateHeaders, retry_after
from conformance.exchange import Exchange
from conformance.expectations import Judgement, shown
from conformance.http_date import seconds_of

EXTRA = 2
"""Requests beyond the tier's number that may pass: the service may run several instances (reference: The limits)."""

_SECOND = 1.0
"""What the length and the end of a window may be off by (reference: What the server announces)."""


def is_refused(exchange: Exchange) -> bool:
    """Whether a request was refused for its number."""
    asked_back = exchange.response.header("retry-after") is not None or remaining_of(exchange) == 0
    return exchange.status in (429, 503) or (exchange.status == 403 and asked_back)


def arrived(exchange: Exchange) -> float:
    """When the answer was there, in seconds since the epoch."""
    return exchange.sent + exchange.elapsed


def headers_of(exchange: Exchange) -> RateHeaders | None:
    """The rate-limit headers of an answer, or None where one is missing or no number.

    A server's clock is as far off as it must be: an answer that took long on its way says nothing of a clock.
    """
    read = [RateHeaders.of(exchange.response, when) for when in (arrived(exchange), exchange.sent)]
    known = [each for each in read if each is not None]
    told = float(exchange.response.header("x-ratelimit-reset") or 0) if known else 0.0
    return min(known, key=lambda each: abs(each.reset - told), default=None)


def remaining_of(exchange: Exchange) -> int | None:
    """The answer's Remaining, or None."""
    headers = headers_of(exchange)
    return None if headers is None else headers.remaining


def enough_served(exchanges: Sequence[Exchange], number: int) -> Judgement:
    """Of the requests of one window, `number` and a few more, at least `number` were served."""
    served = sum(not is_refused(each) for each in exchanges)
    return Judgement(served >= number, f"at least {number} of a window's requests served", _told(exchanges, served))


def no_more_served(exchanges: Sequence[Exchange], number: int) -> Judgement:
    """Of the requests of one window, more than the tier's `number` and two, no more than those were served."""
    served = sum(not is_refused(each) for each in exchanges)
    most = number + EXTRA
    return Judgement(served <= most, f"at most {most} of a window's requests served", _told(exchanges, served))


def mistakes_counted(exchanges: Sequence[Exchange], number: int) -> Judgement | None:
    """Of the requests of one window those answered with a 4xx counted, too: not they alone were more than it holds.

    None where more than it holds were served without them: what a mistake counts is not to be told there.
    """
    served = [each for each in exchanges if not is_refused(each)]
    mistakes, most = sum(400 <= each.status <= 499 for each in served), number + EXTRA
    if len(served) - mistakes > most:
        return None
    return Judgement(
        len(served) <= most, f"at most {most} served, mistakes among them", f"{len(served)} served, {mistakes} mistakes"
    )


def counts_down(in_turn: Sequence[Exchange], crowd: Sequence[Exchange]) -> Judgement:
    """Remaining falls by one a request: in turn for those sent one by one, as a set for those sent side by side.

    The first of `in_turn` opened the window. Where nothing remains it stays at 0.
    """
    expected = "Remaining falling by one from request to request, to 0 at the refusal"
    first = headers_of(in_turn[0])
    if first is None:
        return Judgement(False, expected, "no rate-limit headers on the window's first answer")
    told = [remaining_of(each) for each in in_turn]
    side_by_side = [remaining_of(each) for each in crowd]
    known = sorted((each for each in side_by_side if each is not None), reverse=True)
    if None in told or len(known) < len(side_by_side):
        return Judgement(False, expected, "an answer without the rate-limit headers")
    off = [
        (place, is_, due) for place, is_ in enumerate([*told, *known], 1) if is_ != (due := max(0, first.limit - place))
    ]
    return Judgement(not off, expected, f"(request, Remaining, due): {shown(off[:8])}" if off else "as due")


def one_fixed_window(exchanges: Sequence[Exchange], length: float) -> Judgement:
    """All answers name one Reset, within a second, `length` seconds after the first request, which opens it."""
    expected = f"one X-RateLimit-Reset in epoch seconds, {length:g} s after the window's first request"
    resets = [float(each.response.header("x-ratelimit-reset") or 0) for each in exchanges if headers_of(each)]
    if len(resets) < len(exchanges) or not resets:
        return Judgement(False, expected, "an answer without the rate-limit headers")
    spread = max(resets) - min(resets)
    opened = _clocks(exchanges[0])
    right = any(
        resets[0] - last <= length + _SECOND and resets[0] - first >= length - _SECOND for first, last in opened
    )
    after = resets[0] - opened[0][0]
    actual = f"Reset {after:.1f} s after the first request, differing by {spread:.1f} s within the window"
    return Judgement(right and spread <= _SECOND, expected, actual)


def _clocks(exchange: Exchange) -> list[tuple[float, float]]:
    """Between which times a server counted a request, by its own clock as its Date tells it, and by ours.

    Servers write a Date anew every second at best, and a busy one later; ours counts where theirs may be the same.
    """
    ours = (exchange.sent, arrived(exchange))
    date = seconds_of(exchange.response.header("date"))
    if date is None:
        return [ours]
    theirs = (date - exchange.elapsed, date + 2 * _SECOND)
    return [ours, theirs] if abs(date - ours[1]) <= 3 * _SECOND else [theirs]


def honest_retry_after(refused: Exchange, ends: float) -> Judgement:
    """A refusal says when to come again: whole seconds or a date, no later than a second after the window's end.

    `ends` is the Reset that was announced, which may be rounded down: the window may end up to a second behind it.
    """
    value = refused.response.header("retry-after")
    expected = "Retry-After in whole seconds or as a date, within a second of the window's end"
    asked = retry_after(refused.response, arrived(refused))
    if value is None or asked is None or not math.isfinite(asked):
        return Judgement(False, expected, f"Retry-After: {shown(value)}")
    whole = value.strip().isdigit() or not _is_number(value)
    late = refused.sent + asked - ends
    return Judgement(whole and late <= 2 * _SECOND, expected, f"Retry-After: {value}, {late:+.1f} s from the end")


def untouched(before: Exchange, after: Exchange, own: int = 1) -> Judgement:
    """Between two requests of one person Remaining fell by `own`, which they sent themselves, and both were served."""
    expected = f"served, and Remaining lower by {own}"
    one, other = headers_of(before), headers_of(after)
    if is_refused(before) or is_refused(after):
        return Judgement(False, expected, f"statuses {before.status} and {after.status}")
    if one is None or other is None:
        return Judgement(False, expected, "an answer without the rate-limit headers")
    fell = one.remaining - other.remaining
    return Judgement(fell == own, expected, f"Remaining {one.remaining}, then {other.remaining}")


def same_window(before: Exchange, after: Exchange) -> bool:
    """Whether two answers tell of the same window, so that their Remaining can be compared."""
    one, other = (each.response.header("x-ratelimit-reset") for each in (before, after))
    known = headers_of(before) is not None and headers_of(after) is not None
    return not known or abs(float(one or 0) - float(other or 0)) <= _SECOND


@dataclass(frozen=True)
class Spending:
    """What the Remaining of requests sent one by one tells of who else spends: the `pattern`, and whether it is odd."""

    pattern: tuple[int | None, ...]
    odd: bool


def spending(in_turn: Sequence[Exchange]) -> Spending:
    """How Remaining fell over requests sent one by one; odd where by more than they explain.

    Somebody else who uses the identity makes it odd, and so does a server that counts wrongly; the server does it the
    same way again, somebody else hardly.
    """
    pattern = tuple(remaining_of(each) for each in in_turn)
    first = headers_of(in_turn[0]) if in_turn else None
    if first is None:
        return Spending(pattern, odd=False)
    told = [(place, is_) for place, is_ in enumerate(pattern, 1) if is_ is not None]
    return Spending(pattern, odd=any(is_ < max(0, first.limit - place) for place, is_ in told))


def unexplained(exchanges: Sequence[Exchange]) -> bool:
    """Whether some answer's Remaining is lower than all requests sent before it came can explain."""
    first = headers_of(exchanges[0])
    if first is None:
        return False
    for each in exchanges:
        told = remaining_of(each)
        sent = sum(other.sent <= arrived(each) for other in exchanges)
        if told is not None and told < max(0, first.limit - sent):
            return True
    return False


def _told(exchanges: Sequence[Exchange], served: int) -> str:
    statuses = sorted({each.status for each in exchanges})
    return f"{served} of {len(exchanges)} served, statuses {statuses}"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
