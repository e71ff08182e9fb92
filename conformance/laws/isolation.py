"""Laws of isolation: what is another's stays hidden, reads like what does not exist, and no request is two people."""

from collections.abc import Collection, Mapping, Sequence

from conformance.exchange import ABSENT, Exchange
from conformance.expectations import Judgement, shown
from conformance.laws.marks import telling, told
from conformance.laws.rows import documented

_FIGURES = ("total", "count", "created", "updated", "deleted", "deletedLeads")
"""Numbers by which an answer could tell that something is there."""

REFUSALS = (400, 403, 404)
"""The statuses by which an API may refuse what is another's, as it refuses what is not there; a 401 is no answer."""


def hidden(exchanges: Sequence[Exchange], marks: Collection[str]) -> Judgement:
    """No answer holds a string that tells a record (its id, its e-mail), but for those that its request carried."""
    seen = [(exchange.id, mark) for exchange in exchanges for mark in told(exchange, marks)]
    statuses = [exchange.status for exchange in exchanges]
    actual = f"(exchange, shown): {shown(seen)}" if seen else f"nothing of it, statuses {statuses}"
    return Judgement(not seen, f"nothing of {shown(telling(marks))}", actual)


def says_nothing(
    exchanges: Sequence[Exchange],
    keys: Collection[str],
    marks: Collection[str],
    *,
    statuses: Collection[int] = REFUSALS,
) -> Judgement:
    """Each answer is the API saying that there is nothing, and none holds a mark that its request did not carry.

    That is a 2xx with one of the keys and nothing under those that it has, or a refusal in the envelope.
    """
    refusals = " or ".join(map(str, sorted(statuses)))
    expected = (
        f"nothing under {' or '.join(sorted(keys))}, or a refusal with {refusals}; nothing of {shown(telling(marks))}"
    )
    others = [
        (exchange.id, _told(exchange, keys))
        for exchange in exchanges
        if exchange.decides and not (_is_empty(exchange, keys) or _refuses(exchange, statuses))
    ]
    return _and_hidden(exchanges, marks, expected, others)


def lists_none_of(pages: Sequence[Exchange], key: str, marks: Collection[str]) -> Judgement:
    """Each page is a 2xx with a list under its key, and none holds a mark that its request did not carry."""
    expected = f"lists under {key} with nothing of {shown(telling(marks))}"
    others = [
        (page.id, _told(page, [key]))
        for page in pages
        if page.decides and not (page.succeeded and isinstance(page.at(key), list))
    ]
    return _and_hidden(pages, marks, expected, others)


def refused(exchanges: Sequence[Exchange], *, statuses: Collection[int] = (*REFUSALS, 409)) -> Judgement:
    """The API refuses each of the requests in its envelope, by one of the statuses."""
    expected = f"a refusal with {' or '.join(map(str, sorted(statuses)))} in the envelope"
    others = [
        (exchange.id, exchange.status, exchange.at("errorType"))
        for exchange in exchanges
        if exchange.decides and not _refuses(exchange, statuses)
    ]
    actual = f"(exchange, status, errorType): {shown(others)}" if others else shown([each.status for each in exchanges])
    return Judgement(not others, expected, actual)


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


def sought_at_home(naming: Exchange, plain: Exchange) -> Judgement:
    """What is found by a write is found, too, where its body names another owner and company besides.

    A 404 to the one and a success to the other is the record being sought where the body says.
    """
    elsewhere = naming.status == 404 and plain.succeeded
    actual = f"status {naming.status}, and {plain.status} without the identity in the body"
    return Judgement(not elsewhere, "no 404 for the identity in the body", actual)


def same_rows(alone: Exchange, together: Exchange, rows_key: str) -> Judgement:
    """Two answers have the same status and the same rows, their documented values included, in the same order."""
    one, other = ((each.status, [documented(row) for row in each.rows(rows_key)]) for each in (alone, together))
    return Judgement(one == other, f"status and rows {shown(one)}", "the same" if one == other else shown(other))


def consistent(views: Mapping[str, bool]) -> Judgement:
    """A record is seen in all of the views, or in none of them."""
    seen = sorted(name for name, shows in views.items() if shows)
    expected = f"the record in all of {', '.join(sorted(views))}, or in none"
    return Judgement(len(seen) in (0, len(views)), expected, f"seen in {', '.join(seen) or 'none'}")


def _and_hidden(
    exchanges: Sequence[Exchange], marks: Collection[str], expected: str, others: Sequence[object]
) -> Judgement:
    secret = hidden(exchanges, marks)
    wrong = [f"(exchange, answer): {shown(others)}"] * bool(others) + [secret.actual] * (not secret.holds)
    return Judgement(not wrong, expected, "; ".join(wrong) or secret.actual)


def _is_empty(exchange: Exchange, keys: Collection[str]) -> bool:
    values = [value for value in map(exchange.at, keys) if value is not ABSENT]
    return exchange.succeeded and bool(values) and all(value in ([], {}, None) for value in values)


def _refuses(exchange: Exchange, statuses: Collection[int]) -> bool:
    return exchange.status in statuses and exchange.at("success") is False


def _told(exchange: Exchange, keys: Collection[str]) -> object:
    """What an answer is, in short: its status, the length of what stands under the keys, and its other keys."""
    body = exchange.json if isinstance(exchange.json, dict) else {}
    rows = {key: len(body[key]) if isinstance(body[key], list) else body[key] for key in sorted(keys) if key in body}
    return exchange.status, rows, sorted(body.keys() - set(keys))


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
