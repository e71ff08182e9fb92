"""The two kinds of reports: how each is posted, answered and listed."""

from collections.abc import Iterable
from dataclasses import dataclass

from conformance.actors import Actor
from conformance.exchange import Exchange


@dataclass(frozen=True)
class Kind:
    """One kind: the operation that posts it, the key of its answer, its list and the key of the rows."""

    post: str
    record: str
    listing: str
    rows: str

    def listed(self, actor: Actor) -> Exchange:
        """All that the actor's company reported of this kind."""
        return actor.call(self.listing)

    def shows(self, ids: Iterable[str], listing: Exchange) -> bool:
        """Whether a list holds all of the ids."""
        return set(ids) <= {row.get("id") for row in listing.rows(self.rows)}


BUG = Kind("reportBug", "bug", "listBugs", "bugs")
ENHANCEMENT = Kind("requestEnhancement", "enhancement", "listEnhancements", "enhancements")
KINDS = (BUG, ENHANCEMENT)
