"""Following a link: from an answer to the next request, whose ids are names of places in that answer.

So a sequence of requests is drafts as well: the same for the same seed, kept in a file, sent again on fresh records.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from conformance.exchange import ABSENT, Exchange, Json, dig
from conformance.generating.draft import Draft, Pairs
from conformance.generating.links import Link
from conformance.generating.names import ANSWERED, mapped, name, named
from conformance.json_parts import strings
from conformance.laws.marks import shows

_OF_THE_ANSWER = "$response.body#/"
_OF_THE_REQUEST = re.compile(r"\$request\.(path|query)\.(.+)")
_PLACE = re.compile(r"[A-Za-z0-9_.-]+")

_DRAWN = "drawn"
"""Stands for an id that a generator would have drawn, where it drew none."""

MayBeNamed = Callable[[str], bool]
"""Whether a request of the run may name what an answer showed: not what is somebody else's."""


@dataclass(frozen=True, eq=False)
class Answer:
    """A request of a sequence with its answer; `number` is its place, from 1."""

    number: int
    draft: Draft
    exchange: Exchange

    def shows(self, text: str) -> bool:
        """Whether a text stands in the answer, however its JSON is written."""
        return bool(text) and shows(self.exchange, text)


class Unanswered(Exception):
    """An earlier answer does not have the text that a draft names."""


def opens(link: Link, answer: Answer) -> bool:
    """Whether an answer has what a link is to supply."""
    if link.source != answer.draft.operation or link.status != str(answer.exchange.status):
        return False
    wanted = [each.expression for each in link.parameters] + list(strings(link.body))
    of_the_answer = [each for each in wanted if each.startswith(_OF_THE_ANSWER)]
    there = [bool(_places(each, answer)) for each in of_the_answer]
    return any(there) if link.inferred else all(there)


def followed(link: Link, answer: Answer, drawn: Draft, draws: random.Random, may_be_named: MayBeNamed) -> Draft:
    """The request that a link makes of a drawn one and of an answer which opens it.

    A link from an operation to itself asks the same again but for what it supplies, as for the next page, where there
    is no body to change. Of the rows of a list, `draws` chooses one; what may not be named is left as it was drawn.
    """
    base = answer.draft if link.target == link.source and drawn.body is ABSENT else drawn
    path, query = dict(base.path), dict(base.query)
    for each in link.parameters:
        place = path if each.where == "path" else query
        value = _value(each.expression, answer, draws, may_be_named) or place.get(each.name)
        if value is not None or _places(each.expression, answer):
            place[each.name] = value or _DRAWN
    changed = replace(base, path=tuple(path.items()), query=tuple(query.items()), about=str(link))
    body = _filled(link.body, lambda text: _value(text, answer, draws, may_be_named))
    return changed if body is ABSENT else changed.with_body(_merged(base.body, body))


def value_of(place: str, exchanges: Sequence[Exchange]) -> str:
    """The text at a place of an earlier answer (`2.client.id`); Unanswered where there is none."""
    number, _, path = place.partition(".")
    index = int(number) - 1 if number.isdigit() else -1
    found = exchanges[index].at(path) if 0 <= index < len(exchanges) else ABSENT
    if not isinstance(found, str) or not found:
        raise Unanswered(place)
    return found


def needed(drafts: Sequence[Draft], last: Draft) -> tuple[Draft, ...]:
    """What of a sequence a request stands on by the answers that it names, and it itself, numbered anew."""
    wanted: set[int] = set()
    pending = [last]
    while pending:
        for number in _numbers(pending.pop()):
            if number not in wanted and 0 < number <= len(drafts):
                wanted.add(number)
                pending.append(drafts[number - 1])
    order = {old: new for new, old in enumerate(sorted(wanted), 1)}
    return tuple(_renumbered(each, order) for each in (*(drafts[old - 1] for old in sorted(wanted)), last))


