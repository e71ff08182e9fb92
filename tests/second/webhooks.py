"""Webhooks: everybody's own, and the events that are posted to their URLs."""

import hmac
import json
import secrets
from collections.abc import Mapping
from urllib.parse import quote

from tests.second import bodies
from tests.second.operations import Answer, Call, Operation
from tests.second.refusals import Refusal, wrong_kind, wrong_value
from tests.second.showing import plain
from tests.second.tables import Row
from tests.second.visibility import named_client, own
from tests.second.world import World

PLATFORMS = ("heyreach", "woodpecker", "lemlist", "generic")
EVENT_PATHS = ("/hooks/{id}/in/{secret}", "/hooks/{secret}", "/api/inbound")
_WRONG_SECRET = {401: "authentication_error", 403: "insufficient_permissions", 404: "not_found"}


def list_webhooks(call: Call) -> Answer:
    """The caller's own, without their secrets."""
    return 200, {"webhooks": [_shown(call, row) for row in own(call.user, call.world.webhooks.seen())]}


def create(call: Call) -> Answer:
    """A new webhook, and the URL that takes its events, told this once."""
    bodies.texts(call.body, ("description", "platformConfig", "client_id"))
    name, platform = bodies.needed(call.body, "name"), bodies.needed(call.body, "platform")
    if platform not in PLATFORMS:
        raise wrong_value("platform")
    config = call.body.get("platformConfig") or None
    if config is not None:
        try:
            json.loads(config)
        except (ValueError, RecursionError):
            raise wrong_kind("platformConfig") from None
    named_client(call.world, call.user, call.body.get("client_id"))
    row = call.new_row(
        call.world.ids.new("webhook", f"wh{call.world.ids.serial()}"),
        secret=secrets.token_hex(16),
        name=call.world.texts.plain(name),
        platform=platform,
        description=call.body.get("description") or None,
        platformConfig=config,
        client_id=call.body.get("client_id") or None,
        isActive=True,
        eventCount=0,
    )
    call.world.webhooks.put(row)
    return call.choices.created, {"webhookUrl": _url(call.world, row), "webhook": _shown(call, row)}


def event(world: World, path: Mapping[str, str], query: Mapping[str, str], raw: bytes) -> Answer:
    """Count an event that came to a webhook's URL.

    Args:
        world: The server's state.
        path: What the path holds of an id and a secret.
        query: What the query holds of them.
        raw: The event.

    Raises:
        Refusal: There is no such webhook, the secret is another, or the event is no JSON.
    """
    identifier, secret = path.get("id") or query.get("hook"), path.get("secret") or query.get("key") or ""
    rows = world.webhooks.rows.values()
    row = next(
        (each for each in rows if identifier == each["id"] or (not identifier and each["secret"] == secret)), None
    )
    if row is None or not hmac.compare_digest(row["secret"].encode(), secret.encode("utf-8", "replace")):
        status = world.choices.wrong_secret
        raise Refusal(status, _WRONG_SECRET[status], "Nothing listens here.")
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        raise Refusal(400, "invalid_format", "That is no JSON.") from None
    row["eventCount"] += 1
    row["lastEventAt"] = world.clock.now()
    world.webhooks.put(row)
    return 200, {"eventId": f"ev-{secrets.token_hex(6)}"}


def _url(world: World, row: Row) -> str:
    identifier, secret = quote(row["id"], safe=""), row["secret"]
    if world.choices.webhook_url == "last":
        return f"{world.origin}/hooks/{secret}"
    if world.choices.webhook_url == "query":
        return f"{world.origin}/api/inbound?v=1&key={secret}&hook={identifier}"
    return f"{world.origin}/hooks/{identifier}/in/{secret}"


def _shown(call: Call, row: Row) -> Row:
    fields = ("description", "platformConfig", "client_id")
    shown = plain(call.world, row, fields, ("id", "name", "platform", "isActive", "eventCount"))
    if row.get("lastEventAt"):
        shown["lastEventAt"] = call.world.clock.text(row["lastEventAt"])
    if call.choices.api_keys_shown == "masked":
        shown["secret"] = "********"
    return shown


OPERATIONS = (
    Operation("GET", "/webhook-workbench", list_webhooks, "any", lists="webhooks"),
    Operation("POST", "/webhook-workbench", create, "any"),
)
