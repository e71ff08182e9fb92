"""Which of several errors a request gets, in another order."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call, CredentialKind, Principal
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import ApiError
from conformance.sandbox.operations import Operation
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.resources.search_history import SearchHistory
from conformance.sandbox.values import Object


class BodyBeforeCredentials(Variant):
    """The frame reads the body before anybody asks who sent it."""

    id = "body-before-credentials"
    sentence = "A body that cannot be read gets 400 or 415 even without a valid credential."
    requirements = ("LG-AUTH-001", "LG-AUTH-010", "LG-ENV-015", "LG-ENV-016", "LG-ENV-022", "LG-RATE-009")

    def apply(self, application: Application) -> None:
        """Read the body of whoever is about to be refused."""
        credentials, parsing = application.credentials, application.parsing
        operations = {(operation.method, operation.path): operation for operation in application.operations.values()}

        def caller(call: Call, takes: tuple[CredentialKind, ...]) -> Principal:
            try:
                return original(call, takes)
            except ApiError:
                operation = operations.get((call.method, call.path))
                if operation is not None:
                    parsing.body(call, operation.body)
                raise

        original = credentials.caller
        override(credentials.caller, lambda _: caller)


class PermissionBeforeBody(Variant):
    """Who may not call at all is not read."""

    id = "permission-before-body"
    sentence = "A caller who may not use an operation gets 403 before the body is looked at."
    requirements = ("LG-COMP-008", "LG-COMP-017", "LG-ADM-003", "LG-ENV-015", "LG-ENV-022")

    def apply(self, application: Application) -> None:
        """Ask for the permission first."""
        dispatch = application.dispatch

        def permitted(operation: Operation, call: Call) -> Answer:
            if operation.takes:
                dispatch.check_permission(operation, call)
            if operation.id == "updateCompany":
                application.access.require_manager(call)
            return original(operation, call)

        original = dispatch.permitted
        override(dispatch.permitted, lambda _: permitted)


class AbsentBeforeFields(Variant):
    """The record is looked up before its fields are judged."""

    id = "absent-before-fields"
    sentence = "An update of a client, lead or search that is not there gets 404 or 403 whatever its fields are."
    requirements = ("LG-ENV-022", "LG-ENV-016", "LG-CLI-017", "LG-LEAD-052", "LG-SRCH-011", "LG-ISO-027", "LG-ISO-037")

    def apply(self, application: Application) -> None:
        """Look for what the id names, then go on as before."""
        clients, rows = application.resource(Clients), application.resource(Leads).rows
        history = application.resource(SearchHistory)

        def known_client(call: Call) -> Answer:
            if isinstance(id := call.body.get("id"), str) and id:
                application.access.get_to_change(call, clients.clients, id, "client")
            return update_client(call)

        def known_search(call: Call) -> Answer:
            if isinstance(id := call.body.get("id"), str) and id:
                history.to_change(call, id)
            return update_search(call)

        def known_lead(call: Call, id: str, body: Object) -> Record:
            rows.to_change(call, id)
            return update_lead(call, id, body)

        update_client, update_search, update_lead = clients.update, history.update, rows.update
        override(clients.update, lambda _: known_client)
        override(history.update, lambda _: known_search)
        override(rows.update, lambda _: known_lead)
