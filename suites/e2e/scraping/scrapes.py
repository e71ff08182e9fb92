"""A scrape for a client of its own: started, and looked at until its end and once more."""

from dataclasses import dataclass

from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.fixtures.clients import TemporaryClient
from conformance.laws.tasks import ended, is_completed, sightings
from conformance.polling import Patience

MOST_LEADS = 3
"""Leads that the scrape may bring: few, since they may cost money."""


@dataclass(frozen=True)
class Scrape:
    """One scrape: its start, and every answer to the question how it stands, in their order."""

    actor: Actor
    client: TemporaryClient
    started: Exchange
    looks: tuple[Exchange, ...]

    @property
    def run(self) -> str:
        """The run's id as the start answered it."""
        return str(self.started.at("runId"))

    @property
    def is_completed(self) -> bool:
        """Whether it was seen completed."""
        return any(is_completed(look.at("status")) for look in self.looks)


def scraped(actor: Actor, client: TemporaryClient, patience: Patience, bound: float) -> Scrape:
    """A scrape for a client that has no source leads yet, awaited for as long as the bound allows."""
    body = {"client_id": client.client_id, "searchCriteria": {"country": "France"}, "maxLeads": MOST_LEADS}
    started = actor.call("startLeadScrape", json=body)
    run = str(started.at("runId"))
    looks: list[Exchange] = []

    def look() -> Exchange:
        looks.append(standing(actor, run))
        return looks[-1]

    if started.succeeded:
        patience.until(look, lambda _: run in ended(sightings(looks, {run})), bound)
        look()
    return Scrape(actor, client, started, tuple(looks))


def standing(actor: Actor, run: str) -> Exchange:
    """How a scrape stands."""
    return actor.call("getLeadGenerationStatus", query={"runId": run})
