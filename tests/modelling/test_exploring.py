"""Exploring: a seed draws the same steps whatever is answered, within a budget, and what is undecided stays so."""

from collections.abc import Iterable
from typing import Any

import pytest

from conformance.exchange import Exchange, Phase
from conformance.expectations import Judgement
from conformance.fixtures.naming import Naming
from conformance.modelling.comparing import Said
from conformance.modelling.costs import total
from conformance.modelling.plan import sensible
from conformance.modelling.steps import (
    ChangeLead,
    Look,
    MakeBatch,
    MakeClient,
    RemoveClient,
    RemoveLead,
    Step,
    as_json,
)
from conformance.polling import Patience
from conformance.suites.properties.model.exploring import REQUESTS, Explorer, Finding
from conformance.suites.properties.model.findings import examples, told
from conformance.suites.properties.model.machine import explore
from conformance.suites.properties.model.tour import SPOKEN_OF, tour
from conformance.suites.properties.model.world import Diverged, World
from tests.engine.building import HUNG, exchange

HOME = MakeClient(client=1)


class Silent:
    """An actor whose calls get no answer."""

    def __init__(self, error: Exception = HUNG) -> None:
        self.error = error
        self.company = "a"
        self.calls = 0

    def call(self, *_: Any, **__: Any) -> Exchange:
        """No answer."""
        self.calls += 1
        raise self.error


class Names:
    """Names of nobody."""

    def client_name(self, _actor: object) -> str:
        """A name."""
        return "Acme"


class Recording(Explorer):
    """An explorer that may send nothing, and keeps what it was told to do, sequence by sequence."""

    def __init__(self) -> None:
        super().__init__(lambda _: world(Silent()), lambda: 0, budget=0)
        self.sequences: list[list[Step]] = []

    def begin(self) -> None:
        """A new sequence."""
        super().begin()
        self.sequences.append([])

    def perform(self, step: Step) -> None:
        """One more step."""
        self.sequences[-1].append(step)
        super().perform(step)


def world(actor: Any, phase: Phase = "model") -> World:
    names: Any = Names()
    naming: Naming = names
    return World(actor, None, naming, Patience(0), lambda: actor.calls, phase)


def explorer(actor: Silent, budget: int = 180, waived: Iterable[str] = ()) -> Explorer:
    return Explorer(lambda phase: world(actor, phase), lambda: actor.calls, budget, set(waived))


def drawn(seed: int) -> list[list[Step]]:
    recording = Recording()
    explore(recording, seed, sequences=8)
    return recording.sequences


def test_a_seed_draws_the_same_sequences_again() -> None:
    assert drawn(3) == drawn(3)


def test_another_seed_draws_others() -> None:
    assert drawn(3) != drawn(4)


@pytest.mark.parametrize("seed", range(5))
def test_every_drawn_step_finds_what_it_names(seed: int) -> None:
    assert [steps for steps in drawn(seed) if sensible(steps) != tuple(steps)] == []


@pytest.mark.parametrize("seed", range(5))
def test_every_sequence_opens_with_a_batch_and_an_update(seed: int) -> None:
    assert {tuple(map(type, steps[:3])) for steps in drawn(seed)} == {(MakeClient, MakeBatch, ChangeLead)}


def test_the_tour_is_a_sequence_without_a_gap() -> None:
    whole = tour(())
    assert sensible(whole) == whole


def test_the_tour_leaves_room_for_drawn_sequences() -> None:
    assert total(tour(())) <= REQUESTS["standard"] / 2


def test_there_is_no_tour_where_all_has_been_spoken_of() -> None:
    assert tour(SPOKEN_OF) == ()


@pytest.mark.parametrize("left", SPOKEN_OF)
def test_the_tour_for_one_requirement_is_shorter_and_hangs_together(left: str) -> None:
    short = tour([each for each in SPOKEN_OF if each != left])
    assert short
    assert sensible(short) == short
    assert total(short) < total(tour(()))


def test_what_got_no_answer_is_undecided() -> None:
    exploring = explorer(Silent())
    assert exploring.again((HOME,)) is None
    assert (exploring.abandoned, exploring.trouble) == (1, None)


def test_a_sequence_ends_where_no_answer_came() -> None:
    silent = Silent()
    explorer(silent).again((HOME, MakeClient(client=2), MakeClient(client=3)))
    assert silent.calls == 1


def test_what_the_harness_cannot_do_ends_the_exploration_and_is_kept() -> None:
    silent = Silent(RuntimeError("odd"))
    exploring = explorer(silent)
    for _ in range(2):
        exploring.begin()
        exploring.perform(HOME)
        exploring.end()
    assert (silent.calls, repr(exploring.trouble)) == (1, "RuntimeError('odd')")


def test_nothing_is_sent_beyond_the_budget() -> None:
    silent = Silent()
    exploring = explorer(silent, budget=10)
    exploring.begin()
    exploring.perform(HOME)
    assert silent.calls == 0


@pytest.mark.parametrize(("minimal", "words"), [(True, "the least that show it"), (False, "not minimal")])
def test_a_finding_tells_its_calls_one_a_line(minimal: bool, words: str) -> None:
    diverged = Diverged(Said("LG-LEAD-048", Judgement(False, "no lead", "status 200")), [exchange()])
    steps = (HOME, MakeBatch(client=1, leads=(1,), rows=({},)), RemoveLead(lead=1))
    assert told(Finding(steps, diverged, 9, minimal)).actual.splitlines() == [
        f"status 200; calls ({words}):",
        "  1. POST /clients: client 1",
        "  2. POST /leads: a batch in client 1 of lead 1",
        "  3. DELETE /leads: lead 1",
    ]


def test_kept_examples_come_back_and_others_are_passed_over() -> None:
    steps = (HOME, RemoveClient(client=1, purge=False))
    kept = [{"steps": as_json(steps), "minimal": True}, {"steps": [{"kind": "burn"}], "minimal": True}, 7, {}]
    assert list(examples(kept)) == [(steps, True)]


def test_a_kept_example_that_names_what_it_does_not_make_is_cut() -> None:
    kept = [{"steps": as_json((HOME, Look(lead=4))), "minimal": False}]
    assert list(examples(kept)) == [((HOME,), False)]


class Slow:
    """A target that shows what it should not from the second look on, or never."""

    def __init__(self, shows: bool) -> None:
        self.shows = shows
        self.calls = 0

    def look(self) -> tuple[list[Said], list[Exchange]]:
        """What is seen of it now."""
        self.calls += 1
        gone = not self.shows or self.calls == 1
        return [Said("LG-ISO-012", Judgement(gone, "nothing", "nothing" if gone else "a lead"))], [exchange()]


def lagging(slow: Slow) -> World:
    made = world(slow)
    made.patience = Patience(3, sleep=lambda _: None)
    return made


def test_what_shows_only_after_the_bound_diverges_and_is_not_held() -> None:
    slow = Slow(shows=True)
    late = lagging(slow)
    with pytest.raises(Diverged):
        late.absent("LG-ISO-012", slow.look)
    assert late.held == {}


def test_what_stays_away_is_held_by_both_looks_the_second_of_which_is_a_poll() -> None:
    slow = Slow(shows=False)
    away = lagging(slow)
    away.absent("LG-ISO-012", slow.look)
    assert (len(away.held["LG-ISO-012"].exchanges), away.polls) == (2, 1)


def test_where_no_view_lags_one_look_is_enough() -> None:
    slow = Slow(shows=False)
    world(slow).absent("LG-ISO-012", slow.look)
    assert slow.calls == 1
