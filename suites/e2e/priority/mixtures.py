"""Requests with the credentials of several people: one good credential, and what stands beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

from conformance import forgery
from conformance.actors import Actor
from conformance.credentials import Credential, Kind, Place, carrying
from conformance.errors import HarnessBroken

BAD: dict[str, Callable[[Actor, Actor], str]] = {
    "forged": lambda named, _: forgery.altered_signature(named.tokens().access),
    "changed": lambda named, good: forgery.other_subject(good.tokens().access, named.user_id),
    "unsigned": lambda named, _: forgery.without_algorithm(named.tokens().access),
    "malformed": lambda named, _: named.tokens().access.rsplit(".", 1)[0],
}
"""Tokens that name the first person and are not valid; the second one's are at hand to be spoilt."""

Good = Kind | Literal["amplify"]
"""A kind of credential that lets its person in; the Amplify libraries' cookie is a cookie under another name."""

_LOWER = ("LG-PRIO-004", "LG-PRIO-008")
"""What any good credential of a lower kind shows."""


@dataclass(frozen=True)
class Beside:
    """What stands beside a good credential, and the requirements that say what comes of it."""

    requirements: tuple[str, ...]
    put: Mapping[Place, str] = field(repr=False)


@dataclass(frozen=True)
class Mixture:
    """A good credential of one kind, with all that stands beside it."""

    name: str
    good: Good
    beside: tuple[Beside, ...]

    @property
    def requirements(self) -> frozenset[str]:
        """All that the mixture shows something about."""
        return frozenset(each for one in self.beside for each in one.requirements)

    def by(self, person: Actor, beside: Sequence[Beside] | None = None) -> list[Credential]:
        """The person's request with what stands beside their credential, or with a part of that."""
        put: dict[Place, str] = own(person, self.good)
        for each in self.beside if beside is None else beside:
            for place, text in each.put.items():
                if put.setdefault(place, text) != text:
                    raise HarnessBroken(f"the mixture {self.name} wants two things in {place}")
        if self.good == "cookie" and person.tokens().id:  # browsers send both of a login's cookies
            put.setdefault("identity", str(person.tokens().id))
        return [carrying(put, person.identity)]


def own(person: Actor, kind: Good) -> dict[Place, str]:
    """A person's credential of one kind, and no other."""
    access = person.tokens().access
    if kind == "key":
        (_, key), (_, user) = person.key().headers
        return {"key": key, "user": user}
    if kind == "amplify":
        return {"amplify": f"{_amplify_name(person)}={access}"}
    return {"session": access} if kind == "cookie" else {"authorization": f"Bearer {access}"}


_EMPTY = Beside(("LG-PRIO-014",), {"session": ""})
_SCHEME = Beside(("LG-PRIO-014",), {"authorization": "Basic bGdjOmxnYw=="})
"""What counts as not sent."""


