"""A pipeline that shows all its stages."""

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.resources.pipeline import Pipeline, Stage
from conformance.sandbox.words import LEAD_STATUSES


class PipelineShowsEmptyStages(Variant):
    """A funnel with all its steps."""

    id = "pipeline-shows-empty-stages"
    sentence = "The pipeline shows the usual stages without a lead too, with a count of 0, before the others."
    requirements = ("LG-INT-005", "LG-INT-006", "LG-INT-007", "LG-INT-008", "LG-ISO-016")

    def apply(self, application: Application) -> None:
        """Add what was not counted."""
        pipeline = application.resource(Pipeline)

        def stages(leads: Filter) -> list[Stage]:
            counted = original(leads)
            known = {stage.name for stage in counted}
            return [*(Stage(name, 0) for name in LEAD_STATUSES if name not in known), *counted]

        original = pipeline.stages
        override(pipeline.stages, lambda _: stages)
