"""The guard on writes: nothing that the run did not create is ever changed (DESIGN, law 2).

The target shows us ids all the time: in listings, in answers to other requests. An id that it has shown and that the
ledger does not hold as made by this run is somebody else's, and a write that names it is refused before it leaves.
"""

import re
import threading
from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import unquote

from conformance.errors import HarnessError
from conformance.exchange import ABSENT, Exchange, Json
from conformance.exits import Exit
from conformance.run_id import RunId

_WORD = re.compile(r"""[^\s"'{}\[\](),:;=&<>]+""")


class Trespass(HarnessError):
    """A write would have touched what this run did not create, or another tenant's row not named on purpose."""

    code = Exit.REFUSED


class AlreadyThere(Trespass):
    """The same where the target itself gave a new record of ours another's id: its doing, and no defect of ours."""


class Guard:
    """Knows whose every shown id is.

    `id_names` are the names under which answers carry ids of records (`x-id` in openapi.json); `run` recognises its own
    rows by its tag.
    """

    def __init__(self, run: RunId, id_names: Collection[str]) -> None:
        self._run = run
        self._id_names = frozenset(id_names)
        self._foreign: set[str] = set()
        self._company_of: dict[str, str | None] = {}
        self._contested: set[str] = set()
        self._lock = threading.Lock()

    def own(self, ids: Collection[str], company: str | None) -> None:
        """Note that this run made the records of these ids, for an actor of that company."""
        with self._lock:
            for each in ids:
                self._company_of[each] = company
                self._foreign.discard(each)

    def is_taken(self, id: str, company: str | None) -> bool:
        """Whether the target has shown a record of this id that is not the run's, or is its in another company."""
        return id in self._foreign or self._company_of.get(id, company) != company

    def contest(self, ids: Collection[str]) -> None:
        """Note ids that the target gave a new record of ours although another record has them."""
        with self._lock:
            self._contested |= set(ids)

    def observe(self, exchange: Exchange, company: str | None) -> None:
        """Sort the ids of an answer: rows that carry the run's tag, or lie in its workspaces, are its own."""
        if exchange.json is ABSENT or not exchange.succeeded:
            return
        for row in _objects(exchange.json):
            ids = {value for name, value in row.items() if name in self._id_names and isinstance(value, str) and value}
            if not ids:
                continue
            if self._is_ours(row, ids):
                self.own([each for each in ids if each not in self._company_of], company)
            else:
                with self._lock:
                    self._foreign |= ids - self._company_of.keys()

    def check(self, company: str | None, texts: Collection[str], trespass: Collection[str]) -> None:
        """Refuse a write whose texts name what is not ours.

        `texts` are the strings of the request's path, query and body; `trespass` the ids of our own second tenant that
        the test names on purpose. Trespass is raised where the write must not leave; AlreadyThere where the target is
        to blame for that.
        """
        for text in texts:
            owner = self._company_of.get(text, company)
            if text in self._contested and (text in self._foreign or owner != company):
                raise AlreadyThere(f"a new record has got the id {text}, which another one has")
            if text in self._foreign:
                raise Trespass(f"a write names {text}, which the target has shown and this run did not create")
            if owner != company and text not in trespass:
                raise Trespass(f"a write names {text}, which another tenant of this run made, without saying so")

    def _is_ours(self, row: dict[str, Any], ids: Collection[str]) -> bool:
        return any(each in self._company_of for each in ids) or any(
            isinstance(value, str) and self._run.marks(value) for value in row.values()
        )


def texts_of(path: str, query: Collection[tuple[str, str]], body: Json) -> set[str]:
    """All strings by which a request could name a record: path segments, query values, strings anywhere in the body."""
    return {
        *(unquote(segment) for segment in path.split("/") if segment),
        *(value for _, value in query if value),
        *(text for text in _strings(body) if text),
    }


def words_of(body: bytes) -> set[str]:
    """What could be an id in a body that is no JSON, and that a lenient server may read all the same."""
    return set(_WORD.findall(body.decode("utf-8", errors="replace")))


def _objects(value: Json) -> Iterator[dict[str, Any]]:
    pending = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            yield node
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)


def _strings(value: Json) -> Iterator[str]:
    pending = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, dict):
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
