"""Generated requests through the one wire: schemathesis makes the cases, the wire sends them like any other call."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import orjson
import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from conformance.actors import Actor
from conformance.contract import Operation
from conformance.credentials import headers_of
from conformance.exchange import ABSENT, Exchange, Headers, Json
from conformance.wire import Call, Payer, Wire

_NEVER_FORWARDED = frozenset(
    {"user-agent", "accept-encoding", "accept", "connection", "content-length", "host", "x-schemathesis-testcaseid"}
)
"""What the generator's client adds by itself; the wire has its own."""

_CREDENTIALS = frozenset({"authorization", "cookie", "x-api-key", "x-user-id"})
"""Never generated: who asks is the actor's business, and a drawn credential says nothing about the data."""


class WireAdapter(BaseAdapter):
    """Carries the requests of a generator's session to the wire, in the name of an actor and for one operation.

    `last` is the exchange of the newest request.
    """

    def __init__(self, wire: Wire, actor: Actor, operation: Operation, payer: Payer) -> None:
        super().__init__()
        self._wire = wire
        self._actor = actor
        self._operation = operation
        self._payer = payer
        self.last: Exchange | None = None

    def send(  # type: ignore[override]  # the parent names each option; none of them means anything on our wire
        self, request: requests.PreparedRequest, **_options: Any
    ) -> requests.Response:
        """The answer of the wire to a prepared request; errors are those of `Wire.send`."""
        exchange = self._wire.send(self._call(request))
        self.last = exchange
        return _answer(request, exchange)

    def close(self) -> None:
        """Nothing to close: the wire is the process's."""

    def _call(self, request: requests.PreparedRequest) -> Call:
        parts = urlsplit(request.path_url)
        body = _body(request)
        credentials = () if self._operation.is_open else (self._actor.credential(self._actor.fitting(self._operation)),)
        return Call(
            operation=self._operation,
            method=request.method or self._operation.method,
            path=parts.path.removeprefix("/api"),
            query=tuple(parse_qsl(parts.query, keep_blank_values=True)),
            headers=(*headers_of(credentials), *_headers(request.headers)),
            body=body,
            json=_meaning(body),
            actor=self._actor.name,
            company=self._actor.company,
            payers=() if self._operation.is_open else (self._payer,),
            purpose="generated",
            target=request.path_url.encode("ascii", errors="replace"),
        )


def session_of(adapter: WireAdapter) -> requests.Session:
    """A session whose every request goes through the adapter, with nothing of the environment."""
    session = requests.Session()
    session.trust_env = False
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


def _headers(headers: Mapping[str, str]) -> Headers:
    unwanted = _NEVER_FORWARDED | _CREDENTIALS
    return tuple((name, value) for name, value in headers.items() if name.lower() not in unwanted)


def _body(request: requests.PreparedRequest) -> bytes:
    body = request.body
    if body is None:
        return b""
    return body.encode() if isinstance(body, str) else bytes(body)


def _meaning(body: bytes) -> Json:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return ABSENT


def _answer(request: requests.PreparedRequest, exchange: Exchange) -> requests.Response:
    answer = requests.Response()
    answer.status_code = exchange.status
    answer.headers = CaseInsensitiveDict(exchange.response.headers)
    answer._content = exchange.response.body
    answer.url = request.url or ""
    answer.request = request
    answer.encoding = "utf-8"
    return answer
