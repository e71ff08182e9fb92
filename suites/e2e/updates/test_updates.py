"""The laws of updates, on every PUT of a record: what was sent shows, the rest stays, and nothing comes of nothing."""

from collections.abc import Callable

import pytest

from conformance import contract
from conformance.evidence import needed
from conformance.expectations import one_of, without
from conformance.fixtures.types import Control, Judge, Verify
from conformance.laws.rows import agreeing, kept, stored
from conformance.laws.state import all_kept, changed_only, nothing_done, the_same_again
from conformance.laws.times import moved_on, not_taken
from conformance.suites.e2e.updates.conftest import Stories
from conformance.suites.e2e.updates.puts import Put, puts
from conformance.suites.e2e.updates.story import LONG_AGO

pytestmark = pytest.mark.xdist_group("updates")

ALL = puts(contract.load())
VIEWS = {"client": ("listClients",), "lead": ("getEnrichLead", "listLeads")}


def each_put(*requirements: Callable[[Put], str], smoke: bool = False) -> pytest.MarkDecorator:
    """Run a test for every PUT, marked with the requirements that its laws have for it."""
    return pytest.mark.parametrize(
        "put",
        [
            pytest.param(
                put,
                id=put.operation,
                marks=[
                    pytest.mark.operation(put.operation, *VIEWS[put.key]),
                    pytest.mark.requirement(*(law(put) for law in requirements)),
                    *([] if smoke and put.smoke else [pytest.mark.level("standard")]),
                ],
            )
            for put in ALL
        ],
    )


@each_put(lambda put: put.laws.answers, smoke=True)
def test_an_update_is_answered_with_the_record(stories: Stories, verify: Verify, judge: Judge, put: Put) -> None:
    story, law = stories.of(put), put.laws.answers
    step = story.changed
    answer = step.answers[0]
    verify(law, answer, expected=200, actual=answer.status)
    verify(law, answer, expected=story.start.id, actual=answer.at(f"{put.key}.id"))
    judge(law, answer, stored(step.changes, answer.record(put.key), where="the answer"))
    if law == "LG-LEAD-036":
        verify(law, step.seen, expected=200, actual=step.seen.status)
        verify(law, step.seen, expected=story.start.id, actual=step.seen.at("lead.id"))


@each_put(lambda put: put.laws.shows, smoke=True)
def test_an_update_shows_in_every_view(stories: Stories, control: Control, judge: Judge, put: Put) -> None:
    story, law = stories.of(put), put.laws.shows
    step = story.changed
    control(step.answers[0], expected=200, actual=step.answers[0].status)
    judge(law, step.exchanges, stored(step.changes, step.row, where=f"the {put.key}"))
    if story.listed is not None:
        agreed = agreeing(step.row or {}, story.listed.row(story.start.id), where="the listed lead")
        judge(law, [*step.exchanges, *story.listed.pages], agreed)


@each_put(lambda put: put.laws.keeps, smoke=True)
def test_an_update_keeps_what_was_not_sent(stories: Stories, control: Control, judge: Judge, put: Put) -> None:
    story = stories.of(put)
    step = story.changed
    control(step.answers[0], expected=200, actual=step.answers[0].status)
    only = changed_only(story.start.row, step.row, step.changes, where=f"the {put.key}", across=True)
    judge(put.laws.keeps, [story.start.made_by, *step.exchanges], only)


@each_put(lambda put: put.laws.shows, lambda put: put.laws.keeps)
def test_an_update_after_others_shows_and_keeps_as_well(stories: Stories, judge: Judge, put: Put) -> None:
    """A view that remembers shows the first update and not the next; a field may go with another than the first."""
    story, laws = stories.of(put), put.laws
    named = {name: value for name, value in story.cleared.changes.items() if name == put.name}
    needed(story.cleared.seen, expected=True, actual=bool(named), what="an update after others")
    judge(laws.shows, story.cleared.exchanges, stored(named, story.cleared.row, where=f"the {put.key}"))
    step, taken = story.parallel
    needed(step.seen, expected=True, actual=bool(taken), what="one of several updates at a time")
    law = kept(story.start.row, step.row, but=("updatedAt", put.name, *put.texts), where=f"the {put.key}")
    judge(laws.keeps, [story.start.made_by, story.cleared.seen, *step.exchanges], law)


@each_put(lambda put: put.laws.idle)
def test_an_update_without_a_change_changes_nothing(stories: Stories, verify: Verify, judge: Judge, put: Put) -> None:
    story = stories.of(put)
    step = story.idle
    for answer in step.answers:
        verify(put.laws.idle, answer, expected=200, actual=answer.status)
    law = the_same_again(story.changed.row, step.row, where=f"the {put.key}")
    judge(put.laws.idle, [story.changed.seen, *step.exchanges], law)


@each_put(lambda put: put.laws.clears)
def test_null_and_the_empty_string_clear_an_optional_field(
    stories: Stories, verify: Verify, judge: Judge, put: Put
) -> None:
    story = stories.of(put)
    step = story.cleared
    by_null, by_nothing, *_ = step.answers
    verify(put.laws.clears, by_null, expected=200, actual=by_null.status)
    verify(put.laws.clears, by_nothing, expected=put.empty, actual=by_nothing.status)
    law = changed_only(story.idle.row or {}, step.row, step.changes, where=f"the {put.key}, with those fields unset")
    judge(put.laws.clears, [story.idle.seen, *step.exchanges], law)


@each_put(lambda _put: "LG-LEAD-055")
def test_the_times_of_a_record_move_with_its_changes_and_not_by_a_body(
    stories: Stories, verify: Verify, judge: Judge, put: Put
) -> None:
    story = stories.of(put)
    step = story.cleared
    _, _, dated, *_ = step.answers
    verify("LG-LEAD-055", dated, expected=one_of(200, 400), actual=dated.status)
    judge(
        "LG-LEAD-055",
        [story.changed.seen, *step.exchanges],
        moved_on(story.changed.row or {}, step.row),
    )
    judge("LG-LEAD-055", step.exchanges, not_taken(LONG_AGO, step.row))


@each_put(lambda _put: "LG-LEAD-041")
def test_parallel_updates_of_different_fields_are_all_kept(stories: Stories, judge: Judge, put: Put) -> None:
    story = stories.of(put)
    step, taken = story.parallel
    law = all_kept(story.cleared.row or {}, step.row, taken, where=f"the {put.key}")
    judge("LG-LEAD-041", [story.cleared.seen, *step.exchanges], law)


@each_put(lambda put: put.laws.wrong, lambda put: put.laws.nameless, lambda put: put.laws.untouched)
def test_a_refused_update_changes_nothing(
    stories: Stories, control: Control, verify: Verify, judge: Judge, put: Put
) -> None:
    story, laws = stories.of(put), put.laws
    right = story.changed.answers[0]
    control(right, expected=200, actual=right.status)
    tried, looks = story.refused
    for each in tried:
        requirement = laws.nameless if each.nameless else laws.wrong
        verify(requirement, each.answer, expected=400, actual=each.answer.status)
    before = story.parallel[0].row or {}
    refused = [each for each in tried if not each.answer.succeeded]
    for seen in looks:
        row = put.row(seen) or {}
        exchanges = [*(each.answer for each in refused), seen]
        fresh = without([each.good for each in refused])
        verify(laws.untouched, exchanges, expected=fresh, actual=[row.get(put.texts[1])])
        if len(refused) == len(tried):
            judge(laws.untouched, exchanges, nothing_done([before], [row], where=f"the {put.key}"))
