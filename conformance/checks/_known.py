"""What this process knows from its own traffic: whose a credential is, what must stay secret, which markers are set."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, urlsplit

from conformance.checks._answers import Answers, values_at
from conformance.checks._secrets import SHORTEST, Secrets
from conformance.credentials import Kind
from conformance.exchange import Exchange, Json, Request, parsed
from conformance.profile import ActorProfile

_SHORTEST_KEY = 12
"""Characters of a service's key that we sent; what is shorter may stand elsewhere by chance."""

_LEAST_VARIED = 6
"""Different characters of such a key."""

_OPEN = ("login", "refreshTokens")
"""The operations that ignore credentials: their tokens are whose the body names (reference: Authentication)."""

_MASK = re.compile(
    r"[*•●…\s]|\.\.\.|[xX]{4}|^(.)\1{3}|(.)\2{3}$|(.)\3{5}|redact|hidden|mask|^[<\[].*[>\]]$", re.IGNORECASE
)


@dataclass(frozen=True)
class Held:
    """A valid credential that a request carried: whose and of what kind."""

    actor: str
    kind: Kind


class Known:
    """Learns from every exchange; `actors` are the profile's, `canaries` the marker of each tenant."""

    def __init__(self, answers: Answers, actors: Mapping[str, ActorProfile], canaries: Mapping[str, str]) -> None:
        self._answers = answers
        self._actors = actors
        self._canaries = canaries
        self._refresh: dict[str, str] = {}
        self._planted: set[str] = set()

    def learn(self, exchange: Exchange) -> None:
        """Take from an exchange what it hands out, keeps or plants; called before it is judged."""
        sent = parsed(exchange.request.body)
        # Generated data repeats itself: its keys are no secrets, for they may stand in other fields as well.
        for name, value in sent.items() if isinstance(sent, dict) and exchange.purpose != "generated" else ():
            if name.endswith("_Apikey") and isinstance(value, str) and _is_a_key(value, exchange.request.body):
                self._secrets.keep("key of a service", value)
        if not exchange.succeeded:
            return
        self._planted |= {
            tenant for tenant, canary in self._canaries.items() if canary.encode() in exchange.request.body
        }
        holder = self._holder(exchange, sent)
        for name, value in self.handed_out(exchange):
            self._secrets.keep(f"{name} of {holder or 'nobody known'}", value)
            for secret in _secrets_of(value, _told(exchange)):
                self._secrets.keep("secret of a webhook", secret)
            if holder is not None and name == "accessToken":
                self._tokens[value] = holder
            elif holder is not None and name == "refreshToken":
                self._refresh[value] = holder
            elif holder is not None and name == "apiKey":
                self._keys[value] = holder

    def carried(self, request: Request) -> frozenset[Held]:
        """The valid credentials that a request carries, as far as this process knows whose they are."""
        return frozenset(self._carried(request))

    def planted(self) -> frozenset[str]:
        """The tenants whose marker stands in data that this process wrote."""
        return frozenset(self._planted)

    def handed_out(self, exchange: Exchange) -> list[tuple[str, str]]:
        """The secrets that an answer is there to give: tokens, a new API key, a webhook's URL; name and value."""
        operation = self._answers.operation(exchange)
        places = self._answers.places(operation, exchange.status) if operation else ()
        return [
            (place.name, value)
            for place in places
            if place.is_secret and not place.name.endswith("_Apikey")
            for _, value in values_at(exchange.json, place.path)
            if isinstance(value, str) and value
        ]

    def shown_secret(self, exchange: Exchange) -> str | None:
        """The name of a kept secret that an answer shows without being there to give it, or None."""
        return self._secrets.shown_in(exchange.response.body, [value for _, value in self.handed_out(exchange)])

    @cached_property
    def _secrets(self) -> Secrets:
        known = Secrets()
        for name, actor in self._actors.items():
            for kind in ("password", "token", "api_key"):
                secret = actor.secret(kind)
                if secret and not _is_public(secret, actor):
                    known.keep(f"{kind} of {name}", secret)
        return known

    @cached_property
    def _tokens(self) -> dict[str, str]:
        return {token: name for name, actor in self._actors.items() if (token := actor.secret("token"))}

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {key: name for name, actor in self._actors.items() if (key := actor.secret("api_key"))}

    def _holder(self, exchange: Exchange, sent: Json) -> str | None:
        carried = self.carried(exchange.request)
        if carried and exchange.operation not in _OPEN:
            names = {each.actor for each in carried}
            return names.pop() if len(names) == 1 else None
        body = sent if isinstance(sent, dict) else {}
        username, refresh = body.get("username"), body.get("refreshToken")
        if isinstance(refresh, str):
            return self._refresh.get(refresh)
        if isinstance(username, str):
            named = (name for name, actor in self._actors.items() if actor.username == username)
            return next(named, exchange.actor)
        return exchange.actor

    def _carried(self, request: Request) -> Iterator[Held]:
        user_id = request.header("x-user-id")
        for name, value in request.headers:
            header = name.lower()
            if header == "authorization" and value[:7].lower() == "bearer ":
                yield from self._held(self._tokens.get(value[7:].strip()), "bearer")
            elif header == "cookie":
                for token in _cookie_tokens(value):
                    yield from self._held(self._tokens.get(token), "cookie")
            elif header == "x-api-key" and user_id is not None and value in self._keys:
                owner = self._keys[value]
                profile = self._actors.get(owner)
                if profile is None or profile.user_id in (None, user_id):
                    yield Held(owner, "key")

    def _held(self, actor: str | None, kind: Kind) -> Iterator[Held]:
        if actor is not None:
            yield Held(actor, kind)


def masked(value: str) -> bool:
    """Whether a text looks like what is shown in a secret's place."""
    return _MASK.search(value) is not None


def shown_secret_of(url: str) -> bool:
    """Whether a webhook's URL carries a query value in clear that is long enough for a secret."""
    return any(len(value) >= SHORTEST and not masked(value) for value in _query_values(url))


def _secrets_of(url: str, told: Collection[Json]) -> list[str]:
    """What of a webhook's URL is the secret: its query values, but for what is `told` beside the URL.

    A path segment may as well be the webhook's id.
    """
    return [value for value in _query_values(url) if not masked(value) and value not in told]


def _query_values(url: str) -> list[str]:
    """The values of a URL's query, but for ids by their names: those of the webhook, its client or its company."""
    if not url.startswith(("http://", "https://")):
        return []
    try:
        pairs = parse_qsl(urlsplit(url).query, max_num_fields=50)
    except ValueError:
        return []
    return [value for name, value in pairs if not name.lower().endswith("id")]


def _told(exchange: Exchange) -> list[Json]:
    """What an answer tells of a webhook beside its URL: who it is and what for."""
    return [exchange.at(f"webhook.{name}") for name in ("id", "client_id", "platform", "name")]


def _is_a_key(value: str, body: bytes) -> bool:
    varied = len(value) >= _SHORTEST_KEY and len(set(value)) >= _LEAST_VARIED
    # What stands elsewhere in the body too is data, whose echo betrays nothing.
    return varied and not masked(value) and body.count(json.dumps(value)[1:-1].encode()) <= 1


def _is_public(secret: str, actor: ActorProfile) -> bool:
    return any(secret in public for public in (actor.username, actor.user_id) if public)


def _cookie_tokens(header: str) -> Iterator[str]:
    for pair in header.split(";"):
        name, _, value = pair.partition("=")
        if name.strip() == "accessToken" or name.strip().endswith(".accessToken"):
            yield value.strip().strip('"')
