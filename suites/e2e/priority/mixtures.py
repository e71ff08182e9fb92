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

    name: str
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
        return {"amplify": f"{amplify_name(person)}={access}"}
    return {"session": access} if kind == "cookie" else {"authorization": f"Bearer {access}"}


def mixtures(person: Actor, other: Actor, expired: str | None, number: int) -> list[Mixture]:
    """The mixtures of a person and another: each shows several laws at once, and `number` picks its bad token."""
    kind, bad = spoilt(person, other, expired, number)
    access, named_by = other.tokens().access, "LG-PRIO-011"
    id_token = [Beside("an ID token", (named_by,), {"identity": other.tokens().id})] if other.tokens().id else []
    bearer = Beside("a bearer token", ("LG-PRIO-001", *_LOWER), {"authorization": f"Bearer {access}"})
    stray = Beside("a user id", ("LG-PRIO-015", "LG-PRIO-016"), {"user": other.user_id})
    amplify = Beside("an Amplify cookie", ("LG-PRIO-013",), {"amplify": f"{amplify_name(other)}={access}"})
    bad_above = Beside(f"a cookie, {kind}", ("LG-PRIO-006", "LG-PRIO-007"), {"session": bad})
    empty = Beside("an empty cookie", ("LG-PRIO-014",), {"session": ""})
    unknown: dict[Place, str] = {"key": f"lgp_{access[-24:]}", "user": other.user_id}
    bad_below = Beside(f"a bearer token, {kind}", ("LG-PRIO-006", "LG-PRIO-008"), {"authorization": f"Bearer {bad}"})
    unknown_key = Beside("an unknown key", ("LG-PRIO-006", "LG-PRIO-008"), unknown)
    scheme = Beside("another scheme", ("LG-PRIO-014",), {"authorization": "Basic bGdjOmxnYw=="})
    return [
        Mixture("a cookie over a bearer token", "cookie", (bearer, amplify, unknown_key, *id_token)),
        Mixture("a cookie over a key", "cookie", (*keys(other, "LG-PRIO-003"), amplify, scheme, *id_token)),
        Mixture("an Amplify cookie", "amplify", (bad_below, stray, *id_token)),
        Mixture("a bearer token under a bad cookie", "bearer", (bad_above, *keys(other, "LG-PRIO-002"), *id_token)),
        Mixture("a bearer token under an empty cookie", "bearer", (empty, *keys(other, "LG-PRIO-002"), *id_token)),
    ]


def beside_nobody(nobody: str) -> list[Mixture]:
    """The mixtures that need no other person: what counts as not sent; `nobody` is an id that no user has."""
    stray = Beside("a user id of nobody", ("LG-PRIO-016",), {"user": nobody})
    empty = Beside("an empty cookie", ("LG-PRIO-014",), {"session": ""})
    return [
        Mixture("a cookie beside a user id", "cookie", (stray,)),
        Mixture("a bearer token under an empty cookie", "bearer", (empty, stray)),
    ]


def three_people(other: Actor, colleague: Actor) -> Mixture:
    """A cookie over a bearer token of another company and the key of a colleague."""
    bearer: dict[Place, str] = {"authorization": f"Bearer {other.tokens().access}"}
    lower = Beside("a bearer token", ("LG-PRIO-001", *_LOWER), bearer)
    return Mixture("a cookie over two people's", "cookie", (lower, *keys(colleague, "LG-PRIO-003")))


def under_bad_tokens(person: Actor, other: Actor, expired: str | None, number: int) -> Mixture:
    """A key of the person's below two tokens that are not valid."""
    shows = ("LG-PRIO-006", "LG-PRIO-007")
    (above, cookie), (below, bearer) = (spoilt(person, other, expired, number + step) for step in (0, 1))
    bad = Beside(f"a cookie, {above}", shows, {"session": cookie})
    worse = Beside(f"a bearer token, {below}", shows, {"authorization": f"Bearer {bearer}"})
    return Mixture("a key under bad tokens", "key", (bad, worse))


def spoilt(person: Actor, other: Actor, expired: str | None, number: int) -> tuple[str, str]:
    """A token that is not valid and names the other, with its kind; the expired one names whom it names."""
    found = {name: make(other, person) for name, make in BAD.items()} | ({"expired": expired} if expired else {})
    return list(found.items())[number % len(found)]


def keys(other: Actor, order: str) -> list[Beside]:
    """The other's key, of the lowest priority; nothing where the profile gives none."""
    if not other.has_key:
        return []
    return [Beside("a key", (order, *_LOWER), own(other, "key"))]


def amplify_name(actor: Actor) -> str:
    """The name under which the Amplify libraries keep an access token."""
    user = quote(actor.profile.username or actor.user_id, safe="")
    return f"CognitoIdentityServiceProvider.lgcconformance.{user}.accessToken"
