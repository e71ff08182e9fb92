"""What runs leave: a result on their own lead and nowhere else, which only an overwriting run makes anew."""

import pytest

from conformance import contract
from conformance.evidence import Unusable, needed
from conformance.expectations import nonempty_string, one_of, success
from conformance.fixtures.types import Control, Judge
from conformance.laws.processing import answer_of, exactly, results_there, skipped_alone
from conformance.laws.rows import TIMES, kept
from conformance.suites.e2e.processing.processes import NO_RESULTS, Process, over_processes
from conformance.suites.e2e.processing.story import Story, fields_of

pytestmark = [
    pytest.mark.level("standard"),
    pytest.mark.operation("getEnrichLead"),
    pytest.mark.xdist_group("processing"),
]


def fields_in(schema: object) -> set[str]:
    """The names of the properties of a schema, its parts' among them."""
    resolved = contract.load().resolve(schema)
    parts = (fields_in(part) for part in resolved.get("allOf", []))
    return set(resolved.get("properties", {})).union(*parts)


FIELDS = fields_in({"$ref": "#/components/schemas/Lead"})
"""What a lead may have; of what is not answered when one is made, the view by id tells what it is by default."""


@pytest.mark.requirement("LG-PROC-014", "LG-PROC-013")
@over_processes()
def test_a_completed_run_leaves_its_result_on_its_lead_and_changes_nothing_else(
    story: Story, control: Control, judge: Judge, process: Process
) -> None:
    asking, leads = story.askings[process], story.leads
    control(asking.some, expected=success(), actual=asking.some.status)
    spared = story.row(leads.spared)
    for lead in leads:
        unset = {name: spared.get(name) for name in FIELDS - lead.sent.keys() - TIMES}
        filled = ("updatedAt", *story.changed(lead))
        rest = kept(unset | NO_RESULTS | story.due(lead), story.row(lead), but=filled, where="the lead")
        judge("LG-PROC-014", [asking.everything, asking.some, story.edited, story.seen[lead.id]], rest)
    for lead, answer in ((leads.whole, asking.everything), (leads.chosen, asking.some)):
        due = fields_of(process, answer)
        needed(answer, expected=one_of(1, 2), actual=len(due), what="something triggered")
        there = results_there(due, story.row(lead))
        if not there.holds and not story.completed(answer):
            raise Unusable(f"not every run of {answer.id} has completed, so not every result is due")
        judge("LG-PROC-013", [answer, *story.statuses.values(), story.seen[lead.id]], there)


@pytest.mark.requirement("LG-PROC-012")
@over_processes()
def test_a_result_is_made_anew_only_where_it_may_be_overwritten(story: Story, judge: Judge, process: Process) -> None:
    asking, again, leads = story.askings[process], story.repetitions[process], story.leads
    for lead in (leads.whole, leads.chosen):
        shown, held = story.result(lead, asking.on.field)
        needed(shown, expected=nonempty_string(), actual=held, what="a result on the lead")
    for answer in (again.silent, again.kept):
        judge("LG-PROC-012", answer, skipped_alone([asking.on.asked], answer_of(answer)))
    judge("LG-PROC-012", again.anew, exactly([asking.on.asked], answer_of(again.anew)))
