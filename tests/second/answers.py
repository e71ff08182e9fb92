"""How answers are written: JSON in an envelope."""

import json
from collections.abc import Mapping
from email.utils import formatdate

from aiohttp import web

from tests.second.refusals import Refusal
from tests.second.tables import Row
from tests.second.world import World


def answered(world: World, status: int, body: Row, headers: Mapping[str, str]) -> web.Response:
    """A success."""
    return _written(world, status, {**body, "success": True}, headers)


def refused(world: World, refusal: Refusal, headers: Mapping[str, str]) -> web.Response:
    """A refusal, with all that the envelope of errors has."""
    body = {
        "success": False,
        "error": refusal.message,
        "errorType": refusal.kind,
        "details": refusal.message if refusal.details is None else refusal.details,
        "recommendation": "Read the manual.",
    }
    return _written(world, refusal.status, body, headers)


def _written(world: World, status: int, body: Row, headers: Mapping[str, str]) -> web.Response:
    text = json.dumps(body, ensure_ascii=world.choices.json != "utf-8")
    if world.choices.json == "slashes":
        text = text.replace("/", "\\/")
    date = {"Date": formatdate(world.clock.now(), usegmt=True)}
    kind = {"Content-Type": "application/json; charset=utf-8"}
    return web.Response(status=status, body=text.encode(), headers={**date, **kind, **headers})
