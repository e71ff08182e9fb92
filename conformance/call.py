"""A request before it is sent, and who pays for it."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from conformance.contract import Operation
from conformance.exchange import ABSENT, Headers, Json, Phase, Purpose


@dataclass(frozen=True)
class Payer:
    """An identity whose rate budget a request spends; `limit` is its tier's requests a window."""

    identity: str
    limit: int


@dataclass(frozen=True)
class Call:
    """A request before it is sent.

    `path` stands under `/api`, percent-encoded; `target` replaces the whole request target byte for byte; `body` are
    the exact bytes and `json` what they mean, where they mean something; `trespass` names ids of our own second tenant
    on purpose; `paced` is False for the bursts of limit tests alone; `phase` and `valid` are those of generated data.
    """

    operation: Operation | None
    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Headers = ()
    body: bytes = b""
    json: Json = ABSENT
    actor: str | None = None
    company: str | None = None
    payers: tuple[Payer, ...] = ()
    purpose: Purpose = "test"
    trespass: Collection[str] = ()
    paced: bool = True
    target: bytes | None = None
    phase: Phase = ""
    valid: bool | None = None

    @property
    def spelled(self) -> str:
        """The request target as it leaves, for people and for the journal."""
        if self.target is not None:
            return self.target.decode("latin-1")
        query = f"?{urlencode(self.query)}" if self.query else ""
        return f"/api{self.path}{query}"

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """The query, of the exact target where there is one: what a server will make of it."""
        if self.target is None:
            return self.query
        return tuple(parse_qsl(self.spelled.partition("?")[2], keep_blank_values=True))
