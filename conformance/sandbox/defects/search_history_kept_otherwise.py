"""Searches that are kept otherwise than they were sent."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.search_history import SEARCHES, TOTALS, SearchHistory
from conformance.sandbox.values import Object


class SearchTagsAreASet(Defect):
    """The store's type for a list of texts."""

    id = "search-tags-are-a-set"
    sentence = "The tags of a search are listed in alphabetical order and without repeats."
    faults = ("F25",)
    operations = ("createSearchHistory", "listSearchHistory")
    requirement = "LG-SRCH-002"

    def apply(self, application: Application) -> None:
        """Store a set, and answer with what was sent."""
        searches = application.resource(SearchHistory)

        def stored(call: Call, fields: Object) -> Record:
            tags = fields.get("tags")
            if not isinstance(tags, list):
                return original(call, fields)
            kept = [*sorted({str(tag) for tag in tags})]
            return replace(original(call, {**fields, "tags": [*kept]}), fields=fields)

        original = searches.stored
        override(searches.stored, lambda _: stored)


class CompletingResetsTotals(Defect):
    """The last report of a search is taken for a whole one."""

    id = "completing-resets-totals"
    sentence = "PUT /search-history with the status completed and without totals sets both totals to 0."
    faults = ("F27",)
    operations = ("updateSearchHistory",)
    requirement = "LG-SRCH-008"

    def apply(self, application: Application) -> None:
        """Fill in what a report lacks."""
        searches = application.resource(SearchHistory)

        def changed(record: Record, changes: Object) -> Record:
            if changes.get("status") == "completed" and not any(name in changes for name in TOTALS):
                changes = {**changes, **dict.fromkeys(TOTALS, 0)}
            return original(record, changes)

        original = searches.changed
        override(searches.changed, lambda _: changed)


class KeyMadeSearchNotListed(Defect):
    """A machine has no session to take the owner from."""

    id = "key-made-search-not-listed"
    sentence = "A search that is made with an API key is not in its user's GET /search-history."
    faults = ("F24",)
    operations = ("createSearchHistory", "listSearchHistory")
    requirement = "LG-SRCH-002"

    def apply(self, application: Application) -> None:
        """Store it without an owner."""
        searches = application.resource(SearchHistory)

        def stored(call: Call, fields: Object) -> Record:
            record = original(call, fields)
            if call.principal.kind == "key":
                application.store.execute(f"UPDATE {SEARCHES.name} SET owner = '' WHERE id = ?", (record.id,))
            return record

        original = searches.stored
        override(searches.stored, lambda _: stored)
