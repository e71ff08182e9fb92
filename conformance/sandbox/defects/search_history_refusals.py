"""Writes of searches that are wrong and get through, half through, or the wrong refusal."""

from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.around import keep_refused
from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import InvalidValue, MissingRequiredField, NotFound
from conformance.sandbox.fields import FieldTable
from conformance.sandbox.operations import Handler
from conformance.sandbox.resources.search_history import FIELDS, TOTALS, SearchHistory
from conformance.sandbox.values import Object


class SearchNamelessTaken(Defect):
    """Nobody asks for the name."""

    id = "search-nameless-taken"
    sentence = "POST /search-history stores a search without a searchName, or with an empty one, and answers 201."
    faults = ("F52",)
    operations = ("createSearchHistory",)
    requirement = "LG-SRCH-004"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take every field as optional."""
        lenient = FieldTable(*(replace(field, required=False) for field in FIELDS.fields))
        override(application.resource(SearchHistory).sent, lambda _: lambda call: lenient.for_create(call.body))


class SearchNamelessKept(Defect):
    """Stored first, judged afterwards."""

    id = "search-nameless-kept"
    sentence = "POST /search-history without a searchName answers 400 and stores the search all the same."
    faults = ("F30",)
    operations = ("createSearchHistory", "listSearchHistory")
    requirement = "LG-SRCH-004"
    advisory = True

    def apply(self, application: Application) -> None:
        """Store what is there, and refuse with an answer that undoes nothing."""
        history = application.resource(SearchHistory)

        def keep(call: Call) -> None:
            history.stored(call, {**call.body, "status": "initiated"})

        keep_refused(application, "createSearchHistory", keep, MissingRequiredField)


class SearchUnknownUpdated(Defect):
    """An update that finds nothing is an update of nothing."""

    id = "search-unknown-update-is-200"
    sentence = "PUT /search-history with an id that no search has answers 200."
    faults = ("F29", "F53")
    operations = ("updateSearchHistory",)
    requirement = "LG-SRCH-011"
    advisory = True

    def apply(self, application: Application) -> None:
        """Answer with what was sent."""

        def lenient(handler: Handler) -> Handler:
            def update(call: Call) -> Answer:
                try:
                    return handler(call)
                except NotFound:
                    return ok(searchHistory=call.body)

            return update

        application.wrap("updateSearchHistory", lenient)


class SearchUpdateWithoutIdNotFound(Defect):
    """Nothing is asked for, so nothing is found."""

    id = "search-update-without-id-is-404"
    sentence = "PUT /search-history without an id answers 404 instead of 400."
    faults = ("F52", "F06")
    operations = ("updateSearchHistory",)
    requirement = "LG-SRCH-011"
    advisory = True

    def apply(self, application: Application) -> None:
        """Look for the id that was not sent."""

        def unchecked(handler: Handler) -> Handler:
            def update(call: Call) -> Answer:
                call.body.setdefault("id", "undefined")
                return handler(call)

            return update

        application.wrap("updateSearchHistory", unchecked)


class SearchUnknownStatusHalfDone(Defect):
    """The totals are written before the status is looked at."""

    id = "search-unknown-status-half-done"
    sentence = "PUT /search-history with an unknown status answers 400 and stores the totals sent with it."
    faults = ("F30",)
    operations = ("updateSearchHistory", "listSearchHistory")
    requirement = "LG-SRCH-010"
    advisory = True

    def apply(self, application: Application) -> None:
        """Write them, and refuse with an answer that undoes nothing."""
        history = application.resource(SearchHistory)

        def keep(call: Call) -> None:
            totals: Object = {name: call.body[name] for name in TOTALS if name in call.body}
            history.changed(history.to_change(call, str(call.body["id"])), totals)

        keep_refused(application, "updateSearchHistory", keep, InvalidValue)
