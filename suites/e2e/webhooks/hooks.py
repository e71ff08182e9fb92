"""Webhooks as their owner sees them, and the events that others post to their URLs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from conformance.actors import Actor
from conformance.evidence import CannotTest, needed
from conformance.exchange import Exchange, Json
from conformance.expectations import nonempty_string
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.harness import Harness
from conformance.wire import Call

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


def post_event(harness: Harness, owner: Actor, url: str, body: bytes) -> Exchange:
    """Post an event to a webhook's URL, or to one spoiled on purpose, as an outside platform does.

    CannotTest where the URL lies at another origin, which we send nothing to.
    """
    if not harness.profile.origin.owns(url):
        raise CannotTest("the webhook's URL lies at another origin than the API", "Let the target hand out its own")
    parts = urlsplit(url)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    # A secret with one letter altered is but a guess away from the real one.
    harness.redactor.learn("event.url", target)
    return harness.wire.send(
        Call(
            operation=None,
            method="POST",
            path=parts.path,
            headers=(("Content-Type", "application/json"),),
            body=body,
            company=owner.company,
            target=target.encode("ascii"),
        )
    )


def taken(answer: Exchange) -> tuple[int, Json]:
    """What an event's answer says of being taken: its status and `success`."""
    return answer.status, answer.at("success")
