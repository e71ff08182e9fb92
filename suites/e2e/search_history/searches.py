"""The searches that the tests of this process share: made once, brought forward once, and read by many tests."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from conformance.actors import Actor
from conformance.credentials import Credential
from conformance.exchange import Exchange
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.laws.filters import selected
from conformance.polling import Patience
from conformance.suites.e2e.search_history.history import Row, settled
from conformance.walking import Walk

CRITERIA = {"industry": ["Technology", "Gewürze & Öle"], "size": {"min": 10, "open": False}, "country": "CH"}
FILTERS = {"exclude": [], "score": 0.5, "verified": True}


@dataclass
class Search:
    """A search: what was sent, the exchange that made it, and the updates that followed, in their order.

    `claimed` is an identity that its updates name beside what they change, `refused` the answers to those of them that
    were sent once more without it.
    """

    sent: dict[str, Any]
    made: Exchange
    updates: list[tuple[dict[str, Any], Exchange]] = field(default_factory=list)
    claimed: Mapping[str, str] = field(default_factory=dict)
    refused: list[Exchange] = field(default_factory=list)

    @property
    def id(self) -> str | None:
        """Its id, or None where the target gave none."""
        id = self.made.at("searchHistory.id")
        return id if isinstance(id, str) and id else None

    @property
    def applied(self) -> list[tuple[dict[str, Any], Exchange]]:
        """The updates that the target answered with 200."""
        return [each for each in self.updates if each[1].status == 200]

    @property
    def last(self) -> dict[str, Any]:
        """What the last of them sent, or {}."""
        return self.applied[-1][0] if self.applied else {}

    @property
    def earlier(self) -> dict[str, Any]:
        """What those before the last sent, the later ones' values over the earlier ones'."""
        return {name: value for changes, _ in self.applied[:-1] for name, value in changes.items()}

    def update(self, owner: Actor, changes: dict[str, Any]) -> None:
        """Change it, where it has an id to name."""
        if self.id is not None:
            body = {"id": self.id, **changes}
            answer = owner.call("updateSearchHistory", json={**body, **self.claimed})
            if self.claimed and answer.status in (400, 404):  # a target may refuse what it does not know
                self.refused.append(answer)
                answer = owner.call("updateSearchHistory", json=body)
            self.updates.append((changes, answer))

    def shows_last(self, row: Row | None) -> bool:
        """Whether a row shows the last update."""
        return row is not None and all(row.get(name) == value for name, value in self.last.items())


@dataclass(frozen=True)
class Searches:
    """Searches of one owner, in the order in which they were made, and the walk of the list that followed.

    `wanted` are, for each filter, the value of which three of them are and the others are not (`status`: two of five).
    """

    made: Sequence[Search]
    wanted: Mapping[str, str]
    seen: Walk

    @property
    def ids(self) -> list[str]:
        """The ids of those that have one."""
        return [each.id for each in self.made if each.id is not None]

    @property
    def rows(self) -> list[Row]:
        """The rows of those that the walk showed."""
        return [row for each in self.ids if (row := self.seen.row(each)) is not None]


Alone = Callable[[str], Walk]
"""`alone(name)`: the walk of the list under one filter, at the value that the shared searches are made for."""


UPDATES: tuple[tuple[dict[str, Any], ...], ...] = (
    ({"status": "running", "totalLeadsFound": 12, "totalLeadsSaved": 5}, {"totalLeadsFound": 0}),
    (),
    ({"status": "completed"},),
    ({"status": "completed"}, {"status": "initiated"}, {"status": "failed", "totalLeadsSaved": 3}),
    ({"status": "failed", "totalLeadsFound": 7}, {"status": "running"}),
)
"""What each of the five is updated with: so that they end in all four states, two of them `running`."""

KEYED = 3
"""The one of the five that is made with an API key, where its owner has one."""

CLAIMING = 2
"""The one of the five whose updates name somebody else's identity."""


def bodies(owner: Actor, client: TemporaryClient, naming: Naming) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Five searches, the first with a name alone, and the values of the filters.

    Each two of the filters, `status` as the updates leave it, hold together for one of the five at least, each without
    the other for one, and neither for one.
    """
    icp, category, other = (naming.unique() for _ in range(3))
    wanted = {"client_id": client.client_id, "icpId": icp, "category": category, "status": "running"}

    def body(linked: bool, icp_id: str, named: str) -> dict[str, Any]:
        link = {"client_id": client.client_id, "clientName": client.row.get("clientName")} if linked else {}
        return {
            "searchName": naming.client_name(owner),
            "searchDescription": f"Everyone who sells – {naming.unique()}",
            "searchCriteria": CRITERIA,
            "searchFilters": FILTERS,
            "icpId": icp_id,
            "icpName": "Founders",
            "apifyActorId": "code_crafter/leads-finder",
            "category": named,
            "tags": ["saas", "enterprise", "Ωmega"],
            **link,
        }

    full = [body(False, icp, category), body(True, other, category), body(True, icp, other), body(True, icp, category)]
    return [{"searchName": naming.client_name(owner)}, *full], wanted


def recorded(owner: Actor, client: TemporaryClient, naming: Naming, patience: Patience) -> Searches:
    """The searches as they were made, and the list once it shows those that got an id."""
    sent, wanted = bodies(owner, client, naming)
    made = [
        Search(body, owner.call("createSearchHistory", json=body, by=_by(owner, turn)))
        for turn, body in enumerate(sent)
    ]
    ids = {each.id for each in made if each.id is not None}
    return Searches(made, wanted, settled(patience, owner, lambda walk: ids <= set(walk.ids())))


def _by(owner: Actor, turn: int) -> list[Credential] | None:
    return [owner.key()] if turn == KEYED and owner.has_key else None


def brought_forward(new: Searches, owner: Actor, naming: Naming, patience: Patience) -> Searches:
    """The same after their updates."""
    new.made[CLAIMING].claimed = {name: naming.random_id() for name in ("owner", "company_id")}
    for search, updates in zip(new.made, UPDATES, strict=True):
        for changes in updates:
            search.update(owner, changes)
    updated = [each for each in new.made if each.id is not None]
    seen = settled(patience, owner, lambda walk: all(each.shows_last(walk.row(str(each.id))) for each in updated))
    return Searches(new.made, new.wanted, seen)


def under_each_filter(searches: Searches, owner: Actor, patience: Patience) -> Alone:
    """The walks under each filter alone, each made at first need."""

    @cache
    def under(name: str) -> Walk:
        value = searches.wanted[name]
        # Half of what there is, so that there is a second page.
        number = sum(row.get(name) == value for row in searches.seen.rows)
        return settled(
            patience,
            owner,
            lambda walk: selected(walk, name, value, searches.rows).holds,
            {name: value},
            limit=max(1, min(1000, (number + 1) // 2)),
        )

    return under