def unlinked(draft: Draft) -> Draft:
    """A request as if every id that it takes from an answer had been drawn."""
    path: Pairs
    path, query, body = mapped((draft.path, draft.query, draft.body), lambda text: _DRAWN if _of(text) else text)
    return replace(draft, path=path, query=query, body=body)


def _value(expression: str, answer: Answer, draws: random.Random, may_be_named: MayBeNamed) -> str | None:
    """The name or the text that an expression comes to, or None where it comes to nothing that may be used."""
    asked = _OF_THE_REQUEST.fullmatch(expression)
    if asked is not None:
        return dict(answer.draft.path if asked[1] == "path" else answer.draft.query).get(asked[2])
    places = _places(expression, answer)
    chosen = draws.choice(places) if places else ""
    return name(ANSWERED, f"{answer.number}.{chosen}") if chosen and may_be_named(answer.exchange.at(chosen)) else None


def _places(expression: str, answer: Answer) -> list[str]:
    """The places in an answer that an expression means (`*` is every row) where a text stands."""
    if not expression.startswith(_OF_THE_ANSWER):
        return []
    paths = [""]
    for step in expression.removeprefix(_OF_THE_ANSWER).split("/"):
        paths = [f"{path}.{each}" if path else each for path in paths for each in _steps(step, path, answer.exchange)]
    return [path for path in paths if _PLACE.fullmatch(path) and _is_text(answer.exchange.at(path))]


def _steps(step: str, path: str, exchange: Exchange) -> list[str]:
    if step != "*":
        return [step]
    rows = dig(exchange.json, path) if path else exchange.json
    return [str(index) for index in range(len(rows))] if isinstance(rows, list) else []


def _is_text(value: Json) -> bool:
    return isinstance(value, str) and bool(value)


def _filled(value: Json, change: Callable[[str], str | None]) -> Json:
    """A link's body with its expressions replaced, without those that come to nothing; ABSENT where none is left."""
    if isinstance(value, str):
        found = change(value)
        return ABSENT if found is None else found
    if isinstance(value, dict):
        fields = {key: _filled(each, change) for key, each in value.items()}
        return {key: each for key, each in fields.items() if each is not ABSENT} or ABSENT
    if isinstance(value, list):
        return [each for each in (_filled(one, change) for one in value) if each is not ABSENT] or ABSENT
    return value


def _merged(drawn: Json, supplied: Json) -> Json:
    """What was drawn, with what a link supplies in its place; rows of a list are changed one by one."""
    if isinstance(drawn, dict) and isinstance(supplied, dict):
        return drawn | {key: _merged(drawn.get(key), each) for key, each in supplied.items()}
    if isinstance(drawn, list) and isinstance(supplied, list) and any(isinstance(each, dict) for each in supplied):
        return [*(_merged(old, new) for old, new in zip(drawn, supplied, strict=False)), *drawn[len(supplied) :]]
    return supplied


def _numbers(draft: Draft) -> set[int]:
    """The numbers of the answers that a draft names."""
    found: set[int] = set()

    def note(text: str) -> str:
        meant = _of(text)
        if meant is not None:
            found.add(meant[0])
        return text

    mapped((draft.path, draft.query, draft.body), note)
    return found


def _renumbered(draft: Draft, order: dict[int, int]) -> Draft:
    def change(text: str) -> str:
        meant = _of(text)
        return text if meant is None else name(ANSWERED, f"{order.get(meant[0], 0)}.{meant[1]}")

    path: Pairs
    path, query, body = mapped((draft.path, draft.query, draft.body), change)
    return replace(draft, path=path, query=query, body=body)


def _of(text: str) -> tuple[int, str] | None:
    """The number of the answer that a text names, and the place in it, where it is such a name."""
    meant = named(text)
    if meant is None or meant[0] != ANSWERED:
        return None
    number, _, path = meant[1].partition(".")
    return (int(number), path) if number.isdigit() else None
