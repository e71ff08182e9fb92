"""One request as the handlers see it, and the answer they give."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias
from urllib.parse import parse_qsl

from conformance.sandbox.errors import InsufficientPermissions
from conformance.sandbox.values import Headers, Json, Object

CredentialKind: TypeAlias = Literal["cookie", "bearer", "key"]


@dataclass(frozen=True, slots=True)
class Principal:
    """Who calls: the owner's `sub`, the membership looked up for it, and the kind of credential that proved it."""

    owner: str
    company_id: str | None
    role: str | None
    tier: str
    platform_admin: bool
    kind: CredentialKind


@dataclass(slots=True)
class Answer:
    """Status, JSON body (None: no body) and extra headers; `ok` and `created` make those of a success."""

    status: int
    body: Json
    headers: Headers = field(default_factory=list)


def ok(body: Object | None = None, /, **more: Json) -> Answer:
    """200 with the resource under its own key: `ok(client=…)`."""
    return Answer(200, {"success": True, **(body or {}), **more})


def created(body: Object | None = None, /, **more: Json) -> Answer:
    """201 with the new resource under its own key."""
    return Answer(201, {"success": True, **(body or {}), **more})


class Call:
    """One request.

    `headers` are ASGI's pairs (lower-case names, raw values), `raw` is the body as sent, `now` the moment of arrival in
    epoch seconds. `query` keeps the first of repeated parameters. `body` is the parsed JSON object (an empty one where
    the operation takes none), `principal` the caller: both are set by the dispatcher before the handler runs.
    """

    def __init__(
        self,
        method: str,
        path: str,
        *,
        headers: list[tuple[bytes, bytes]],
        query_string: bytes,
        path_parameters: dict[str, str],
        raw: bytes,
        too_large: bool,
        now: float,
    ) -> None:
        self.method = method
        self.path = path
        self.headers = headers
        self.query_string = query_string
        self.path_parameters = path_parameters
        self.raw = raw
        self.too_large = too_large
        self.now = now
        self.body: Object = {}
        self._headers: dict[bytes, bytes] = dict(reversed(headers))
        self._query: dict[str, str] | None = None
        self._principal: Principal | None = None

    def header(self, name: bytes) -> str | None:
        """The first header of that lower-case name, or None."""
        value = self._headers.get(name)
        return None if value is None else value.decode("latin-1")

    def header_values(self, name: bytes) -> list[str]:
        """All headers of that lower-case name, in the order sent."""
        return [value.decode("latin-1") for key, value in self.headers if key == name]

    @property
    def query(self) -> dict[str, str]:
        """The query parameters; bytes that are not UTF-8 become U+FFFD and so match nothing."""
        if self._query is None:
            pairs = parse_qsl(self.query_string.decode("latin-1"), keep_blank_values=True, errors="replace")
            self._query = dict(reversed(pairs))
        return self._query

    @property
    def principal(self) -> Principal:
        """The caller; only operations that take credentials have one."""
        if self._principal is None:
            raise RuntimeError(f"{self.method} {self.path} takes no credentials and so knows no caller")
        return self._principal

    @principal.setter
    def principal(self, principal: Principal) -> None:
        self._principal = principal

    @property
    def company_id(self) -> str:
        """The caller's company; a caller without one is refused with 403."""
        company = self.principal.company_id
        if company is None:
            raise InsufficientPermissions("You do not belong to a company yet.")
        return company
