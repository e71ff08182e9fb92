"""Shrinking finds the least sequence that shows a divergence, within what it may send."""

from conformance.modelling.shrinking import Steps, shrunk
from conformance.modelling.steps import (
    ChangeClient,
    ChangeLead,
    Look,
    MakeBatch,
    MakeClient,
    MakeLead,
    RemoveClient,
    RemoveLead,
    WalkPages,
)

HOME = MakeClient(client=1)
LONG: Steps = (
    HOME,
    MakeBatch(client=1, leads=(1, 2, 3), rows=({"title": "long"}, {}, {"city": "long"})),
    MakeClient(client=2),
    ChangeLead(lead=2, changes={"city": "long"}),
    MakeLead(lead=4, client=2, fields={"title": "long"}),
    WalkPages(client=1, limit=2),
    RemoveLead(lead=3),
    ChangeClient(client=2, changes={"description": "long"}),
    ChangeLead(lead=1, changes={"title": "longer", "city": "long"}, by_path=True),
)


def always(_steps: Steps) -> bool:
    return True


def test_what_the_last_step_does_not_rest_on_is_left_out_and_the_rest_is_plain() -> None:
    found = shrunk(LONG, shows=always, affordable=always)
    assert found.steps == (
        HOME,
        MakeBatch(client=1, leads=(1,), rows=({},)),
        ChangeLead(lead=1, changes={"city": "x"}),
    )


def test_the_least_sequence_is_said_to_be_minimal() -> None:
    assert shrunk(LONG, shows=always, affordable=always).minimal


def test_what_the_divergence_needs_is_kept() -> None:
    def shows(steps: Steps) -> bool:
        return any(isinstance(each, RemoveLead) for each in steps)

    found = shrunk(LONG, shows, affordable=always)
    assert [str(each) for each in found.steps] == [
        "POST /clients: client 1",
        "POST /leads: a batch in client 1 of lead 1, lead 3",
        "DELETE /leads: lead 3",
        "PUT /leads: lead 1 gets city='x'",
    ]


def test_a_purge_keeps_a_lead_of_its_client_where_the_divergence_needs_one() -> None:
    def shows(steps: Steps) -> bool:
        return any(isinstance(each, MakeBatch) for each in steps)

    found = shrunk((*LONG[:-1], RemoveClient(client=1, purge=True)), shows, affordable=always)
    assert [type(each) for each in found.steps] == [MakeClient, MakeBatch, RemoveClient]


def test_what_never_shows_again_stays_whole() -> None:
    assert shrunk(LONG, shows=lambda _: False, affordable=always).steps == LONG


def test_a_search_that_is_cut_short_calls_nothing_minimal() -> None:
    trials = []

    def shows(steps: Steps) -> bool:
        trials.append(steps)
        return False

    found = shrunk(LONG, shows, affordable=lambda _: len(trials) < 3)
    assert (found.minimal, len(trials)) == (False, 3)


def test_a_sequence_is_tried_once() -> None:
    trials = []

    def shows(steps: Steps) -> bool:
        trials.append(steps)
        return len(steps) > 3

    shrunk(LONG, shows, affordable=always)
    assert not [each for number, each in enumerate(trials) if each in trials[:number]]


def test_every_trial_ends_with_the_step_that_diverged() -> None:
    trials = []

    def shows(steps: Steps) -> bool:
        trials.append(steps)
        return False

    shrunk((*LONG[:-1], Look(lead=1)), shows, affordable=always)
    assert {each[-1] for each in trials if isinstance(each[-1], Look)} == {Look(lead=1)}
    assert all(isinstance(each[-1], Look) for each in trials)
