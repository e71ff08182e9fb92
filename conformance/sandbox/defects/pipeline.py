"""Pipelines that count the wrong leads."""

from datetime import date

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.resources.pipeline import Pipeline


class PipelineCountsAllCompanies(Defect):
    """The aggregate has no tenant."""

    id = "pipeline-counts-all-companies"
    sentence = "GET /analytics/pipeline counts the leads of all companies of the service."
    faults = ("F16",)
    operations = ("getPipeline",)
    requirement = "LG-ISO-016"

    def apply(self, application: Application) -> None:
        """Keep the days alone."""

        def counted(call: Call, start: date, end: date) -> Filter:
            whole = original(call, start, end)
            return Filter(whole.terms[1:], whole.values[1:])

        original = application.resource(Pipeline).counted
        override(application.resource(Pipeline).counted, lambda _: counted)


class PipelineIgnoresDates(Defect):
    """All leads of all times."""

    id = "pipeline-ignores-dates"
    sentence = "GET /analytics/pipeline counts leads that were created outside startDate and endDate."
    faults = ("F58",)
    operations = ("getPipeline",)
    requirement = "LG-INT-008"
    advisory = True

    def apply(self, application: Application) -> None:
        """Widen every range to all days."""
        override(
            application.resource(Pipeline).counted,
            lambda original: lambda call, start, end: original(call, min(start, date.min), max(end, date.max)),
        )
