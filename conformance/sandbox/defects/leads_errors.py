"""Errors about leads whose status does not go with their type."""

from conformance.sandbox.application import Application
from conformance.sandbox.around import refusals
from conformance.sandbox.deviation import Defect
from conformance.sandbox.errors import NotFound


class _MissingError(NotFound):
    """400, with the type of a 404."""

    status = 400


class NotFoundIs400(Defect):
    """One status for every mistake."""

    id = "not-found-is-400"
    sentence = "{operation} of an unknown lead is answered 400 with errorType not_found."
    faults = ("F06", "F53")
    choices = ("deleteLeads", "getEnrichLead", "updateEnrichLead", "updateLeads")
    requirement = "LG-ENV-004"
    advisory = True

    def apply(self, application: Application) -> None:
        """Keep the type and change the status."""
        refusals(application, NotFound, lambda error: _MissingError(error.error, error.details))
