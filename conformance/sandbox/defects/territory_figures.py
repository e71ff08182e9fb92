"""Territories whose rows are of the wrong client, or whose figures are wrong."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.records import Record
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.resources.territory import Territory
from conformance.sandbox.store import Store
from conformance.sandbox.territories import Company, row_id
from conformance.sandbox.values import Object

LIST = ("listTerritoryCompanies",)


def by_company(store: Store, leads: Filter, figure: str) -> dict[str, Any]:
    """A figure, in SQL, of these leads by company name."""
    rows = store.all(
        f"SELECT company_name, {figure} FROM {store.listed(LEADS.name)} WHERE {leads.sql} GROUP BY company_name",
        leads.values,
    )
    return dict(rows)


class TerritoryListsOtherClients(Defect):
    """The company's territory instead of the client's."""

    id = "territory-lists-other-clients"
    sentence = "GET /territory-workbench/companies shows the companies of all clients of the caller's company."
    faults = ("F15",)
    operations = LIST
    requirement = "LG-TERR-001"

    def apply(self, application: Application) -> None:
        """Keep the tenant alone."""
        territory = application.resource(Territory)
        override(
            territory.of_client,
            lambda _: lambda call, client_id: application.access.readable(call),  # noqa: ARG005  # as the original
        )


class TerritoryWithoutClient(Defect):
    """Nobody notices that the client was not named."""

    id = "territory-without-client"
    sentence = "GET /territory-workbench/companies without client_id answers 200 with no row."
    faults = ("F52",)
    operations = LIST
    requirement = "LG-TERR-002"

    def apply(self, application: Application) -> None:
        """Take what is not there for an empty id."""
        override(application.resource(Territory).client_asked, lambda _: lambda call: call.query.get("client_id", ""))


class TerritoryCountsLeadsWithStatus(Defect):
    """A count over a column skips what is NULL there."""

    id = "territory-counts-leads-with-status"
    sentence = "totalLeads of a territory row leaves leads without a status out."
    faults = ("F16",)
    operations = LIST
    requirement = "LG-TERR-003"
    advisory = True

    def apply(self, application: Application) -> None:
        """Count the column `status`."""
        territories = application.resource(Territory).territories

        def live(leads: Filter) -> dict[str, Company]:
            counted = by_company(application.store, leads, "count(status)")
            return {name: replace(company, leads=counted[name]) for name, company in original(leads).items()}

        original = territories.live
        override(territories.live, lambda _: live)


class TerritoryForgetsMoves(Defect):
    """The column behind the counts is written once."""

    id = "territory-forgets-moves"
    sentence = "A lead that gets another companyName stays in the territory row of its first one."
    faults = ("F26",)
    operations = ("listTerritoryCompanies", "updateLeads")
    requirement = "LG-TERR-004"
    advisory = True

    def apply(self, application: Application) -> None:
        """Put the old name back into the column."""
        rows, store = application.resource(Leads).rows, application.store

        def changed(record: Record, changes: Object) -> Record:
            after = original(record, changes)
            name = record.fields.get("companyName")
            column = name if isinstance(name, str) else None
            store.execute(f"UPDATE {LEADS.name} SET company_name = ? WHERE seq = ?", (column, record.seq))
            return after

        original = rows.changed
        override(rows.changed, lambda _: changed)


class TerritoryQualifiedInSmallLetters(Defect):
    """A comparison that forgets the case of letters."""

    id = "territory-qualified-in-small-letters"
    sentence = "qualifiedLeads of a territory row counts the leads whose status is exactly `qualified`."
    faults = ("F60",)
    operations = LIST
    requirement = "LG-TERR-005"
    advisory = True

    def apply(self, application: Application) -> None:
        """Compare as written."""
        territories = application.resource(Territory).territories
        override(territories.is_qualified, lambda _: lambda status: status == "qualified")


class TerritoryUnscoredIsZero(Defect):
    """What is no number is read as 0."""

    id = "territory-unscored-is-zero"
    sentence = "averageLeadScore of a territory row counts a lead without a numeric score as 0."
    faults = ("F60",)
    operations = LIST
    requirement = "LG-TERR-006"
    advisory = True

    def apply(self, application: Application) -> None:
        """Read every score as some number."""
        territories = application.resource(Territory).territories
        override(territories.scored, lambda original: lambda text: original(text) or 0.0)


class TerritoryActivityIsCreation(Defect):
    """The wrong one of two columns."""

    id = "territory-activity-is-creation"
    sentence = "lastActivityDate of a territory row is the latest createdAt of its leads."
    faults = ("F34",)
    operations = LIST
    requirement = "LG-TERR-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Take the times of creation."""
        territories = application.resource(Territory).territories

        def live(leads: Filter) -> dict[str, Company]:
            made = by_company(application.store, leads, "max(created_at)")
            return {name: replace(company, last_activity=made[name]) for name, company in original(leads).items()}

        original = territories.live
        override(territories.live, lambda _: live)


class TerritoryKeepsRowsApart(Defect):
    """Two lists laid end to end."""

    id = "territory-keeps-rows-apart"
    sentence = "A saved company and the leads of its companyName are two rows of the territory."
    faults = ("F60",)
    operations = LIST
    requirement = "LG-TERR-020"
    advisory = True

    def apply(self, application: Application) -> None:
        """Append what was posted to what follows from the leads."""
        territories = application.resource(Territory).territories

        def rows(leads: Filter, posted: Iterable[Record]) -> list[Company]:
            saved = [territories.joined(None, record) for record in posted]
            named = {company.name for company in saved}
            live = [
                replace(company, id=row_id("leads", company.client_id, company.name))
                if company.name in named
                else company
                for company in territories.live(leads).values()
            ]
            return [*live, *saved]

        override(territories.rows, lambda _: rows)
