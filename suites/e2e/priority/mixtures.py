"""Requests with the credentials of several people, and who acts in them, told by data and never by a status."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from conformance.actors import Actor
from conformance.credentials import Credential, Kind, api_key, bearer, cookies
from conformance.evidence import CannotTest
from conformance.exchange import Exchange
from conformance.fixtures.tenants import Tenant
from conformance.fixtures.types import Control
from conformance.polling import Patience

Order = tuple[Kind, Kind]

ORDERS: dict[Order, str] = {
    ("cookie", "bearer"): "LG-PRIO-001",
    ("bearer", "key"): "LG-PRIO-002",
    ("cookie", "key"): "LG-PRIO-003",
}
"""The higher and the lower kind of credential, with the requirement that says so."""


@dataclass(frozen=True)
class Mixture:
    """Two tenants in one request: the `winner` by its credential of the higher kind, the `loser` by the lower."""

    winner: Tenant
    loser: Tenant
    kinds: Order

    @property
    def both(self) -> list[Credential]:
        """Both credentials."""
        return [held(self.winner.actor, self.kinds[0]), held(self.loser.actor, self.kinds[1])]

    @property
    def people(self) -> dict[str, tuple[object, object]]:
        """The owner's id and the company's id of both."""
        return {
            name: (tenant.actor.user_id, tenant.company_id)
            for name, tenant in (("the higher", self.winner), ("the lower", self.loser))
        }

    def control(self, patience: Patience, control: Control) -> None:
        """Each credential alone opens its own tenant's leads: so it is the order that decides, not its validity."""
        for tenant, kind in ((self.winner, self.kinds[0]), (self.loser, self.kinds[1])):
            opens(patience, control, tenant, [held(tenant.actor, kind)])


def held(actor: Actor, kind: Kind) -> Credential:
    """The actor's credential of a kind; CannotTest where the profile gives none."""
    if kind == "key" and not actor.has_key:
        raise CannotTest(
            f"the profile gives {actor.name} no API key", f"Add api_key and user_id to [actors.{actor.name}]"
        )
    return actor.credential(kind)


def leads(caller: Actor, of: Tenant, by: Sequence[Credential], headers: tuple[tuple[str, str], ...] = ()) -> Exchange:
    """A tenant's leads, asked for with the given credentials."""
    return caller.call("listLeads", query=of.query, by=by, headers=headers)


def ids(exchange: Exchange) -> list[object]:
    """The ids of the leads of an answer."""
    return [row.get("id") for row in exchange.rows("leads")]


def opens(patience: Patience, control: Control, tenant: Tenant, by: Sequence[Credential]) -> Exchange:
    """The control: these credentials open the tenant's leads; gives the answer."""

    def look() -> Exchange:
        return tenant.actor.call("listLeads", query=tenant.query, by=by, purpose="control")

    right = patience.until(look, lambda page: bool(page.rows("leads")))
    control(right, expected=[tenant.lead.id], actual=ids(right))
    return right


def cookie_header(*pairs: tuple[str, str], identity: str | None = None) -> Credential:
    """A Cookie header of exactly these names and values."""
    return Credential("cookie", (("Cookie", "; ".join(f"{name}={value}" for name, value in pairs)),), identity)


def amplify_name(actor: Actor) -> str:
    """The name under which the Amplify libraries keep an access token."""
    user = quote(actor.profile.username or actor.user_id, safe="")
    return f"CognitoIdentityServiceProvider.lgcconformance.{user}.accessToken"


def bad(kind: Kind, token: str, user: str) -> Credential:
    """A credential that names a user and is not valid: a bad token, or an unknown key with the user's id."""
    if kind == "key":
        return api_key(f"lgp_{token[-24:]}", user)
    return bearer(token) if kind == "bearer" else cookies(token)
