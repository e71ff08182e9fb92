"""Exploring: sequences are done within a budget of requests, what they say is kept, and a divergence is shrunk."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from conformance import levels
from conformance.exchange import Exchange, Phase
from conformance.modelling.costs import cost, total
from conformance.modelling.plan import Plan
from conformance.modelling.shrinking import Steps, shrunk
from conformance.modelling.steps import RemoveClient, RemoveLead, Step
from conformance.suites.properties.model.performing import perform
from conformance.suites.properties.model.tour import tour
from conformance.suites.properties.model.world import Abandoned, Diverged, Held, World

SET_ASIDE = 10
"""Requests of a dose that are left for the clean-up of what the test makes."""

REQUESTS = {name: max(level.doses.get("model", 0) - SET_ASIDE, 0) for name, level in levels.load().levels.items()}
"""What the test may send by level, logins included; polls and shrinking apart."""

MOST_FOR_SHRINKING = 200
"""Requests that shrinking may send, for all findings of a test together."""


_TOURS = 3


@dataclass
class Finding:
    """A divergence with the steps that led to it, the last of which shows it.

    `requests` is what the test had sent by then; `minimal` whether the steps are known to be the least.
    """

    steps: Steps
    diverged: Diverged
    requests: int
    minimal: bool = False


class Explorer:
    """Does steps one after another, in sequences that each begin with an empty world.

    `start` makes such a world; `sent` counts the test's requests; `budget` is how many it may send, polls and shrinking
    apart; a divergence in one of the `waived` requirements ends its sequence alone, any other the exploration; `beyond`
    are requirements that this profile cannot have spoken of.
    """

    def __init__(
        self,
        start: Callable[[Phase], World],
        sent: Callable[[], int],
        budget: int,
        waived: Collection[str] = (),
        beyond: Collection[str] = (),
    ) -> None:
        self.findings: dict[str, Finding] = {}
        self.held: dict[str, Held] = {}
        self.worked: dict[str, Exchange] = {}
        self.trouble: Exception | None = None
        self.abandoned = 0
        self.plan = Plan()
        self._start = start
        self._sent = sent
        self._budget = budget
        self._waived = waived
        self._beyond = frozenset(beyond)
        self._polls = 0
        self._settled: set[str] = set()
        self._steps: list[Step] = []
        self._world: World | None = None
        self._over = False

    def begin(self) -> None:
        """A new sequence begins."""
        self.plan, self._steps = Plan(), []
        self._world = None if self._over else self._new("model")

    def perform(self, step: Step) -> None:
        """Go on by a step; it is only planned where the sequence has ended, or the budget leaves just what must come.

        That is the closing of the sequence, and the tour.
        """
        due = total_of_closing(self.plan, step) + total(self._tour())
        affordable = self._left() >= cost(step, self.plan) + due
        self.plan.take(step)
        if self._world is not None and affordable:
            self._do(self._world, step)

    def end(self) -> None:
        """The closing acts: the oldest lead is deleted, and every client is purged."""
        for step in closing(self.plan):
            self.plan.take(step)
            if self._world is not None:
                self._do(self._world, step)
        self._world = None

    def tour(self) -> None:
        """Go, at last, where no sequence has been; again where the target did not answer all the way."""
        for _ in range(_TOURS):
            if not self._over:
                self.again(self._tour(), "model")

    def again(self, steps: Steps, phase: Phase = "kept", *, minimal: bool = False) -> Finding | None:
        """Do a whole sequence on fresh records; the finding that it shows, if any, `minimal` where that is known."""
        self.plan, self._steps = Plan(), []
        self._world = self._new(phase)
        before = set(self.findings)
        for each in steps:
            if self._world is not None:
                self._do(self._world, each)
        self._world = None
        found = next((found for name, found in self.findings.items() if name not in before), None)
        if found is not None:
            found.minimal = minimal and found.steps == steps
        return found

    def shrink(self) -> None:
        """Make the sequence of each finding as small as the requests for it allow."""
        begun = self._sent()
        for requirement, finding in list(self.findings.items()):
            shown = [finding]

            def shows(steps: Steps, requirement: str = requirement, shown: list[Finding] = shown) -> bool:
                trial = Explorer(self._start, self._sent, self._budget)
                found = trial.again(steps, "shrinking")
                self.trouble = self.trouble or trial.trouble
                if found is None or found.diverged.requirement != requirement or found.steps[-1] != steps[-1]:
                    return False
                shown.append(found)
                return True

            least = shrunk(
                finding.steps,
                shows,
                lambda steps: self.trouble is None and self._sent() - begun + total(steps) <= MOST_FOR_SHRINKING,
            )
            diverged = next(each.diverged for each in reversed(shown) if each.steps == least.steps)
            self.findings[requirement] = Finding(least.steps, diverged, finding.requests, least.minimal)

    def _new(self, phase: Phase) -> World:
        world = self._start(phase)
        world.settled = self._settled
        return world

    def _tour(self) -> Steps:
        return tour(self.held.keys() | self.findings.keys() | self._beyond)

    def _left(self) -> int:
        return self._budget - (self._sent() - self._polls)

    def _do(self, world: World, step: Step) -> None:
        self._steps.append(step)
        polled = world.polls
        try:
            perform(world, step)
        except Diverged as diverged:
            found = Finding(tuple(self._steps), diverged, self._sent())
            self.findings.setdefault(diverged.requirement, found)
            self._over = self._over or diverged.requirement not in self._waived
            self._world = None
        except Abandoned:
            self.abandoned += 1
            self._world = None
        except Exception as error:  # the generator of steps would take it for its own finding
            self.trouble = self.trouble or error
            self._over, self._world = True, None
        except BaseException:  # whatever it is, it is raised again
            self._over, self._world = True, None
            raise
        finally:
            self._polls += world.polls - polled
            self.held = {**world.held, **self.held}
            self.worked = {**world.worked, **self.worked}


def closing(plan: Plan) -> Iterable[Step]:
    """The steps that end every sequence, where a plan stands."""
    for lead in list(plan.leads)[:1]:
        yield RemoveLead(lead=lead)
    for client in sorted(plan.clients):
        yield RemoveClient(client=client, purge=True)


def total_of_closing(plan: Plan, step: Step) -> int:
    """What closing costs after one more step, at most."""
    after = Plan()
    after.clients, after.leads = set(plan.clients), dict(plan.leads)
    after.take(step)
    return sum(cost(each, after) for each in closing(after))
