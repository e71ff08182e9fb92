"""Page tokens that open more than the listing they were given for."""

from collections.abc import Callable
from dataclasses import replace

from conformance.sandbox.application import Application
from conformance.sandbox.around_pages import Asked, damaged_tokens, pages
from conformance.sandbox.choices import PAGED
from conformance.sandbox.deviation import Defect
from conformance.sandbox.errors import InternalError, InvalidValue
from conformance.sandbox.filters import Filter
from conformance.sandbox.pages import Page


class DamagedTokenShowsStrangers(Defect):
    """The filter travels in the token, and with it goes the tenant."""

    id = "damaged-token-shows-strangers"
    sentence = "{operation} with a damaged page token shows the rows of other companies."
    faults = ("F40", "F15")
    # The admin lists show all companies to whoever opens them: nobody is a stranger there.
    choices = tuple(each for each in PAGED if not each.startswith("listAdmin"))
    requirement = "LG-PAGE-017"

    def apply(self, application: Application) -> None:
        """Read without the filter, strangers first, where the token cannot be opened."""
        kept = application.pages

        def around(asked: Asked, give: Callable[[Asked], Page]) -> Page:
            limit = kept.limit(asked.call, asked.default, asked.maximum)
            try:
                if asked.token:
                    kept.opened(kept.binding(asked.listing, asked.tenant, asked.filter), asked.token)
            except InvalidValue:
                strangers = Filter().where("company_id <> ?", asked.call.company_id)
                return Page(asked.records.select(strangers, limit=limit), None)
            return give(asked)

        pages(application, around)


class DamagedTokenBreaksServer(Defect):
    """What cannot be opened is nobody's business."""

    id = "damaged-token-breaks-server"
    sentence = "{operation} with a damaged page token is answered 500."
    faults = ("F40", "F51")
    choices = PAGED
    requirement = "LG-ENV-005"

    def apply(self, application: Application) -> None:
        """Let the error through."""

        def broken(error: InvalidValue) -> int:
            raise InternalError("The page token could not be read.") from error

        damaged_tokens(application, broken)


class DamagedTokenIgnored(Defect):
    """What cannot be opened counts as not sent."""

    id = "damaged-token-ignored"
    sentence = "{operation} with a damaged page token is answered 200 with the first page."
    faults = ("F40", "F52")
    choices = PAGED
    requirement = "LG-PAGE-018"
    advisory = True

    def apply(self, application: Application) -> None:
        """Begin at the beginning."""
        damaged_tokens(application, lambda _: 0)


class _TokenCarriesFilter(Defect):
    """A token opens the listing that it was given for, wherever it is sent."""

    def apply(self, application: Application) -> None:
        """Remember the filter of each token, and prefer it."""
        given: dict[str, tuple[str, str, Filter]] = {}

        def around(asked: Asked, give: Callable[[Asked], Page]) -> Page:
            listing, tenant, filter = given.get(asked.token, (asked.listing, asked.tenant, asked.filter))
            if listing == asked.listing and self.carries(asked.tenant, tenant):
                asked = replace(asked, tenant=tenant, filter=filter)
            result = give(asked)
            if result.next_token:
                given[result.next_token] = (asked.listing, asked.tenant, asked.filter)
            return result

        pages(application, around)

    def carries(self, tenant: str, of: str) -> bool:
        """Whether a token given to tenant `of` is good for `tenant`."""
        raise NotImplementedError


class ForeignTokenTaken(_TokenCarriesFilter):
    """The tenant travels in the token."""

    id = "foreign-token-taken"
    sentence = "{operation} with a page token that another company was given shows that company's next page."
    faults = ("F41", "F15")
    choices = ("bulkEnrichLeads", "bulkSourceLeads", "listCampaigns", "listClients", "listLeads", "listSearchHistory")
    requirement = "LG-PAGE-019"

    def carries(self, tenant: str, of: str) -> bool:
        """Only across tenants."""
        return tenant != of


class OtherFiltersTokenTaken(_TokenCarriesFilter):
    """The filter travels in the token."""

    id = "other-filters-token-taken"
    sentence = "{operation} with a page token of another client's list shows that client's next page."
    faults = ("F41", "F42")
    choices = ("bulkEnrichLeads", "listLeads")
    requirement = "LG-PAGE-020"
    advisory = True

    def carries(self, tenant: str, of: str) -> bool:
        """Only within a tenant."""
        return tenant == of
