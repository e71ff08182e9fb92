"""Looking for a lead gives one lead."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant
from conformance.sandbox.errors import NotFound
from conformance.sandbox.operations import Handler


class FindLeadGivesOne(Variant):
    """`lead` in place of `leads`."""

    id = "find-lead-gives-one"
    sentence = "GET /find-lead answers with the first lead found under lead, and 404 where there is none."
    requirements = (
        "LG-LEAD-018",
        "LG-LEAD-048",
        "LG-LEAD-056",
        "LG-LEAD-057",
        "LG-LEAD-058",
        "LG-ISO-005",
        "LG-ISO-026",
    )

    def apply(self, application: Application) -> None:
        """Take the first row of the list."""

        def alone(handler: Handler) -> Handler:
            def find(call: Call) -> Answer:
                answer = handler(call)
                leads = answer.body.pop("leads") if isinstance(answer.body, dict) else []
                if not leads or not isinstance(leads, list) or not isinstance(answer.body, dict):
                    raise NotFound("There is no such lead.")
                answer.body["lead"] = leads[0]
                return answer

            return find

        application.wrap("findLead", alone)
