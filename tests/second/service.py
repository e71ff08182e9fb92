"""The API over HTTP: from a request to the function that answers it, and back."""

import traceback
from collections.abc import Callable

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from tests.second import (
    administration,
    bodies,
    campaigns,
    clients,
    company,
    email_addresses,
    lead_lists,
    leads,
    limits,
    login,
    maintenance,
    messaging,
    pipeline,
    processing,
    runs,
    scraping,
    searches,
    settings,
    territory,
    webhooks,
)
from tests.second.answers import answered, refused
from tests.second.identity import caller
from tests.second.operations import Answer, Call, Operation
from tests.second.refusals import Refusal, forbidden, not_found, wrong_value
from tests.second.tables import Row
from tests.second.world import World

_LARGEST_BODY = 64 << 20
_MODULES = (
    *(administration, campaigns, clients, company, email_addresses, lead_lists, leads, maintenance, messaging),
    *(pipeline, processing, runs, scraping, searches, settings, territory, webhooks),
)
OPERATIONS: tuple[Operation, ...] = tuple(each for module in _MODULES for each in module.OPERATIONS)
_UNUSUAL = {404: "not_found", 405: "method_not_allowed", 413: "payload_too_large"}


def application(world: World) -> web.Application:
    """The whole API around one state."""
    made = web.Application(client_max_size=_LARGEST_BODY, middlewares=[_enveloping(world)])
    made.router.add_post("/api/auth", _open(world, login.login))
    made.router.add_post("/api/auth/refresh", _open(world, login.refresh))
    for path in webhooks.EVENT_PATHS:
        made.router.add_post(path, _event(world))
    for operation in sorted(OPERATIONS, key=lambda each: "{" in each.path):
        made.router.add_route(operation.method, f"/api{operation.path}", _closed(world, operation))
    return made


def _closed(world: World, operation: Operation) -> Handler:
    """What answers somebody who is known, within a budget."""

    async def handle(request: web.Request) -> web.StreamResponse:
        headers: dict[str, str] = {}
        try:
            raw = await request.read()
            has_body = request.method in ("POST", "PUT") or (request.method == "DELETE" and bool(raw))
            if world.choices.parses_first and raw and has_body:
                _parsed(request, raw)
            user, claims = caller(world, request.headers, operation.counting(world.choices))
            headers, over = limits.spent(world, user)
            if over:
                raise Refusal(429, "rate_limit_exceeded", "Too many. Come back later.")
            query = {name: request.query[name] for name in request.query}
            if not bodies.storable(query):
                raise wrong_value("query")
            body = _parsed(request, raw) if has_body else {}
            if operation.company and not user.company:
                return answered(world, 200, _of_nobody(world, operation), headers)
            call = Call(world, user, claims, query, body, request.match_info.get("id", ""))
            status, answer = operation.answer(call)
        except Refusal as refusal:
            return refused(world, refusal, headers)
        return answered(world, status, answer, headers)

    return handle


def _open(world: World, answer: Callable[[World, Row], Answer]) -> Handler:
    """What answers everybody."""

    async def handle(request: web.Request) -> web.StreamResponse:
        status, body = answer(world, _parsed(request, await request.read()))
        return answered(world, status, body, {})

    return handle


def _event(world: World) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        status, body = webhooks.event(world, request.match_info, request.query, await request.read())
        return answered(world, status, body, {})

    return handle


def _parsed(request: web.Request, raw: bytes) -> Row:
    return bodies.parsed(raw, request.headers.get("Content-Type"))


def _of_nobody(world: World, operation: Operation) -> Row:
    """An empty list for whoever is in no company, where that is the choice."""
    if operation.lists is None or world.choices.companyless == "403":
        raise forbidden("You belong to no company.")
    if operation.path == "/find-lead" and world.choices.found == "lead":
        raise not_found("lead")
    return {operation.lists: [], **({"total": 0} if operation.path == "/leads" else {})}


def _enveloping(world: World) -> Middleware:
    """Lets every answer have the envelope, whatever happened."""

    @web.middleware
    async def handle(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except Refusal as refusal:
            return refused(world, refusal, {})
        except web.HTTPException as error:
            kind = _UNUSUAL.get(error.status, "conflict")
            allowed = {name: value for name, value in error.headers.items() if name == "Allow"}
            return refused(world, Refusal(error.status, kind, "Nothing here."), allowed)
        except Exception:  # a server answers 500 to a mistake of its own, and serves on
            traceback.print_exc()
            return refused(world, Refusal(500, "internal_error", "Our fault."), {})

    return handle
