"""From one request to its answer: credentials, limits, body, handler, in the order in which their errors count."""

import sys
import traceback
from typing import TYPE_CHECKING

from conformance.sandbox.answering import answering
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.errors import ApiError, InsufficientPermissions, InternalError
from conformance.sandbox.operations import Operation
from conformance.sandbox.values import Headers

if TYPE_CHECKING:
    from conformance.sandbox.application import Application


class Dispatch:
    """Answers requests, each in one transaction: a refused one keeps nothing but its count."""

    def __init__(self, application: "Application") -> None:
        self.application = application

    def answer(self, operation: Operation, call: Call) -> Answer:
        """The answer, whatever the request was."""
        try:
            self.application.agenda.carry_out(call.now)
            with self.application.store.transaction(), answering(operation.id):
                return self.guarded(operation, call)
        except Exception:  # the boundary: a fault of ours must reach the caller as a 500 and the log with its trace
            traceback.print_exc(file=sys.stderr)
            return Answer(500, InternalError("Something went wrong on our side.").envelope())

    def guarded(self, operation: Operation, call: Call) -> Answer:
        """The handler's answer or its error's, with the headers that the caller is owed."""
        headers: Headers = []
        try:
            if operation.takes:
                call.principal = self.application.credentials.caller(call, operation.takes)
                allowance = self.application.limits.count(call)
                headers = self.application.limits.headers(allowance)
                self.application.limits.enforce(call, allowance)
            with self.application.store.savepoint():
                answer = self.permitted(operation, call)
        except ApiError as error:
            answer = Answer(error.status, error.envelope(), list(error.headers))
        answer.headers += headers
        return answer

    def permitted(self, operation: Operation, call: Call) -> Answer:
        """The handler's answer, once the body is read and the caller may call this operation at all."""
        call.body = self.application.parsing.body(call, operation.body)
        if operation.takes:
            self.check_permission(operation, call)
        return operation.handler(call)

    def check_permission(self, operation: Operation, call: Call) -> None:
        """Refuse who has no company, or is no platform admin, where the operation needs that."""
        if operation.needs_platform_admin and not call.principal.platform_admin:
            raise InsufficientPermissions("Only a platform admin may do this.")
        if operation.needs_company and call.principal.company_id is None:
            raise InsufficientPermissions("You do not belong to a company yet.")
