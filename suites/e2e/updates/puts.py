"""The PUTs of records that can be made and removed: a row for each that the contract has, or nothing is collected."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from conformance.actors import Actor
from conformance.contract import Contract
from conformance.errors import HarnessBroken
from conformance.exchange import Exchange
from conformance.expectations import Expectation, one_of

Row = dict[str, object]


@dataclass(frozen=True)
class Laws:
    """The requirements that an update of one kind of record keeps: one for each law."""

    answers: str
    shows: str
    keeps: str
    clears: str
    idle: str
    wrong: str
    nameless: str
    untouched: str


@dataclass(frozen=True)
class Put:
    """One way to change a record of a kind (`key`), and the view that shows it by its id.

    `name` is its required text, `texts` are three optional ones, the first two set when it is made; `empty` are the
    statuses that the empty string may get.
    """

    operation: str
    key: str
    name: str
    texts: tuple[str, str, str]
    send: Callable[[Actor, str, Mapping[str, object]], Exchange]
    read: Callable[[Actor, str], Exchange]
    row: Callable[[Exchange], Row | None]
    laws: Laws
    empty: Expectation
    smoke: bool


def _client(actor: Actor, id: str) -> Exchange:
    return actor.call("listClients", query={"clientId": id})


def _lead(actor: Actor, id: str) -> Exchange:
    return actor.call("getEnrichLead", path={"id": id})


def _in_body(operation: str) -> Callable[[Actor, str, Mapping[str, object]], Exchange]:
    return lambda actor, id, changes: actor.call(operation, json={"id": id, **changes})


def _by_path(actor: Actor, id: str, changes: Mapping[str, object]) -> Exchange:
    """The lead named in the path alone."""
    return actor.call("updateEnrichLead", path={"id": id}, json=dict(changes))


_LEAD_TEXTS = ("companyName", "notes", "title")
_LEAD_LAWS = (
    *("LG-LEAD-037", "LG-LEAD-038", "LG-LEAD-039", "LG-LEAD-040"),
    *("LG-LEAD-012", "LG-LEAD-012", "LG-LEAD-021"),
)

PUTS: Mapping[str, Put] = {
    each.operation: each
    for each in (
        Put(
            "updateClient",
            "client",
            "clientName",
            ("companyURL", "description", "companyURL"),
            _in_body("updateClient"),
            _client,
            lambda seen: next(iter(seen.rows("clients")), None),
            Laws(
                "LG-CLI-010",
                "LG-CLI-011",
                "LG-CLI-012",
                "LG-CLI-013",
                "LG-CLI-014",
                "LG-CLI-015",
                "LG-CLI-016",
                "LG-CLI-018",
            ),
            one_of(200),
            smoke=True,
        ),
        Put(
            "updateLeads",
            "lead",
            "firstName",
            _LEAD_TEXTS,
            _in_body("updateLeads"),
            _lead,
            lambda seen: seen.record("lead"),
            Laws("LG-LEAD-035", *_LEAD_LAWS),
            one_of(200, 400),
            smoke=True,
        ),
        Put(
            "updateEnrichLead",
            "lead",
            "firstName",
            _LEAD_TEXTS,
            _by_path,
            _lead,
            lambda seen: seen.record("lead"),
            Laws("LG-LEAD-036", *_LEAD_LAWS),
            one_of(200, 400),
            smoke=False,
        ),
    )
}


def puts(contract: Contract, known: Mapping[str, Put] = PUTS) -> list[Put]:
    """The row of every PUT of a record that can be removed; HarnessBroken where one has none.

    PUTs of what is kept for good (searches) or stands once (company, settings) are tried by the suites of those.
    """
    due = [each.id for each in contract.values() if each.method == "PUT" and each.effects == {"data"}]
    if lacking := [each for each in due if each not in known]:
        raise HarnessBroken(f"no row says how to try the laws of updates on {', '.join(lacking)}")
    return [known[each] for each in due]
