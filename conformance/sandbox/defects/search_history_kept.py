"""Searches that are not kept as they were answered."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call, created, ok
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import Conflict
from conformance.sandbox.operations import Handler
from conformance.sandbox.records import Record
from conformance.sandbox.resources.search_history import STATUSES, SearchHistory
from conformance.sandbox.values import Object


class SearchNotStored(Defect):
    """Created and forgotten."""

    id = "search-not-stored"
    sentence = "POST /search-history answers 201 with a search that is never listed."
    faults = ("F24",)
    operations = ("createSearchHistory",)
    requirement = "LG-SRCH-002"

    def apply(self, application: Application) -> None:
        """Answer with a row that is gone."""
        history = application.resource(SearchHistory)

        def stored(call: Call, fields: Object) -> Record:
            record = original(call, fields)
            history.searches.delete(record)
            return record

        original = history.stored
        override(history.stored, lambda _: stored)


class SearchAnswerIsTheBody(Defect):
    """The handler answers with what it was given."""

    id = "search-answer-is-the-body"
    sentence = "POST /search-history answers 201 with the body that was sent, without the id of the stored search."
    faults = ("F53",)
    operations = ("createSearchHistory",)
    requirement = "LG-SRCH-001"

    def apply(self, application: Application) -> None:
        """Give the body back."""

        def echoing(handler: Handler) -> Handler:
            def create(call: Call) -> Answer:
                handler(call)
                return created(searchHistory=call.body)

            return create

        application.wrap("createSearchHistory", echoing)


class SearchBornRunning(Defect):
    """The scraper is started before the search is written down."""

    id = "search-born-running"
    sentence = "POST /search-history stores a new search as `running`."
    faults = ("F53",)
    operations = ("createSearchHistory",)
    requirement = "LG-SRCH-003"
    advisory = True

    def apply(self, application: Application) -> None:
        """Store the other status."""
        override(
            application.resource(SearchHistory).stored,
            lambda original: lambda call, fields: original(call, {**fields, "status": "running"}),
        )


class SearchTagsDropped(Defect):
    """The answer echoes what is not stored."""

    id = "search-tags-dropped"
    sentence = "POST /search-history answers with the tags and does not store them."
    faults = ("F25",)
    operations = ("createSearchHistory",)
    requirement = "LG-SRCH-002"

    def apply(self, application: Application) -> None:
        """Store all but the tags."""

        def stored(call: Call, fields: Object) -> Record:
            kept: Object = {name: value for name, value in fields.items() if name != "tags"}
            return replace(original(call, kept), fields=fields)

        original = application.resource(SearchHistory).stored
        override(application.resource(SearchHistory).stored, lambda _: stored)


class SearchUpdateClears(Defect):
    """An update replaces the record."""

    id = "search-update-clears"
    sentence = "PUT /search-history drops the criteria and all else that was not sent."
    faults = ("F27",)
    operations = ("updateSearchHistory",)
    requirement = "LG-SRCH-008"

    def apply(self, application: Application) -> None:
        """Keep of the old fields the name and the status alone."""

        def changed(record: Record, changes: Object) -> Record:
            cleared: Object = {name: None for name in record.fields if name not in ("searchName", "status")}
            return original(record, {**cleared, **changes})

        original = application.resource(SearchHistory).changed
        override(application.resource(SearchHistory).changed, lambda _: changed)


class SearchStatusReset(Defect):
    """The default of a create is the default of an update."""

    id = "search-update-resets-status"
    sentence = "PUT /search-history without a status makes the search `initiated` again."
    faults = ("F27",)
    operations = ("updateSearchHistory",)
    requirement = "LG-SRCH-008"

    def apply(self, application: Application) -> None:
        """Begin with the default."""
        override(
            application.resource(SearchHistory).changed,
            lambda original: lambda record, changes: original(record, {"status": STATUSES[0], **changes}),
        )


class SearchZeroNotStored(Defect):
    """No leads is taken for no number."""

    id = "search-zero-not-stored"
    sentence = "PUT /search-history does not store a total of 0."
    faults = ("F26",)
    operations = ("updateSearchHistory",)
    requirement = "LG-SRCH-007"

    def apply(self, application: Application) -> None:
        """Pass over what is falsy."""

        def changed(record: Record, changes: Object) -> Record:
            return original(record, {name: value for name, value in changes.items() if value != 0})

        original = application.resource(SearchHistory).changed
        override(application.resource(SearchHistory).changed, lambda _: changed)


class SearchUpdateNotStored(Defect):
    """The answer shows the progress, the database never gets it."""

    id = "search-update-not-stored"
    sentence = "PUT /search-history answers 200 with the new values and stores nothing."
    faults = ("F26",)
    operations = ("updateSearchHistory",)
    requirement = "LG-SRCH-007"

    def apply(self, application: Application) -> None:
        """Merge in memory only."""
        override(
            application.resource(SearchHistory).changed,
            lambda _: lambda record, changes: replace(record, fields={**record.fields, **changes}),
        )


class SearchStatesOnlyForward(Defect):
    """A finished search may not begin again."""

    id = "search-states-only-forward"
    sentence = "PUT /search-history answers 409 where a completed search is to be running again."
    faults = ("F53",)
    operations = ("updateSearchHistory",)
    requirement = "LG-SRCH-009"
    advisory = True

    def apply(self, application: Application) -> None:
        """Refuse to leave an end."""

        def changed(record: Record, changes: Object) -> Record:
            if record.fields["status"] in ("completed", "failed") and changes.get("status") in ("initiated", "running"):
                raise Conflict("This search has ended.")
            return original(record, changes)

        original = application.resource(SearchHistory).changed
        override(application.resource(SearchHistory).changed, lambda _: changed)


class SearchUnknownStatusTaken(Defect):
    """The enumeration is not checked."""

    id = "search-unknown-status-taken"
    sentence = "PUT /search-history stores a status that is none of the four."
    faults = ("F52",)
    operations = ("updateSearchHistory",)
    requirement = "LG-SRCH-010"
    advisory = True

    def apply(self, application: Application) -> None:
        """Put the status past the check."""
        history = application.resource(SearchHistory)

        def unchecked(handler: Handler) -> Handler:
            def update(call: Call) -> Answer:
                status = call.body.get("status")
                if not isinstance(status, str) or status in STATUSES:
                    return handler(call)
                del call.body["status"]
                answer = handler(call)
                record = history.changed(history.to_change(call, str(call.body["id"])), {"status": status})
                return ok(searchHistory=history.shown(record)) if answer.status == 200 else answer

            return update

        application.wrap("updateSearchHistory", unchecked)
