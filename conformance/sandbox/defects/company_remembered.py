"""A company that is not seen as it is."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect
from conformance.sandbox.operations import Handler
from conformance.sandbox.values import Json


class CompanyRememberedPerUser(Defect):
    """The profile of a session, which its own changes clear."""

    id = "company-remembered-per-user"
    sentence = "GET /company goes on answering each user as at their first GET, whatever a colleague changed since."
    faults = ("F26",)
    operations = ("getCompany", "updateCompany")
    requirement = "LG-COMP-007"

    def apply(self, application: Application) -> None:
        """Keep each user's answer until that user changes something."""
        known: dict[str, Json] = {}

        def remembering(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                owner = call.principal.owner
                if owner in known:
                    return Answer(200, known[owner])
                answer = handler(call)
                known[owner] = answer.body
                return answer

            return answered

        def forgetting(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                known.pop(call.principal.owner, None)
                return handler(call)

            return answered

        application.wrap("getCompany", remembering)
        application.wrap("updateCompany", forgetting)
        application.wrap("createCompany", forgetting)
