"""A session of `lgp`: the harness's wire with nothing around it but redaction, and somebody who calls operations."""

import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any

import orjson

from conformance import __version__, contract
from conformance.actors import Caller, Query
from conformance.contract import Operation, PageStyle
from conformance.credentials import Kind
from conformance.errors import HarnessBroken, Incomplete, NotThisApi, Unreachable, UsageError
from conformance.evidence import CannotTest
from conformance.exchange import ABSENT, Exchange, Json
from conformance.lgp import answers
from conformance.lgp.around import Surroundings
from conformance.lgp.authfile import Login
from conformance.lgp.exact import exact
from conformance.lgp.person import Person
from conformance.lgp.profile_actor import ProfileActor
from conformance.lgp.rate_state import NamedBudget
from conformance.lgp.refusals import refused
from conformance.lgp.where import Where
from conformance.locks import state_of
from conformance.profile import Bounds, Limits
from conformance.redaction import Redactor
from conformance.secrecy import Secrecy
from conformance.stage import Stage
from conformance.transport import HttpTransport, TransportFault
from conformance.walking import next_token
from conformance.wire import Wire

_BOUND = 60.0
"""Seconds that an answer may take: a purge takes long."""

_MOST_PAGES = 10_000


class Session:
    """Calls operations of one origin as one person; close it, or open it by `with`.

    A profile's actor logs in anew for each session; the login of the auth file lasts over sessions.
    """

    def __init__(self, where: Where) -> None:
        limits = where.profile.limits if where.profile is not None else Limits()
        bounds = where.profile.bounds if where.profile is not None else Bounds(answer=_BOUND)
        self.where = where
        self.contract = contract.load()
        self.redactor = Redactor()
        self._seen: dict[str, int] = {}
        person = where.person
        self._transport = (
            HttpTransport(where.profile.ca_file, where.profile.client_certificate)
            if where.profile is not None
            else HttpTransport()
        )
        self.waits: Callable[[float], None] | None = None
        """Told the seconds before each wait for the next window of the rate limit."""
        self._budget = NamedBudget(state_of(where.origin) / "budget.sqlite", limits.window, self._wait)
        self.wire = Wire(
            where.origin,
            self._transport,
            run=f"lgp-{uuid.uuid4().hex[:12]}",
            answer_bound=bounds.answer,
            window=limits.window,
            headers=tuple(where.profile.headers.items()) if where.profile is not None else (),
            budget=self._budget,
            surroundings=Surroundings(Secrecy(self.contract.secret_names, self.redactor), self._budget, self._seen),
            stage=Stage("lgp"),
            agent=f"lgp/{__version__}",
            sleep=self._wait,
        )
        self._tier = limits.of("standard" if person is None else person.tier)
        self.anonymous = Caller(self.wire, self.contract, self._limit_of)
        self.person: Person | ProfileActor = (
            Person(
                self.wire, self.contract, self._limit_of, self.redactor, self._usable_login, where.key, self._elsewhere
            )
            if person is None
            else ProfileActor(self.wire, self.contract, where.actor, person, self._limit_of, self.redactor)
        )

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transport.close()
        self._budget.close()

    def ask(
        self,
        operation: str,
        *,
        query: Query = (),
        json: Json = ABSENT,
        path: Mapping[str, str] | None = None,
        absent: bool = False,
    ) -> Exchange:
        """The answer of an operation; ApiRefused where it is no 2xx, but for a 404 with `absent`."""
        return self.taken(self.heard(operation, query=query, json=json, path=path), absent=absent)

    def taken(self, answer: Exchange, *, absent: bool = False) -> Exchange:
        """An answer that was heard, judged as `ask` does."""
        if not answer.succeeded and not (absent and answer.status == 404):
            raise refused(answer, self.redactor)
        answers.require_whole(answer)
        if not answer.speaks:
            raise NotThisApi(
                f"{self.where.origin.text} answered {answer.operation} in another form than the API's",
                "See with --base-url that it is the LeadGenius API",
            )
        return answer

    def heard(
        self, operation: str, *, query: Query = (), json: Json = ABSENT, path: Mapping[str, str] | None = None
    ) -> Exchange:
        """The answer of an operation, whatever it is; with a new token or a key where the old one was just refused."""
        return self._renewing(lambda: self.person.call(operation, query=query, json=json, path=path))

    def sent(self, method: str, target: str, json: Json, operation: Operation | None) -> Exchange:
        """The answer to a request as it is spelled, whatever it is; `operation` is the documented one, if any."""
        by: Kind | None = None if operation is not None else "bearer" if self.person.has_login else "key"
        body = b"" if json is ABSENT else orjson.dumps(json)
        headers = (("Content-Type", "application/json"),) if body else ()
        documented = operation.id if operation is not None else None
        return self._renewing(
            lambda: self.person.raw(documented, target.encode(), method=method, headers=headers, body=body, by=by)
        )

    def pages(
        self,
        operation: str,
        query: Mapping[str, object] | None = None,
        limit: int | None = None,
        token: str | None = None,
    ) -> Iterator[Exchange]:
        """The pages of a listing, one after the other, from its beginning or a token; `limit` rows each.

        Incomplete where a token comes twice: such a walk has no end.
        """
        style = self._style(operation)
        seen: set[str] = set()
        for _ in range(_MOST_PAGES):
            page = self.ask(operation, query={**(query or {}), style.limit: limit, style.token: token})
            answers.rows(page, style.rows)
            yield page
            token = next_token(page)
            if token is None:
                return
            if token in seen:
                raise Incomplete(f"the pages of {operation} come to no end", "Report it: a token came twice")
            seen.add(token)
        raise Incomplete(f"{operation} has more than {_MOST_PAGES} pages", "Ask for less, such as for one client")

    def rows(self, operation: str, query: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
        """All rows of a listing, with as many a page as it allows."""
        pages = self.pages(operation, query, self.largest_page(operation))
        return [row for page in pages for row in answers.rows(page, self._style(operation).rows)]

    def largest_page(self, operation: str) -> int:
        """The most rows that a page of a listing may have."""
        return self._style(operation).maximum

    def _style(self, operation: str) -> PageStyle:
        style = self.contract.require(operation).page
        if style is None:
            raise HarnessBroken(f"{operation} has no pages")
        return style

    def _renewing(self, ask: Callable[[], Exchange]) -> Exchange:
        """The answer to a question that is asked once more where its token was just refused and another way is open."""
        with told_where(self.where):
            answer = ask()
            by_token = any(name == "Authorization" for name, _ in answer.request.headers)
            refused_token = answer.status == 401 and by_token
            if refused_token and isinstance(self.person, Person) and self.person.goes_on(answer.operation):
                answer = ask()
        return exact(answer)

    def _wait(self, seconds: float) -> None:
        if self.waits is not None:
            self.waits(seconds)
        time.sleep(seconds)  # as long as the rate limit says, and nobody else can say when it is over

    def _limit_of(self, identity: str) -> int:
        return self._seen.get(identity, self._tier)

    @property
    def _elsewhere(self) -> str:
        return self.where.login.base_url if self.where.login is not None and self._usable_login is None else ""

    @property
    def _usable_login(self) -> Login | None:
        """The login of the auth file, where it is one of this origin: no other is told of it."""
        login = self.where.login
        return login if login is not None and self.where.origin.owns(f"{login.base_url}/") else None


@contextmanager
def told_where(where: Where) -> Iterator[None]:
    """Turn what kept an answer away into an error that says what to do."""
    try:
        yield
    except TransportFault as fault:
        raise Unreachable(
            f"no answer from {where.origin.text}: {fault.reason}", "See that it is up, and that --base-url is right"
        ) from fault
    except CannotTest as error:
        raise UsageError(error.reason, error.remedy) from error
