"""A pipeline that ends a day early."""

from datetime import date

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.resources.pipeline import Pipeline


class PipelineEndDayExclusive(Defect):
    """A day without a time is its midnight."""

    id = "pipeline-end-day-exclusive"
    sentence = "GET /analytics/pipeline with an endDate leaves the leads of that day out."
    faults = ("F58",)
    operations = ("getPipeline",)
    requirement = "LG-INT-008"
    advisory = True

    def apply(self, application: Application) -> None:
        """Stop where the day begins."""
        pipeline = application.resource(Pipeline)

        def counted(call: Call, start: date, end: date) -> Filter:
            leads = original(call, start, end)
            return leads.where("created_at < ?", end.isoformat()) if "endDate" in call.query else leads

        original = pipeline.counted
        override(pipeline.counted, lambda _: counted)
