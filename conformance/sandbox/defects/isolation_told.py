"""What is told over the tenant's wall in signs that are not read at first sight."""

import json
from typing import Any

import orjson

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.operations import Operation
from conformance.sandbox.resources.leads import Leads


class ForeignLeadToldInEscapes(Defect):
    """A helpful error text, by a serializer that makes JSON safe for pages."""

    id = "foreign-lead-told-in-escapes"
    sentence = (
        "GET /enrich-leads/{id} of another company's lead answers 404 and its e-mail, the @ escaped, in the text."
    )
    faults = ("F12", "F54")
    operations = ("getEnrichLead",)
    requirement = "LG-ISO-004"

    def apply(self, application: Application) -> None:
        """Say whose lead it is that is not there."""
        leads = application.resource(Leads).rows.leads

        def guarded(operation: Operation, call: Call) -> Answer:
            answer = original(operation, call)
            lead = leads.get(call.path_parameters["id"]) if operation.id == "getEnrichLead" else None
            if answer.status == 404 and lead is not None and isinstance(answer.body, dict):
                told = answer.body | {"error": f"There is no such lead as {lead.fields.get('email')}."}
                escaped: Any = orjson.Fragment(json.dumps(told).replace("@", "\\u0040"))
                answer.body = escaped
            return answer

        original = application.dispatch.guarded
        override(application.dispatch.guarded, lambda _: guarded)
