"""What must find nothing is tried by seeds that each draw another sandbox, and by slow ones."""

from conformance import catalogue
from conformance.proving.beside import scenes
from conformance.proving.false_alarms import SEEN_SLOWLY, planned
from conformance.proving.known import Variant
from conformance.proving.trial import Trial

VARIANT = Variant(id="created-is-200", sentence="Creating answers 200.", requirements=("LG-COMP-014",))
SEEDS = (1, 2, 3)


def seed_of_the_sandbox(trial: Trial) -> str:
    return trial.flags[trial.flags.index("--seed") + 1]


def test_the_seed_of_a_trial_draws_its_sandbox_too() -> None:
    trials = list(planned([VARIANT], SEEDS, quick=False, slow=True))
    assert [seed_of_the_sandbox(each) for each in trials] == [str(each.seed) for each in trials]
    assert {each.seed for each in trials} == set(SEEDS)


def test_no_two_trials_have_one_name() -> None:
    names = [each.name for each in planned([VARIANT], SEEDS, quick=False, slow=True)]
    names += [name for each in scenes(SEEDS) for name in each.names]
    assert sorted(names) == sorted(set(names))


def test_a_quick_matrix_tries_a_variant_once_by_what_it_touches() -> None:
    (trial,) = planned([VARIANT], SEEDS, quick=True, slow=True)
    assert (trial.seed, trial.only) == (1, VARIANT.requirements)


def test_answers_that_take_a_second_are_tried_by_requirements_that_tests_decide() -> None:
    slow = [each for each in planned([], SEEDS, quick=False, slow=True) if each.flags[-2:] == ("--latency", "1")]
    assert {each.seed for each in slow} == set(SEEDS)
    assert {each.only for each in slow} == {SEEN_SLOWLY}
    assert [each for each in SEEN_SLOWLY if catalogue.load()[each].judged != "actively"] == []


def test_a_scene_draws_its_sandbox_by_its_seed() -> None:
    assert {each.seed for each in scenes(SEEDS)} == set(SEEDS)
