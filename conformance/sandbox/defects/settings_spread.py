"""Settings that change more than was asked."""

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources.settings import AgentSettings, SdrSettings, UrlSettings
from conformance.sandbox.values import Object


class ProjectIdShared(Defect):
    """Two sets, one column."""

    id = "project-id-shared"
    sentence = "PUT /settings/agent with a projectId changes that of /settings/sdr-ai too."
    faults = ("F27",)
    operations = ("updateAgentSettings", "getSdrSettings")
    requirement = "LG-SET-006"

    def apply(self, application: Application) -> None:
        """Write it to both."""
        agent, sdr = application.resource(AgentSettings), application.resource(SdrSettings)

        def changed(record: Record, changes: Object) -> Record:
            other = sdr.of(record.company_id)
            if other and "projectId" in changes:
                sdr.changed(other, {"projectId": changes["projectId"]})
            return original(record, changes)

        original = agent.changed
        override(agent.changed, lambda _: changed)


class ClearingFirstClearsTenth(Defect):
    """What belongs to a service is what begins with its name."""

    id = "clearing-first-clears-tenth"
    sentence = "PUT /settings/url that clears enrichment1 clears enrichment10 too."
    faults = ("F27",)
    operations = ("updateUrlSettings",)
    requirement = "LG-SET-006"

    def apply(self, application: Application) -> None:
        """Clear the other as well."""
        settings = application.resource(UrlSettings)

        def changed(record: Record, changes: Object) -> Record:
            if "enrichment1" in changes and changes["enrichment1"] is None:
                changes = {"enrichment10": None, **changes}
            return original(record, changes)

        original = settings.changed
        override(settings.changed, lambda _: changed)
