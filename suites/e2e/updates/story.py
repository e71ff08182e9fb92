"""The story of one record that is changed again and again: each step sent once, and looked at by many tests."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.fixtures.naming import Naming
from conformance.laws.rows import agreeing, stored
from conformance.laws.state import all_kept
from conformance.laws.times import updated_later
from conformance.polling import Patience
from conformance.suites.e2e.updates.puts import Put, Row
from conformance.walking import Walk

GRAIN = 1.2
"""Seconds after which even a clock of whole seconds has moved on."""

LONG_AGO = {"createdAt": "2001-02-03T04:05:06.000Z", "updatedAt": "2001-02-03T04:05:06.000Z"}


Listing = Callable[[Callable[[list[Row]], bool]], Walk]
"""The walk of a list, once its rows hold or the bound is over."""


@dataclass(frozen=True)
class Start:
    """A record that was just made."""

    id: str
    row: Row
    made_by: Exchange


@dataclass(frozen=True)
class Step:
    """Updates that were sent, and the record as it read after them; `changes` are what they sent."""

    answers: list[Exchange]
    changes: Mapping[str, object]
    seen: Exchange
    row: Row | None

    @property
    def exchanges(self) -> list[Exchange]:
        """All that the step sent."""
        return [*self.answers, self.seen]


@dataclass(frozen=True)
class Wrong:
    """An update that should be refused: whether it names no record, and the good text that stood beside its mistake."""

    nameless: bool
    good: str
    answer: Exchange


class Story:
    """A record that is made at first need, and changed step by step: each step begins where the one before ended."""

    def __init__(
        self,
        put: Put,
        actor: Actor,
        naming: Naming,
        patience: Patience,
        make: Callable[[], Start],
        list_: Listing | None = None,
    ) -> None:
        self._list = list_
        self.put = put
        self._actor = actor
        self._naming = naming
        self._patience = patience
        self._make = make

    @cached_property
    def start(self) -> Start:
        """The record as it was made."""
        return self._make()

    @cached_property
    def changed(self) -> Step:
        """Its name and one more text changed."""
        changes = {self.put.name: self._name(), self.put.texts[1]: self._text(self.put.texts[1])}
        answer = self._send(changes)
        return self._read([answer], changes, lambda row: stored(changes, row, where="").holds)

    @cached_property
    def listed(self) -> Walk | None:
        """The list of the client's leads after that change; None for what is no lead."""
        row = self.changed.row or {}
        if self._list is None:
            return None
        return self._list(lambda rows: any(self._is_listed(row, each) for each in rows))

    @cached_property
    def idle(self) -> Step:
        """The same update again with the other values that are there, and one with none."""
        _ = self.listed
        before = self.changed.row or {}
        names = (self.put.name, *self.put.texts)
        own = {each: before[each] for each in names if before.get(each) not in (None, "")}
        answers = [self._send({**own, **self.changed.changes}), self._send({})]
        return self._read(answers, {}, lambda _row: True, twice=True)

    @cached_property
    def cleared(self) -> Step:
        """One text unset by null, another by the empty string, the name changed beside times of long ago; one read.

        The two are unset together, and one by one where that is refused; so is the name changed alone where those
        times are. `changes` are what was taken. The last is repeated, where the clock is coarse, until it has moved on.
        """
        first, second = self.put.texts[:2]
        _ = self.idle
        sent: list[dict[str, object]] = [{first: None}, {second: ""}]
        both = self._send({first: None, second: ""})
        answers = [both, both] if both.succeeded else [self._send(each) for each in sent]
        changes = {name: "" for answer, each in zip(answers, sent, strict=True) if answer.succeeded for name in each}

        def dated() -> Exchange:
            named = {self.put.name: self._name()}
            answers[2:] = [self._send({**named, **LONG_AGO})]
            if not answers[2].succeeded:
                answers.append(self._send(named))
            changes.update(named if answers[-1].succeeded else {})
            return self._read([], {}, lambda row: stored(changes, row, where="").holds).seen

        def moved(seen: Exchange) -> bool:
            row = self.put.row(seen)
            return row is not None and updated_later(self.changed.row or {}, row)

        seen = self._patience.until(dated, moved, GRAIN)
        return Step(answers, changes, seen, self.put.row(seen))

    @cached_property
    def parallel(self) -> tuple[Step, dict[str, Row]]:
        """Updates of different fields, all at the same time: those that were taken, by their fields."""
        before = self.cleared.row or {}
        fields = dict.fromkeys((self.put.name, *self.put.texts[:2]))
        values: dict[str, Row] = {name: {name: self._text(name)} for name in fields}
        with ThreadPoolExecutor(len(values)) as pool:
            sent = {name: pool.submit(self._send, each) for name, each in values.items()}
        answers = {name: future.result() for name, future in sent.items()}
        taken = {name: values[name] for name, answer in answers.items() if answer.succeeded}
        whole = {name: value for each in values.values() for name, value in each.items()}

        def holds(row: Row | None) -> bool:
            return all_kept(before, row, taken, where="").holds

        return self._read([*answers.values()], whole, holds), taken

    @cached_property
    def refused(self) -> tuple[list[Wrong], list[Exchange]]:
        """Updates that should be refused, each with a good change beside what is wrong; then looks at the record."""
        _ = self.parallel
        wrong: list[dict[str, object]] = [{self.put.name: None}, {self.put.name: ""}]
        tried = [self._wrongly({"id": self.start.id, **each}) for each in wrong]
        if self.put.operation != "updateEnrichLead":
            tried.append(self._wrongly({}))
        if self.put.key == "lead":
            return tried, [self._look()]
        before = self.parallel[0].row
        return tried, self._patience.twice(self._look, lambda page: self.put.row(page) == before)

    def _wrongly(self, wrong: Row) -> Wrong:
        good = self._text(self.put.texts[1])
        body = {self.put.texts[1]: good, **wrong}
        path = {"id": str(body.pop("id"))} if self.put.operation == "updateEnrichLead" else {}
        return Wrong("id" not in wrong, good, self._actor.call(self.put.operation, path=path, json=body))

    @staticmethod
    def _is_listed(row: Row, listed: Row) -> bool:
        return row.get("id") == listed.get("id") and agreeing(row, listed, where="").holds

    def _look(self) -> Exchange:
        return self.put.read(self._actor, self.start.id)

    def _send(self, changes: Mapping[str, object]) -> Exchange:
        return self.put.send(self._actor, self.start.id, changes)

    def _read(
        self,
        answers: list[Exchange],
        changes: Mapping[str, object],
        holds: Callable[[Row | None], bool],
        *,
        twice: bool = False,
    ) -> Step:
        if self.put.key == "lead":
            seen = self._look()
        elif twice:
            seen = self._patience.twice(self._look)[-1]
        else:
            seen = self._patience.until(self._look, lambda page: holds(self.put.row(page)))
        return Step(answers, changes, seen, self.put.row(seen))

    def _name(self) -> str:
        return self._text(self.put.name)

    def _text(self, field: str) -> str:
        if field == "clientName":
            return self._naming.client_name(self._actor)
        return f"https://{self._naming.unique()}.example" if field == "companyURL" else f"Text {self._naming.unique()}"
