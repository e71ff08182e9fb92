"""Laws of credentials: who is refused, and whose an answer is, told by what it shows."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from conformance.exchange import Exchange, Json
from conformance.expectations import Judgement, shown
from conformance.json_parts import objects, strings
from conformance.named import Id

AUTHENTICATION_TYPES = (
    "authentication_error",
    "no_valid_credentials",
    "token_expired",
    "federated_jwt",
    "no_valid_tokens",
)
"""The errorTypes of a 401 (reference: Errors)."""


@dataclass(frozen=True)
class Person:
    """Somebody as answers show them: owner and company, the ids of records that are theirs alone, and their e-mails."""

    owner: str
    company: str
    records: frozenset[Id] = field(default_factory=frozenset)
    emails: frozenset[str] = field(default_factory=frozenset)

    @property
    def marks(self) -> frozenset[Id]:
        """All that tells this person: each is nobody else's in its place, or, without a kind, wherever it stands."""
        texts = {Id(None, each) for each in (self.owner, *self.emails)}
        return self.records | texts | {Id("company", self.company)}


def opens_nothing(exchange: Exchange) -> Judgement:
    """The answer is no success."""
    return Judgement(not exchange.succeeded, "no 2xx status", shown(exchange.status))


def refused_as_unknown(exchange: Exchange) -> Judgement:
    """The answer is a 401 with an errorType of the authentication group."""
    kind = exchange.at("errorType")
    holds = exchange.status == 401 and kind in AUTHENTICATION_TYPES
    return Judgement(holds, "401 with an errorType of the authentication group", f"{exchange.status} {shown(kind)}")


def acts_as(
    exchange: Exchange, person: Person, others: Collection[Person], ids: Collection[Id], *, named: bool = False
) -> Judgement:
    """The answer is a success, shows something that is the person's alone, and nothing that is another's alone.

    `ids` are those that the answer tells, with their kinds; `named` says that a success is enough: the request names a
    record that nobody else could act on.
    """
    expected = f"a 2xx that shows {shown(person.owner)} or what is theirs, and nothing of another"
    if not exchange.succeeded:
        return Judgement(False, expected, f"status {exchange.status}")
    told = {*ids, *(Id(None, each) for each in strings(exchange.json)), *_companies(exchange.json)}
    foreign = {each.text for each in told & {mark for each in others for mark in each.marks - person.marks}}
    own = {each.text for each in told & person.marks}
    theirs = f"{shown(sorted(own)) if own else 'nothing'} of theirs"
    actual = f"another's {shown(sorted(foreign))}" if foreign else theirs
    return Judgement((bool(own) or named) and not foreign, expected, actual)


def unless_refused(exchange: Exchange, acted: Judgement, *statuses: int) -> Judgement:
    """Holds where the request was refused with one of the statuses, and else where it acted as it should."""
    expected = f"status {' or '.join(map(str, statuses))}, or {acted.expected}"
    refused = exchange.status in statuses
    return Judgement(refused or acted.holds, expected, f"status {exchange.status}" if refused else acted.actual)


def owns_nothing(exchange: Exchange, owner: str) -> Judgement:
    """No row of the answer has the owner."""
    rows = [row for row in objects(exchange.json) if row.get("owner") == owner]
    expected = f"no row of the owner {shown(owner)}"
    return Judgement(not rows, expected, f"{len(rows)} such rows, status {exchange.status}")


def one_owner(exchange: Exchange, people: Collection[Person], ids: Collection[Id]) -> Judgement:
    """Every row of the answer with both an owner and a company has those of one of the people, and so has a company.

    `ids` are those that the answer tells, with their kinds: a company is told by its own. A row of a colleague of
    theirs is not judged: companies are read by all their members.
    """
    known = {each.owner: each.company for each in people}
    rows = [
        {"owner": row["owner"], "company_id": company}
        for row in objects(exchange.json)
        if isinstance(row.get("owner"), str)
        and isinstance(company := row.get("company_id", row.get("id")), str)
        and ("company_id" in row or Id("company", company) in ids)
    ]
    mixed = [row for row in rows if row["owner"] in known and known[row["owner"]] != row["company_id"]]
    expected = "in every row the owner and the company of one person"
    return Judgement(not mixed, expected, f"mixed: {shown(mixed)}" if mixed else f"so in {len(rows)} rows")


def _companies(value: Json) -> Iterator[Id]:
    for row in objects(value):
        company = row.get("company_id")
        if isinstance(company, str):
            yield Id("company", company)
