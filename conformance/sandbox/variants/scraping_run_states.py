"""Scraping answers with the states of runs."""

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.resources.scraping import STATUSES, Scraping

STATES = {status: state for state, status in STATUSES.items()}


class ScrapingRunStates(Variant):
    """QUEUED instead of initiated."""

    id = "scraping-run-states"
    sentence = "The scraping operations answer with QUEUED, EXECUTING and COMPLETED instead of a search's status."
    requirements = ("LG-INT-017", "LG-INT-019", "LG-INT-020", "LG-INT-023")

    def apply(self, application: Application) -> None:
        """Translate back."""
        override(application.resource(Scraping).status_word, lambda original: lambda run: STATES[original(run)])
