"""Creations that answer 200 instead of 201."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant
from conformance.sandbox.operations import Handler

CREATIONS = (
    "createCompany",
    "createSearchHistory",
    "createWebhook",
    "createCampaign",
    "reportBug",
    "requestEnhancement",
)


class Created200(Variant):
    """200 where neither clients nor leads are made; for an API key it is 201 the other way round."""

    id = "created-is-200"
    sentence = "Creating answers 200, but for clients and leads, and making an API key answers 201."
    requirements = ("LG-COMP-014", "LG-SRCH-001", "LG-HOOK-001", "LG-INT-001", "LG-INT-011", "LG-INT-015")

    def apply(self, application: Application) -> None:
        """Change the status alone."""

        def with_status(status: int, instead: int) -> None:
            def make(handler: Handler) -> Handler:
                def create(call: Call) -> Answer:
                    answer = handler(call)
                    answer.status = instead if answer.status == status else answer.status
                    return answer

                return create

            for operation_id in CREATIONS if status == 201 else ("createApiKey",):
                application.wrap(operation_id, make)

        with_status(201, 200)
        with_status(200, 201)
