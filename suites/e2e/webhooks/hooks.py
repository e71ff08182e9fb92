"""Webhooks as their owner makes them and sees them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from conformance.actors import Actor
from conformance.evidence import CannotTest, needed
from conformance.exchange import Exchange, Json
from conformance.expectations import nonempty_string
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.polling import Patience

Row = dict[str, Any]

PLATFORMS = ("heyreach", "woodpecker", "lemlist", "generic")

CONFIG = '{"field_mapping": {"firstName": "lead.first_name", "tags": ["Ω", 1]}, "enabled": true}'


@dataclass(frozen=True)
class Hook:
    """A webhook: what was sent, and the exchange that made it."""

    sent: dict[str, Any]
    made: Exchange

    @property
    def id(self) -> str:
        """Its id; Unusable where the target gave none."""
        id = self.made.at("webhook.id")
        needed(self.made, expected=nonempty_string(), actual=id, what="a webhook's id")
        return str(id)

    @property
    def url(self) -> str:
        """Its URL; Unusable where the target gave none."""
        url = self.made.at("webhookUrl")
        needed(self.made, expected=nonempty_string(), actual=url, what="a webhook's URL")
        return str(url)


@dataclass(frozen=True)
class Hooks:
    """A webhook with every field for each platform but `generic`, three alike for that, and the list that followed."""

    full: tuple[Hook, ...]
    alike: tuple[Hook, Hook, Hook]
    seen: Exchange

    @property
    def made(self) -> tuple[Hook, ...]:
        """All of them."""
        return *self.full, *self.alike


def full_bodies(owner: Actor, client: TemporaryClient, naming: Naming) -> list[dict[str, Any]]:
    """One with every field for each platform but `generic`."""
    return [
        {
            "name": naming.client_name(owner),
            "platform": platform,
            "description": f"Replies from {platform} – {naming.unique()}",
            "platformConfig": CONFIG,
            "client_id": client.client_id,
        }
        for platform in PLATFORMS
        if platform != "generic"
    ]


def bare_body(owner: Actor, naming: Naming) -> dict[str, Any]:
    """One with no more than it needs."""
    return {"name": naming.client_name(owner), "platform": "generic"}


def listed(owner: Actor) -> Exchange:
    """GET /webhook-workbench."""
    return owner.call("listWebhooks")


def rows_of(page: Exchange, ids: Collection[str]) -> Mapping[str, Row]:
    """The rows of these webhooks in a list, by their ids."""
    return {row["id"]: row for row in page.rows("webhooks") if row.get("id") in ids}


def tells_counts(page: Exchange) -> bool:
    """Whether a list says of any webhook how many events it had."""
    return any(row.get("eventCount") is not None for row in page.rows("webhooks"))


def need_counts(page: Exchange) -> None:
    """CannotTest where a list, of webhooks of which one has had an event, tells no numbers of events."""
    if not tells_counts(page):
        raise CannotTest("webhooks show no eventCount, which they may leave out", "Try a target that counts events")


def made_hooks(owner: Actor, client: TemporaryClient, naming: Naming, patience: Patience) -> Hooks:
    """All of them, made, and the list as soon as it shows those that got an id, or as it stands after the bound."""

    def made(body: dict[str, Any]) -> Hook:
        return Hook(body, owner.call("createWebhook", json=body))

    full = tuple(map(made, full_bodies(owner, client, naming)))
    bare = bare_body(owner, naming)
    alike = made(bare), made(bare), made(bare)
    ids = {id for each in (*full, *alike) if isinstance(id := each.made.at("webhook.id"), str)}
    seen = patience.until(
        lambda: listed(owner), lambda page: ids <= {str(row.get("id")) for row in page.rows("webhooks")}
    )
    return Hooks(full, alike, seen)


def taken(answer: Exchange) -> tuple[int, Json]:
    """What an event's answer says of being taken: its status and `success`."""
    return answer.status, answer.at("success")
