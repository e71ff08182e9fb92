"""The application: every part put together over one database, and the ASGI callable that serves it."""

import time
from collections.abc import Callable
from typing import TypeVar

from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from conformance.sandbox import resources
from conformance.sandbox.access import Access
from conformance.sandbox.agenda import Agenda
from conformance.sandbox.answering import alone
from conformance.sandbox.credentials import Credentials
from conformance.sandbox.deviation import Deviation
from conformance.sandbox.dispatch import Dispatch
from conformance.sandbox.endpoint import Endpoint, unknown_path
from conformance.sandbox.identity import Identity
from conformance.sandbox.limits import Limits
from conformance.sandbox.listing import classes_in
from conformance.sandbox.operations import Handler, Operation, operations_of
from conformance.sandbox.options import Options
from conformance.sandbox.pages import Pages
from conformance.sandbox.parsing import Parsing
from conformance.sandbox.resource import Resource
from conformance.sandbox.seed import Seeding
from conformance.sandbox.store import Store
from conformance.sandbox.tokens import Tokens

ResourceType = TypeVar("ResourceType", bound=Resource)


class Application:
    """One sandbox. `deviations` are applied last, in their order; `clock` gives epoch seconds."""

    def __init__(
        self, options: Options, deviations: list[Deviation] | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self.options = options
        self.clock = clock
        self.store = Store(options.db, lag=options.lag, clock=clock)
        with self.store.transaction():
            self.tokens = Tokens(self.store, seconds=options.token_seconds)
            self.identity = Identity(self.store)
            self.credentials = Credentials(self.tokens, self.identity)
            self.limits = Limits(self.store, window=options.window, rates=options.rates)
            self.access = Access()
            self.pages = Pages(self.store)
            self.agenda = Agenda(self.store)
            self.parsing = Parsing()
            self.dispatch = Dispatch(self)
            self.resources = [kind(self) for kind in classes_in(resources, Resource)]
            self.operations = self._table()
            self.seeding = Seeding(self)
            self.seeding.draw()
        for deviation in deviations or []:
            deviation.put_into(self)
        self._router = Router(self._routes(), redirect_slashes=False, default=unknown_path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        await self._router(scope, receive, send)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def resource(self, kind: type[ResourceType]) -> ResourceType:
        """The one resource of that class."""
        return next(resource for resource in self.resources if isinstance(resource, kind))

    def wrap(self, operation_id: str, make: Callable[[Handler], Handler]) -> None:
        """Put something around an operation's handler: `wrap("listClients", lambda handler: lambda call: …)`.

        A parametrised defect wraps its own operation; what it puts around others is left out.
        """
        if alone() not in ("", operation_id):
            return
        operation = self.operations[operation_id]
        operation.handler = make(operation.handler)

    def _table(self) -> dict[str, Operation]:
        return {operation.id: operation for resource in self.resources for operation in operations_of(resource)}

    def _routes(self) -> list[Route]:
        paths: dict[str, list[Operation]] = {}
        for operation in self.operations.values():
            paths.setdefault(operation.path, []).append(operation)
        # Literal paths first: /enrich-leads/list is not the lead "list".
        ordered = sorted(paths, key=lambda path: "{" in path)
        return [Route(path, Endpoint(self, paths[path])) for path in ordered]
