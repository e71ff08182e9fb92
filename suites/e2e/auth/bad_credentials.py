"""What opens nothing: forged, changed, aged and foreign tokens, spoilt keys, and what is no credential at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from conformance.actors import Actor
from conformance.credentials import Place
from conformance.errors import HarnessBroken
from conformance.forgery import CHANGED_PAYLOADS, FORGERIES, NO_ALGORITHMS, other_subject
from conformance.profile import NegativeCredential

MINTED: dict[NegativeCredential, str] = {
    "expired": "LG-AUTH-005",
    "not_yet_valid": "LG-AUTH-006",
    "wrong_issuer": "LG-AUTH-007",
    "wrong_audience": "LG-AUTH-007",
    "federated": "LG-AUTH-008",
}
"""The credentials that only the service could make, with what they are for; a profile may hold them."""

OTHER_MISTAKES = (*MINTED, "a key in its own header")
"""Tokens that show a mistake of their own; all others show one of those that their requirement names."""

_KINDS = ("LG-AUTH-016", "LG-AUTH-017", "LG-AUTH-018")
"""The requirements on kinds of credentials that an operation does not take."""


@dataclass(frozen=True)
class Part:
    """One thing in a request that opens nothing: what it shows where the request is refused, and where it stands.

    `query` is a key in the query string, `victim` who is named by what is not theirs, a key or a changed token, `payer`
    whose rate budget it may spend: a credential that holds elsewhere.
    """

    name: str
    requirements: tuple[str, ...]
    put: Mapping[Place, str] = field(repr=False)
    query: str | None = None
    victim: str | None = None
    payer: str | None = None

    @property
    def is_sent(self) -> bool:
        """Whether a server may find a credential in it, and stop there (reference: Authentication)."""
        scheme = self.put.get("authorization", "Bearer ").startswith("Bearer ")
        return bool({"amplify", "session", "key", "authorization"} & self.put.keys()) and scheme

    @property
    def is_bad(self) -> bool:
        """Whether it is a credential, and nowhere a good one."""
        return self.is_sent and not self.is_right

    @property
    def is_right(self) -> bool:
        """Whether it is a good credential of a kind that does not count where it is tried."""
        return any(each in _KINDS for each in self.requirements)


@dataclass(frozen=True)
class Token:
    """A token that opens nothing, with the places in which it may be tried."""

    name: str
    requirement: str
    value: str = field(repr=False)
    places: tuple[Place, ...] = ("session", "authorization")
    scheme: str = "Bearer"
    victim: str | None = None

    def at(self, place: Place) -> Part:
        """The token in one of its places."""
        text = f"{self.scheme} {self.value}" if place == "authorization" else self.value
        return Part(f"{self.name} in {place}", (self.requirement,), {place: text}, victim=self.victim)

    def among(self, number: int) -> Part:
        """The token in a cookie of Amplify's, under a user of this number: a request may carry many of them."""
        put: dict[Place, str] = {"amplify": pair(number, self.value)}
        return Part(f"{self.name} in a cookie of Amplify's", (self.requirement,), put, victim=self.victim)


def pair(number: int, token: str) -> str:
    """A cookie of Amplify's, as it stands in the header."""
    return f"CognitoIdentityServiceProvider.lgcconformance.{number}.accessToken={token}"


def forged(owner: Actor, stranger: str) -> list[Token]:
    """Tokens that nobody but the service may make, and a right one under schemes that do not count.

    `stranger` is the id of owner_b, or of nobody.
    """
    access = owner.tokens().access
    return [
        *(Token(name, "LG-AUTH-002", forge(access)) for name, forge in FORGERIES.items()),
        *(Token(name, "LG-AUTH-003", change(access)) for name, change in CHANGED_PAYLOADS.items()),
        Token("another subject", "LG-AUTH-003", other_subject(access, stranger), victim="owner_b"),
        *(Token(f"alg {name}", "LG-AUTH-004", spell(access)) for name, spell in NO_ALGORITHMS.items()),
        *(Token(f"scheme {each}", "LG-AUTH-025", access, ("authorization",), each) for each in ("Token", "Basic")),
    ]


def unfit(minted: Mapping[NegativeCredential, str]) -> list[Token]:
    """Tokens that the service made, and not for now or not for this service."""
    return [Token(name, MINTED[name], minted[name]) for name in MINTED if name in minted]


def other_tokens(owner: Actor) -> list[Part]:
    """The other tokens of a login as bearer tokens; none where the profile gives an access token alone."""
    found = {"ID token": owner.tokens().id, "refresh token": owner.tokens().refresh}
    return [Token(name, "LG-AUTH-009", each).at("authorization") for name, each in found.items() if each]


def spoilt_keys(owner: Actor, others: Mapping[str, str], nobody: str) -> list[list[Part]]:
    """The owner's key with another's id, without one, in another case, or changed, in kinds that show alike.

    `others` are ids of people by their names.
    """
    (_, key), (_, user) = owner.key().headers
    payer = owner.identity
    changes = {"a cut key": key[:-1], "a lengthened key": f"{key}A", "a changed key": f"{key[:-1]}~"}
    mixed = [
        Part(
            f"a key with the id of {name}",
            ("LG-AUTH-020", "LG-AUTH-021"),
            {"key": key, "user": id},
            victim=name,
            payer=payer,
        )
        for name, id in others.items()
    ]
    altered = [Part(name, ("LG-AUTH-022",), {"key": each, "user": user}) for name, each in changes.items()]
    upper = Part("a key in upper case", ("LG-AUTH-022",), {"key": key.upper(), "user": user})
    alone = Part("a key without a user id", ("LG-AUTH-019",), {"key": key}, payer=payer)
    unknown = Part("a key with the id of nobody", ("LG-AUTH-021",), {"key": key, "user": nobody}, payer=payer)
    return [mixed or [unknown], [alone], [*altered, unknown], [upper]]


def misplaced_keys(owner: Actor) -> list[Part]:
    """The owner's key, right in itself, in places where no key is looked for."""
    (_, key), (_, user) = owner.key().headers
    shows = ("LG-AUTH-023",)
    return [
        Part("a key as bearer token", shows, {"authorization": f"Bearer {key}", "user": user}),
        Part("a key as cookie", shows, {"session": key, "user": user}),
        Part("a key in the query", shows, {"user": user}, query=key),
    ]


def together(parts: Sequence[Part]) -> dict[Place, str]:
    """What a request with all of the parts carries; HarnessBroken where two want a place that holds one."""
    carried: dict[Place, str] = {}
    for part in parts:
        for place, text in part.put.items():
            if place == "amplify" and place in carried:
                carried[place] += f"; {text}"
            elif carried.setdefault(place, text) != text:
                raise HarnessBroken(f"two parts of one request stand in {place}: {part.name} is the second")
    return carried
