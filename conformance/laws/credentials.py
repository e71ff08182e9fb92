"""Laws of credentials: who is refused, and whose an answer is, told by what it shows."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from conformance.exchange import Exchange, Json
from conformance.expectations import Judgement, shown

AUTHENTICATION_TYPES = (
    "authentication_error",
    "no_valid_credentials",
    "token_expired",
    "federated_jwt",
    "no_valid_tokens",
)
"""The errorTypes of a 401 (contract: Envelope)."""


@dataclass(frozen=True)
class Person:
    """Somebody as answers show them: the ids of the owner and of the company, and of records that are theirs alone."""

    owner: str
    company: str
    records: frozenset[str] = field(default_factory=frozenset)

    @property
    def marks(self) -> frozenset[str]:
        """All strings that tell this person."""
        return self.records | {self.owner, self.company}


def opens_nothing(exchange: Exchange) -> Judgement:
    """The answer is no success."""
    return Judgement(not exchange.succeeded, "no 2xx status", shown(exchange.status))


def refused_as_unknown(exchange: Exchange) -> Judgement:
    """The answer is a 401 with an errorType of the authentication group."""
    kind = exchange.at("errorType")
    holds = exchange.status == 401 and kind in AUTHENTICATION_TYPES
    return Judgement(holds, "401 with an errorType of the authentication group", f"{exchange.status} {shown(kind)}")


def acts_as(exchange: Exchange, person: Person, others: Collection[Person], *, named: bool = False) -> Judgement:
    """The answer is a success, shows something that is the person's alone, and nothing that is another's alone.

    `named` says that a success is enough: the request names a record that nobody else could act on.
    """
    expected = f"a 2xx that shows {shown(person.owner)} or what is theirs, and nothing of another"
    if not exchange.succeeded:
        return Judgement(False, expected, f"status {exchange.status}")
    strings = set(_strings(exchange.json))
    foreign = strings & {mark for each in others for mark in each.marks - person.marks}
    own = strings & person.marks
    told = f"another's {shown(sorted(foreign))}" if foreign else f"{shown(sorted(own)) if own else 'nothing'} of theirs"
    return Judgement((bool(own) or named) and not foreign, expected, told)


def unless_refused(exchange: Exchange, acted: Judgement, *statuses: int) -> Judgement:
    """Holds where the request was refused with one of the statuses, and else where it acted as it should."""
    expected = f"status {' or '.join(map(str, statuses))}, or {acted.expected}"
    refused = exchange.status in statuses
    return Judgement(refused or acted.holds, expected, f"status {exchange.status}" if refused else acted.actual)


def owns_nothing(exchange: Exchange, owner: str) -> Judgement:
    """No row of the answer has the owner."""
    rows = [row for row in _objects(exchange.json) if row.get("owner") == owner]
    expected = f"no row of the owner {shown(owner)}"
    return Judgement(not rows, expected, f"{len(rows)} such rows, status {exchange.status}")


def one_owner(exchange: Exchange, people: Collection[Person]) -> Judgement:
    """Every row of the answer with both an owner and a company has those of one of the people, and so has a company.

    A row of a colleague of theirs is not judged: companies are read by all their members.
    """
    known = {each.owner: each.company for each in people}
    rows = [
        {"owner": row["owner"], "company_id": company}
        for row in _objects(exchange.json)
        if isinstance(row.get("owner"), str)
        and isinstance(company := row.get("company_id", row.get("id")), str)
        and ("company_id" in row or company in known.values())
    ]
    mixed = [row for row in rows if row["owner"] in known and known[row["owner"]] != row["company_id"]]
    expected = "in every row the owner and the company of one person"
    return Judgement(not mixed, expected, f"mixed: {shown(mixed)}" if mixed else f"so in {len(rows)} rows")


def _objects(value: Json) -> Iterator[dict[str, Json]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(inner)


def _strings(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(inner)
