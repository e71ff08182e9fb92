"""Webhooks as their users manage them: a URL for an outside platform, with a secret in it that is told once."""

import secrets
import uuid
from typing import TYPE_CHECKING, ClassVar

import orjson

from conformance.sandbox.call import Answer, Call, created, ok
from conformance.sandbox.client_reference import check_client, drawn_client
from conformance.sandbox.errors import InvalidFormat
from conformance.sandbox.fields import Field, FieldTable
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import operation
from conformance.sandbox.records import Record
from conformance.sandbox.resource import Resource
from conformance.sandbox.seed import Seeding
from conformance.sandbox.tables import Table
from conformance.sandbox.values import Object
from conformance.sandbox.webhook_urls import WebhookUrls

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

PLATFORMS = ("heyreach", "woodpecker", "lemlist", "generic")
WEBHOOKS = Table(
    "webhooks", columns=("secret_digest", "event_count", "last_event_at"), indexes=(("company_id", "owner"),)
)
FIELDS = FieldTable(
    Field("name", required=True),
    Field("platform", required=True, choices=PLATFORMS),
    Field("description"),
    Field("platformConfig", trim=False),
    Field("client_id"),
)


class Webhooks(Resource):
    """`/webhook-workbench`: each user's own webhooks. Nothing deletes one."""

    seed_order: ClassVar[int] = 60

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self.webhooks = self.records(WEBHOOKS)
        self.urls = WebhookUrls()

    @operation("listWebhooks", "GET", "/api/webhook-workbench")
    def list(self, call: Call) -> Answer:
        """All of the caller's webhooks, without their secrets."""
        return ok(webhooks=[self.shown(record) for record in self.webhooks.select(self.listed(call))])

    @operation("createWebhook", "POST", "/api/webhook-workbench")
    def create(self, call: Call) -> Answer:
        """A new webhook of the caller's, and its URL."""
        fields = self.sent(call)
        self.check_config(fields)
        check_client(self, call, fields)
        id, secret = str(uuid.uuid4()), self.new_secret()
        record = self.stored(call, id, secret, {**fields, "isActive": True})
        return created(webhookUrl=self.urls.url(call, record.id, secret), webhook=self.shown(record))

    def listed(self, call: Call) -> Filter:
        """Which webhooks the list holds."""
        return self.access.own(call)

    def sent(self, call: Call) -> Object:
        """The fields of a new webhook. Raises BadRequest for the first one that is wrong."""
        return FIELDS.for_create(call.body)

    def check_config(self, fields: Object) -> None:
        """Raise InvalidFormat unless `platformConfig` holds JSON."""
        config = fields.get("platformConfig")
        if isinstance(config, str):
            try:
                orjson.loads(config)
            except orjson.JSONDecodeError as error:
                raise InvalidFormat("platformConfig must be a string that holds JSON.", str(error)) from error

    def new_secret(self) -> str:
        """What nobody can guess."""
        return secrets.token_urlsafe(32)

    def stored(self, call: Call, id: str, secret: str, fields: Object) -> Record:
        """Store a new webhook, with its secret's digest only."""
        return self.webhooks.insert(
            id=id,
            company_id=call.company_id,
            owner=call.principal.owner,
            fields=fields,
            secret_digest=self.urls.digest(secret),
            event_count=0,
            last_event_at=None,
        )

    def shown(self, record: Record) -> Object:
        """A webhook as answers show it."""
        return {
            "id": record.id,
            **record.fields,
            "eventCount": record.columns["event_count"],
            "lastEventAt": record.columns["last_event_at"],
            "owner": record.owner,
            "company_id": record.company_id,
            "createdAt": record.created_at,
        }

    def seed(self, seeding: Seeding) -> None:
        """One to three webhooks for each member of a company."""
        for company, company_id in seeding.companies.items():
            for member in seeding.members(company):
                for _ in range(seeding.rng.randint(1, 3)):
                    platform = seeding.rng.choice(PLATFORMS)
                    moment = seeding.moment()
                    self.webhooks.insert(
                        id=seeding.uuid(),
                        company_id=company_id,
                        owner=member.user_id,
                        fields={
                            "name": f"{seeding.business()[0]} on {platform}",
                            "platform": platform,
                            "platformConfig": '{"field_mapping": {}}',
                            "client_id": drawn_client(self, seeding, company_id)["client_id"],
                            "isActive": True,
                        },
                        at=moment,
                        secret_digest=self.urls.digest(f"{seeding.rng.getrandbits(256):064x}"),
                        event_count=seeding.rng.randrange(1, 50),
                        last_event_at=moment,
                    )
