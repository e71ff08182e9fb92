"""Looking for a lead by what is known of the person."""

from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.errors import MissingRequiredField
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import operation
from conformance.sandbox.resource import Resource
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.resources.leads_rows import of_client


class FindLead(Resource):
    """`/find-lead`: by e-mail, by LinkedIn URL, or by both, in all clients or in one."""

    @operation("findLead", "GET", "/api/find-lead")
    def find(self, call: Call) -> Answer:
        """The leads that have all that was asked for; an empty list where there is none."""
        rows = self.application.resource(Leads).rows
        return ok(leads=[rows.shown(record) for record in rows.leads.select(self.wanted(call))])

    def wanted(self, call: Call) -> Filter:
        """Which leads are meant. Raises MissingRequiredField where neither e-mail nor URL is given."""
        email, url = call.query.get("email", "").strip(), call.query.get("linkedinUrl", "").strip()
        if not email and not url:
            raise MissingRequiredField("email or linkedinUrl is required.", {"fields": ["email", "linkedinUrl"]})
        rows = self.readable(call)
        if email:
            rows = rows.where("email = ? COLLATE NOCASE", email)
        if url:
            rows = rows.equals("linkedin_url", url)
        return self.narrowed(call, rows)

    def narrowed(self, call: Call, rows: Filter) -> Filter:
        """Those of the `client_id` asked for."""
        client_id = call.query.get("client_id")
        return of_client(rows, call.company_id, client_id) if client_id else rows

    def readable(self, call: Call) -> Filter:
        """The leads among which the caller may look."""
        return self.access.readable(call)
