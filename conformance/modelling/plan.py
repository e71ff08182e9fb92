"""A plan: which clients and leads there are after some steps, by the steps alone, whatever a target made of them."""

from collections.abc import Iterable, Sequence

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
    Step,
    WalkPages,
)


class Plan:
    """The living clients, and the living leads each with its client; numbers are never used again."""

    def __init__(self, steps: Iterable[Step] = ()) -> None:
        self.clients: set[int] = set()
        self.leads: dict[int, int] = {}
        self._last_client = 0
        self._last_lead = 0
        for each in steps:
            self.take(each)

    @property
    def next_client(self) -> int:
        """The number of the next client."""
        return self._last_client + 1

    @property
    def next_lead(self) -> int:
        """The number of the next lead."""
        return self._last_lead + 1

    def leads_of(self, client: int) -> list[int]:
        """The living leads of a client, the oldest first."""
        return [lead for lead, home in self.leads.items() if home == client]

    def allows(self, step: Step) -> bool:
        """Whether all that a step names is there, and nothing that it makes; only an empty client goes unpurged."""
        if isinstance(step, RemoveClient) and not step.purge and self.leads_of(step.client):
            return False
        homes = {client for lead, client in self.leads.items() if lead in named_leads(step)}
        alien = isinstance(step, Intrude) and homes != {step.client}
        return (
            set(named_clients(step)) <= self.clients
            and set(named_leads(step)) <= self.leads.keys()
            and not set(made_leads(step)) & self.leads.keys()
            and not alien
        )

    def take(self, step: Step) -> None:
        """Go on by a step."""
        match step:
            case MakeClient():
                self.clients.add(step.client)
                self._last_client = max(self._last_client, step.client)
            case MakeLead() | MakeBatch():
                self.leads |= dict.fromkeys(made_leads(step), step.client)
                self._last_lead = max(self._last_lead, *made_leads(step))
            case RemoveLead() | RemoveBatch():
                for lead in named_leads(step):
                    self.leads.pop(lead, None)
            case RemoveClient():
                self.clients.discard(step.client)
                self.leads = {lead: client for lead, client in self.leads.items() if client != step.client}
            case _:
                pass


def sensible(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps without those that name what, by the steps before, is not there."""
    plan = Plan()
    taken: list[Step] = []
    for each in steps:
        if plan.allows(each):
            plan.take(each)
            taken.append(each)
    return tuple(taken)


def named_clients(step: Step) -> tuple[int, ...]:
    """The clients that must be there for a step."""
    match step:
        case ChangeClient() | RemoveClient() | MakeLead() | MakeBatch() | WalkPages() | Intrude():
            return (step.client,)
        case _:
            return ()


def named_leads(step: Step) -> tuple[int, ...]:
    """The leads that must be there for a step."""
    match step:
        case ChangeLead() | RemoveLead() | Look() | Intrude():
            return (step.lead,)
        case ChangeBatch() | RemoveBatch():
            return step.leads
        case _:
            return ()


def made_leads(step: Step) -> Sequence[int]:
    """The leads that a step makes."""
    match step:
        case MakeLead():
            return (step.lead,)
        case MakeBatch():
            return step.leads
        case _:
            return ()
