"""Filters of the search history that do not select."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.records import Record, Records
from conformance.sandbox.resources.search_history import FILTERS, SearchHistory


def _ignore(application: Application, parameter: str) -> None:
    """Read the query as if it had no such parameter."""
    history = application.resource(SearchHistory)

    def wanted(call: Call) -> Filter:
        filter = original(call)
        kept = [
            (term, value)
            for term, value in zip(filter.terms, filter.values, strict=True)
            if term != f"{FILTERS[parameter]} = ?"
        ]
        return Filter(tuple(term for term, _ in kept), tuple(value for _, value in kept))

    original = history.wanted
    override(history.wanted, lambda _: wanted)


class SearchStatusIgnored(Defect):
    """The state is not asked for."""

    id = "search-status-ignored"
    sentence = "GET /search-history with status lists searches of every status."
    faults = ("F58",)
    operations = ("listSearchHistory",)
    requirement = "LG-SRCH-005"

    def apply(self, application: Application) -> None:
        """Leave the term out."""
        _ignore(application, "status")


class SearchClientIgnored(Defect):
    """The client is not asked for."""

    id = "search-client-ignored"
    sentence = "GET /search-history with client_id lists the searches of all clients."
    faults = ("F58",)
    operations = ("listSearchHistory",)
    requirement = "LG-SRCH-005"

    def apply(self, application: Application) -> None:
        """Leave the term out."""
        _ignore(application, "client_id")


class SearchCategoryIgnored(Defect):
    """The category is not asked for."""

    id = "search-category-ignored"
    sentence = "GET /search-history with category lists searches of every category."
    faults = ("F58",)
    operations = ("listSearchHistory",)
    requirement = "LG-SRCH-005"

    def apply(self, application: Application) -> None:
        """Leave the term out."""
        _ignore(application, "category")


class SearchIcpIgnored(Defect):
    """The customer profile is asked for under the name of its column."""

    id = "search-icp-ignored"
    sentence = "GET /search-history with icpId lists searches of every icpId."
    faults = ("F58",)
    operations = ("listSearchHistory",)
    requirement = "LG-SRCH-005"

    def apply(self, application: Application) -> None:
        """Leave the term out."""
        _ignore(application, "icpId")


class SearchFiltersJoinedByOr(Defect):
    """Either of two filters is enough."""

    id = "search-filters-joined-by-or"
    sentence = "GET /search-history with two filters lists what one of them selects."
    faults = ("F58",)
    operations = ("listSearchHistory",)
    requirement = "LG-SRCH-006"
    advisory = True

    def apply(self, application: Application) -> None:
        """Join with OR instead of AND."""
        history = application.resource(SearchHistory)

        def wanted(call: Call) -> Filter:
            filter = original(call)
            return Filter().where(" OR ".join(filter.terms), *filter.values) if filter.terms else filter

        original = history.wanted
        override(history.wanted, lambda _: wanted)


class SearchFilterLostOnPageTwo(Defect):
    """The cursor remembers the place and nobody the filter."""

    id = "search-filter-lost-on-page-two"
    sentence = "From the second page on, GET /search-history lists the caller's searches whatever the filter."
    faults = ("F42",)
    operations = ("listSearchHistory",)
    requirement = "LG-SRCH-005"

    def apply(self, application: Application) -> None:
        """Keep the company and the owner of the filter alone, which are its first terms."""

        def read(records: Records, filter: Filter, after: int | None, number: int) -> list[Record]:
            if records.table.name == "searches" and after is not None:
                filter = Filter(filter.terms[:2], filter.values[:2])
            return original(records, filter, after, number)

        original = application.pages.read
        override(application.pages.read, lambda _: read)
