"""How views may lag behind a write other than by showing all that is old until all is new."""

import random

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.operations import Handler, Operation
from conformance.sandbox.records import Record
from conformance.sandbox.resources.clients import Clients


class ViewsFlap(Variant):
    """Replicas: one is as new as the writes, one lags, and a balancer picks for each request."""

    id = "views-flap"
    sentence = "Within the lag, lists (that of one client, too), counts and searches show a write, or not, by turns."
    requirements = ("LG-LEAD-021", "LG-ENV-023", "LG-PAGE-014", "LG-PAGE-015", "LG-TASK-008", "LG-TASK-009")
    lag = 0.3

    def apply(self, application: Application) -> None:
        """Let the seed pick, so that the same requests see the same."""
        picks = random.Random(application.options.seed)
        is_new = False

        def guarded(operation: Operation, call: Call) -> Answer:
            nonlocal is_new
            is_new = picks.random() < 0.5
            return answering(operation, call)

        answering = application.dispatch.guarded
        override(application.dispatch.guarded, lambda _: guarded)
        override(application.store.listed, lambda original: lambda name: name if is_new else original(name))
        clients = application.resource(Clients)

        def named(call: Call, id: str) -> Record | None:
            own = application.access.readable(call).where("id = ? OR client_id = ?", id, id)
            return next(iter(clients.clients.select(own, limit=1)), None)

        override(clients.named, lambda _: named)


class ClientsAreLookedUpLate(Variant):
    """The clients by whom leads are listed stand in a view, too."""

    id = "clients-are-looked-up-late"
    sentence = "GET /leads answers 404 for an unknown client, and for a new one until the lag is over."
    requirements = ("LG-ISO-003", "LG-ISO-012", "LG-ISO-013", "LG-LEAD-023", "LG-PAGE-005")
    lag = 0.3

    def apply(self, application: Application) -> None:
        """Ask the view for the client first."""
        clients = application.resource(Clients).clients

        def known(handler: Handler) -> Handler:
            def listed(call: Call) -> Answer:
                client_id = call.query.get("client_id")
                own = application.access.readable(call)
                if client_id and not clients.select(own.equals("client_id", client_id), limit=1):
                    raise application.access.absent("client")
                return handler(call)

            return listed

        application.wrap("listLeads", known)
