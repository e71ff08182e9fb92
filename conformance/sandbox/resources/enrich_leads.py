"""One lead by its id: the view that never lags."""

from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.operations import operation
from conformance.sandbox.resource import Resource
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.resources.leads_rows import LeadRows


class EnrichLeads(Resource):
    """`/enrich-leads/{id}`: the path says which lead, also where the body names another."""

    @property
    def rows(self) -> LeadRows:
        """The same leads as those of `/leads`."""
        return self.application.resource(Leads).rows

    @operation("getEnrichLead", "GET", "/api/enrich-leads/{id}")
    def get(self, call: Call) -> Answer:
        """The lead as it is now."""
        return ok(lead=self.rows.shown(self.rows.read(call, self.named(call))))

    @operation("updateEnrichLead", "PUT", "/api/enrich-leads/{id}")
    def update(self, call: Call) -> Answer:
        """Change the fields sent; the others stay."""
        return ok(lead=self.rows.shown(self.rows.update(call, self.named(call), call.body)))

    def named(self, call: Call) -> str:
        """Which lead the call is about."""
        return call.path_parameters["id"]
