"""Pipelines that count the wrong leads."""

from datetime import date, timedelta

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.errors import InvalidValue
from conformance.sandbox.filters import Filter
from conformance.sandbox.resources.pipeline import UNSET, Pipeline, Stage


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


class PipelineWantsTimes(Defect):
    """A parser for moments, given days."""

    id = "pipeline-wants-times"
    sentence = "GET /analytics/pipeline refuses the days that public clients send as startDate and endDate."
    faults = ("F53",)
    operations = ("getPipeline",)
    requirement = "LG-INT-005"

    def apply(self, application: Application) -> None:
        """Take nothing without a time of day."""
        pipeline = application.resource(Pipeline)

        def days(call: Call) -> tuple[date, date]:
            for name in ("startDate", "endDate"):
                if "T" not in call.query.get(name, "T"):
                    raise InvalidValue(f"{name} must be a time as YYYY-MM-DDTHH:MM:SSZ.", {"field": name})
            return original(call)

        original = pipeline.days
        override(pipeline.days, lambda _: days)


class PipelineTotalLeavesUnsetOut(Defect):
    """A count over a column skips what is NULL there."""

    id = "pipeline-total-leaves-unset-out"
    sentence = "The total of GET /analytics/pipeline leaves out the leads without a status, which its stages show."
    faults = ("F43",)
    operations = ("getPipeline",)
    requirement = "LG-INT-006"
    advisory = True

    def apply(self, application: Application) -> None:
        """Add up what has a status of its own."""
        pipeline = application.resource(Pipeline)
        override(
            pipeline.total, lambda original: lambda stages: original([each for each in stages if each.name != UNSET])
        )


class PipelineStandardStagesOnly(Defect):
    """A list of stages that somebody wrote down once."""

    id = "pipeline-standard-stages-only"
    sentence = "GET /analytics/pipeline leaves out leads whose status is none of a fixed list."
    faults = ("F60",)
    operations = ("getPipeline",)
    requirement = "LG-INT-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Show the known stages."""
        pipeline = application.resource(Pipeline)
        known = (UNSET, "contacted", "qualified", "unqualified", "won", "lost")
        override(
            pipeline.stages,
            lambda original: lambda leads: [stage for stage in original(leads) if stage.name in known],
        )


class PipelineUnsetIsUnknown(Defect):
    """A stage of its own for what nobody set."""

    id = "pipeline-unset-is-unknown"
    sentence = "GET /analytics/pipeline counts leads without a status at a stage `unknown`."
    faults = ("F60",)
    operations = ("getPipeline",)
    requirement = "LG-INT-007"
    advisory = True

    def apply(self, application: Application) -> None:
        """Name the stage otherwise."""
        pipeline = application.resource(Pipeline)

        def stages(leads: Filter) -> list[Stage]:
            return [Stage("unknown" if each.name == UNSET else each.name, each.count) for each in original(leads)]

        original = pipeline.stages
        override(pipeline.stages, lambda _: stages)


class PipelineDefaultsToYear(Defect):
    """A year instead of a month."""

    id = "pipeline-defaults-to-year"
    sentence = "GET /analytics/pipeline without dates covers the last 365 days."
    faults = ("F58",)
    operations = ("getPipeline",)
    requirement = "LG-INT-009"
    advisory = True

    def apply(self, application: Application) -> None:
        """Start earlier."""
        override(application.resource(Pipeline).default_start, lambda _: lambda end: end - timedelta(365))


class PipelineTakesAnyOrder(Defect):
    """A range that ends before it starts has no leads, and nobody says why."""

    id = "pipeline-takes-any-order"
    sentence = "GET /analytics/pipeline with a startDate after its endDate answers 200 with nothing."
    faults = ("F52",)
    operations = ("getPipeline",)
    requirement = "LG-INT-010"
    advisory = True

    def apply(self, application: Application) -> None:
        """Judge no range."""
        override(application.resource(Pipeline).check, lambda _: lambda days: None)  # noqa: ARG005  # as the original
