"""Laws of isolation: what is another's stays hidden, reads like what does not exist, and no request is two people."""

from collections.abc import Collection, Mapping, Sequence
from urllib.parse import unquote_plus

from conformance.exchange import Exchange
from conformance.expectations import Judgement, shown

_FIGURES = ("total", "count", "created", "updated", "deleted", "deletedLeads")
"""Numbers by which an answer could tell that something is there."""


def hidden(exchanges: Sequence[Exchange], marks: Collection[str]) -> Judgement:
    """No answer holds a string that tells a record (its id, its e-mail), but for those that its request carried."""
    told = [(exchange.id, mark) for exchange in exchanges for mark in sorted(marks) if _tells(exchange, mark)]
    statuses = [exchange.status for exchange in exchanges]
    actual = f"(exchange, shown): {shown(told)}" if told else f"nothing of it, statuses {statuses}"
    return Judgement(not told, f"nothing of {shown(sorted(marks))}", actual)


def indistinguishable(foreign: Exchange, unknown: Exchange, *, statuses: Collection[int]) -> Judgement:
    """The answers to another's id and to a random one have one of the statuses, the same, and one type and shape."""
    expected = f"the same status ({' or '.join(map(str, sorted(statuses)))}), errorType and shape for both ids"
    one, other = _face(foreign), _face(unknown)
    holds = one == other and foreign.status in statuses
    return Judgement(holds, expected, shown(one) if one == other else f"foreign {shown(one)}, random {shown(other)}")


def one_person(row: object, people: Mapping[str, tuple[object, object]]) -> Judgement:
    """A record's `owner` and `company_id` are those of one of the people, given by name with both."""
    expected = f"owner and company_id of one of {shown(dict(people))}"
    if not isinstance(row, dict):
        return Judgement(False, expected, "no such row")
    pair = (row.get("owner"), row.get("company_id"))
    who = next((name for name, known in people.items() if known == pair), None)
    return Judgement(who is not None, expected, f"those of {who}" if who else f"owner and company_id {shown(pair)}")


def same_rows(alone: Exchange, together: Exchange, rows_key: str) -> Judgement:
    """Two answers have the same status and the same rows, values included, in the same order."""
    one, other = ((each.status, each.rows(rows_key)) for each in (alone, together))
    return Judgement(one == other, f"status and rows {shown(one)}", "the same" if one == other else shown(other))


def consistent(views: Mapping[str, bool]) -> Judgement:
    """A record is seen in all of the views, or in none of them."""
    seen = sorted(name for name, shows in views.items() if shows)
    expected = f"the record in all of {', '.join(sorted(views))}, or in none"
    return Judgement(len(seen) in (0, len(views)), expected, f"seen in {', '.join(seen) or 'none'}")


def _tells(exchange: Exchange, mark: str) -> bool:
    request = exchange.request
    carried = unquote_plus(request.url) + request.body.decode("utf-8", errors="replace")
    body = exchange.response.body.decode("utf-8", errors="replace")
    return mark.casefold() in body.casefold() and mark.casefold() not in carried.casefold()


def _face(exchange: Exchange) -> tuple[int, object, object]:
    """What can be seen of an answer without reading its texts: status, errorType and shape."""
    kind = exchange.at("errorType")
    return exchange.status, kind if isinstance(kind, str) else None, _shape(exchange.json)


def _shape(value: object) -> object:
    """Names and types of a value, figures as they are; null counts as absent, texts are not compared."""
    if isinstance(value, dict):
        return {
            name: each if name in _FIGURES and isinstance(each, int) else _shape(each)
            for name, each in sorted(value.items())
            if each is not None
        }
    if isinstance(value, list):
        return [_shape(each) for each in value]
    return type(value).__name__