@dataclass(frozen=True)
class Mixtures:
    """The mixtures of two people, by what they show; of those that stand together, one does for an operation."""

    over_bearer: tuple[Mixture, ...]
    over_key: tuple[Mixture, ...]
    under_cookie: tuple[Mixture, ...]
    amplify: Mixture

    @property
    def every(self) -> tuple[Mixture, ...]:
        """All of them."""
        return (*self.over_bearer, *self.over_key, *self.under_cookie, self.amplify)

    def all_orders(self, position: int) -> list[Mixture]:
        """What an operation is sent where it costs nothing; `position` is its place among the operations."""
        return [*self._over(position), *self.under_cookie, self.amplify]

    def both_ways(self, position: int) -> list[Mixture]:
        """What an operation is sent that leaves or spends something: over another credential, and under one."""
        return [_turned(self._over(position), position), self.under_cookie[0]]

    def _over(self, position: int) -> list[Mixture]:
        return [_turned(each, position // 2) for each in (self.over_bearer, self.over_key)]


def place_of_token(position: int) -> int:
    """Which bad token an operation meets, by its place: a stride that falls in step with no choice of a mixture."""
    return 3 * position + position // 4


def mixtures(person: Actor, other: Actor, expired: str | None, number: int) -> Mixtures:
    """The mixtures of a person and another: each shows several laws at once, and `number` picks its bad token.

    Beside an Amplify cookie stands nothing that a MUST is about: whether that cookie counts, and before what, is only
    inferred.
    """
    bad = spoilt(person, other, expired, number)
    access = other.tokens().access
    id_token = [Beside(("LG-PRIO-011",), {"identity": other.tokens().id})] if other.tokens().id else []
    bearer = Beside(("LG-PRIO-001", *_LOWER), {"authorization": f"Bearer {access}"})
    amplify = Beside(("LG-PRIO-013",), own(other, "amplify"))
    stray = Beside(("LG-PRIO-015", "LG-PRIO-016"), {"user": other.user_id})
    unknown: dict[Place, str] = {"key": f"lgp_{access[-24:]}", "user": other.user_id}
    unknown_key = Beside(("LG-PRIO-006", "LG-PRIO-008"), unknown)
    bad_below = Beside(("LG-PRIO-006", "LG-PRIO-008"), {"authorization": f"Bearer {bad}"})
    bad_above = Beside(("LG-PRIO-006", "LG-PRIO-007"), {"session": bad})
    over, under = keys(other, "LG-PRIO-003"), keys(other, "LG-PRIO-002")
    return Mixtures(
        over_bearer=(
            Mixture("a cookie over a bearer token", "cookie", (bearer, amplify, stray, *id_token)),
            Mixture("a cookie over a bearer token and a bad key", "cookie", (bearer, amplify, unknown_key, *id_token)),
        ),
        over_key=(
            Mixture("a cookie over a key", "cookie", (*over, _SCHEME, amplify, *id_token)),
            Mixture("a cookie over a bad token and a key", "cookie", (bad_below, *over, amplify, *id_token)),
        ),
        under_cookie=(
            Mixture("a bearer token under a bad cookie", "bearer", (bad_above, *under, *id_token)),
            Mixture("a bearer token under an empty cookie", "bearer", (_EMPTY, stray, *id_token)),
        ),
        amplify=Mixture("an Amplify cookie", "amplify", (_SCHEME,)),
    )


def beside_nobody(nobody: str) -> Mixtures:
    """The mixtures that need no other person: what counts as not sent; `nobody` is an id that no user has."""
    stray = Beside(("LG-PRIO-016",), {"user": nobody})
    return Mixtures(
        over_bearer=(Mixture("a cookie beside a user id", "cookie", (stray,)),),
        over_key=(Mixture("a cookie beside another scheme", "cookie", (_SCHEME,)),),
        under_cookie=(Mixture("a bearer token under an empty cookie", "bearer", (_EMPTY, stray)),),
        amplify=Mixture("an Amplify cookie", "amplify", (_SCHEME,)),
    )


def three_people(other: Actor, colleague: Actor) -> Mixture:
    """A cookie over a bearer token of another company and the key of a colleague."""
    bearer: dict[Place, str] = {"authorization": f"Bearer {other.tokens().access}"}
    lower = Beside(("LG-PRIO-001", *_LOWER), bearer)
    return Mixture("a cookie over two people's", "cookie", (lower, *keys(colleague, "LG-PRIO-003")))


def under_bad_tokens(person: Actor, other: Actor, expired: str | None, number: int) -> Mixture:
    """A key of the person's below two tokens that are not valid."""
    shows = ("LG-PRIO-006", "LG-PRIO-007")
    cookie, bearer = (spoilt(person, other, expired, number + step) for step in (0, 1))
    bad = Beside(shows, {"session": cookie})
    worse = Beside(shows, {"authorization": f"Bearer {bearer}"})
    return Mixture("a key under bad tokens", "key", (bad, worse))


def spoilt(person: Actor, other: Actor, expired: str | None, number: int) -> str:
    """A token that is not valid and names the other; the expired one names whom it names."""
    found = [make(other, person) for make in BAD.values()] + ([expired] if expired else [])
    return found[number % len(found)]


def keys(other: Actor, order: str) -> list[Beside]:
    """The other's key, of the lowest priority; nothing where the profile gives none."""
    if not other.has_key:
        return []
    return [Beside((order, *_LOWER), own(other, "key"))]


def _turned(mixtures: Sequence[Mixture], number: int) -> Mixture:
    return mixtures[number % len(mixtures)]


def _amplify_name(actor: Actor) -> str:
    """The name under which the Amplify libraries keep an access token."""
    user = quote(actor.profile.username or actor.user_id, safe="")
    return f"CognitoIdentityServiceProvider.lgcconformance.{user}.accessToken"
