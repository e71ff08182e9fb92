"""The machine: rules that draw a step from what the plan allows, and let the explorer do it.

What is drawn depends on the plan alone and never on an answer, so that a seed gives the same steps on any target. Every
sequence opens with a batch and an update and closes with a deletion and a purge; what lies between is drawn.
"""

from typing import ClassVar

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from conformance.generating import constants
from conformance.modelling.plan import Plan
from conformance.modelling.steps import (
    ChangeBatch,
    ChangeClient,
    ChangeLead,
    Intrude,
    Look,
    MakeBatch,
    MakeClient,
    MakeLead,
    RemoveBatch,
    RemoveClient,
    RemoveLead,
    WalkPages,
    Way,
)
from conformance.suites.properties.model.drawing import CLIENT_FIELDS, LEAD_FIELDS, fields
from conformance.suites.properties.model.exploring import Explorer

SEQUENCES = {"smoke": 0, "standard": 20, "deep": 150}
"""More than the requests allow."""

STEPS = 6
"""Drawn steps of a sequence at most, its opening and closing apart."""

MOST_CLIENTS = 2
MOST_LEADS = 7

_PLAIN = tuple(name for name in LEAD_FIELDS if name not in ("firstName", "lastName", "notes"))
"""Fields of batches of updates, which a server takes or refuses row by row."""

WAYS: tuple[Way, ...] = ("read", "find", "list", "update", "delete", "make", "rename", "purge")


class Machine(RuleBasedStateMachine):
    """One sequence of steps, done by the explorer of its class."""

    explorer: ClassVar[Explorer]

    @property
    def plan(self) -> Plan:
        """What is there, by the steps so far."""
        return self.explorer.plan

    @initialize(data=st.data())
    def opening(self, data: st.DataObject) -> None:
        """A client with a batch of leads, of which one is changed."""
        self.explorer.begin()
        self.explorer.perform(MakeClient(client=self.plan.next_client))
        self._batch(data, self.plan.next_client - 1)
        self._change(data)

    def teardown(self) -> None:
        """A deletion and purges."""
        self.explorer.end()

    @precondition(lambda self: 0 < len(self.plan.clients) < MOST_CLIENTS)
    @rule()
    def make_client(self) -> None:
        """Another client."""
        self.explorer.perform(MakeClient(client=self.plan.next_client))

    @precondition(lambda self: self.plan.clients)
    @rule(data=st.data())
    def change_client(self, data: st.DataObject) -> None:
        """Some client, in one of its fields."""
        changes = data.draw(fields(CLIENT_FIELDS, most=1))
        self.explorer.perform(ChangeClient(client=self._client(data), changes=changes))

    @precondition(lambda self: len(self.plan.clients) > 1)
    @rule(data=st.data())
    def remove_client(self, data: st.DataObject) -> None:
        """Some client: with its leads, where it has any."""
        client = self._client(data)
        purge = bool(self.plan.leads_of(client)) or data.draw(st.booleans())
        self.explorer.perform(RemoveClient(client=client, purge=purge))

    @precondition(lambda self: self.plan.clients and len(self.plan.leads) < MOST_LEADS)
    @rule(data=st.data())
    def make_lead(self, data: st.DataObject) -> None:
        """A lead in some client."""
        drawn = data.draw(fields(LEAD_FIELDS, least=0))
        self.explorer.perform(MakeLead(lead=self.plan.next_lead, client=self._client(data), fields=drawn))

    @precondition(lambda self: self.plan.clients and len(self.plan.leads) < MOST_LEADS)
    @rule(data=st.data())
    def make_batch(self, data: st.DataObject) -> None:
        """Some leads at once in some client."""
        self._batch(data, self._client(data))

    @precondition(lambda self: self.plan.leads)
    @rule(data=st.data())
    def change_lead(self, data: st.DataObject) -> None:
        """Some lead, in one or two fields."""
        self._change(data)

    @precondition(lambda self: len(self.plan.leads) > 1)
    @rule(data=st.data())
    def change_batch(self, data: st.DataObject) -> None:
        """Two leads at once, each in its own way."""
        leads = self._leads(data)
        rows = tuple(data.draw(fields(_PLAIN)) for _ in leads)
        self.explorer.perform(ChangeBatch(leads=leads, rows=rows))

    @precondition(lambda self: self.plan.leads)
    @rule(data=st.data())
    def remove_lead(self, data: st.DataObject) -> None:
        """Some lead."""
        self.explorer.perform(RemoveLead(lead=self._lead(data)))

    @precondition(lambda self: len(self.plan.leads) > 1)
    @rule(data=st.data())
    def remove_batch(self, data: st.DataObject) -> None:
        """Two leads at once."""
        self.explorer.perform(RemoveBatch(leads=self._leads(data)))

    @precondition(lambda self: self.plan.leads)
    @rule(data=st.data())
    def look(self, data: st.DataObject) -> None:
        """A lead that may have been left alone for a while."""
        self.explorer.perform(Look(lead=self._lead(data)))

    @precondition(lambda self: self.plan.clients)
    @rule(data=st.data(), limit=st.integers(1, 3))
    def walk(self, data: st.DataObject, limit: int) -> None:
        """The pages of some client."""
        self.explorer.perform(WalkPages(client=self._client(data), limit=limit))

    @precondition(lambda self: self.plan.leads)
    @rule(data=st.data(), way=st.sampled_from(WAYS))
    def intrude(self, data: st.DataObject, way: Way) -> None:
        """Another tenant's try at some lead or its client."""
        lead = self._lead(data)
        self.explorer.perform(Intrude(way=way, client=self.plan.leads[lead], lead=lead))

    def _batch(self, data: st.DataObject, client: int) -> None:
        first, number = self.plan.next_lead, data.draw(st.integers(2, 3))
        rows = tuple(data.draw(fields(LEAD_FIELDS, least=0)) for _ in range(number))
        self.explorer.perform(MakeBatch(client=client, leads=tuple(range(first, first + number)), rows=rows))

    def _change(self, data: st.DataObject) -> None:
        lead, by_path = self._lead(data), data.draw(st.booleans())
        self.explorer.perform(ChangeLead(lead=lead, changes=data.draw(fields(LEAD_FIELDS)), by_path=by_path))

    def _client(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(sorted(self.plan.clients)))

    def _lead(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(sorted(self.plan.leads)))

    def _leads(self, data: st.DataObject) -> tuple[int, ...]:
        return tuple(data.draw(st.permutations(sorted(self.plan.leads)))[:2])


def explore(explorer: Explorer, seed: int, sequences: int) -> None:
    """Let the machine draw sequences, the same ones for the same seed."""
    constants.ignore_our_own()
    machine = type("SeededMachine", (Machine,), {"explorer": explorer})
    run_state_machine_as_test(
        hypothesis.seed(seed)(machine),
        settings=settings(
            max_examples=sequences,
            stateful_step_count=STEPS,
            database=None,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
            verbosity=Verbosity.quiet,
        ),
    )
