"""Steps are data: they go to JSON and back, and tell what they do."""

import pytest

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
    as_json,
    of_json,
)

ONE_OF_EACH: tuple[tuple[Step, str], ...] = (
    (MakeClient(client=1), "POST /clients: client 1"),
    (ChangeClient(client=1, changes={"description": "x"}), "PUT /clients: client 1 gets description='x'"),
    (MakeLead(lead=1, client=1, fields={"title": "x"}), "POST /leads: lead 1 in client 1 with title='x'"),
    (
        MakeBatch(client=1, leads=(2, 3), rows=({}, {"city": "y"})),
        "POST /leads: a batch in client 1 of lead 2, lead 3 with city='y'",
    ),
    (ChangeLead(lead=1, changes={"title": "y"}), "PUT /leads: lead 1 gets title='y'"),
    (ChangeLead(lead=1, changes={"title": "y"}, by_path=True), "PUT /enrich-leads/{id}: lead 1 gets title='y'"),
    (
        ChangeBatch(leads=(2, 3), rows=({"title": "a"}, {"city": "b"})),
        "PUT /leads: a batch, lead 2 gets title='a', lead 3 gets city='b'",
    ),
    (Look(lead=1), "GET /enrich-leads/{id}: lead 1"),
    (WalkPages(client=1, limit=2), "GET /leads: the pages of client 1, 2 rows each"),
    (Intrude(way="purge", client=1, lead=1), "another company: DELETE /clients?purge=true of client 1"),
    (Intrude(way="read", client=1, lead=1), "another company: GET /enrich-leads/{id} of lead 1"),
    (RemoveBatch(leads=(2, 3)), "DELETE /leads: a batch, lead 2, lead 3"),
    (RemoveLead(lead=1), "DELETE /leads: lead 1"),
    (RemoveClient(client=1, purge=True), "DELETE /clients?purge=true: client 1"),
    (RemoveClient(client=1, purge=False), "DELETE /clients: client 1"),
)


@pytest.mark.parametrize(("step", "words"), ONE_OF_EACH, ids=[words for _, words in ONE_OF_EACH])
def test_a_step_tells_its_call(step: Step, words: str) -> None:
    assert str(step) == words


def test_a_sequence_comes_back_from_json_as_it_was() -> None:
    steps = tuple(step for step, _ in ONE_OF_EACH)
    assert of_json(as_json(steps)) == steps


@pytest.mark.parametrize("value", [None, "steps", [{"kind": "burn client"}], [{"kind": "look"}], [7]])
def test_other_data_is_no_sequence(value: object) -> None:
    with pytest.raises(ValueError, match="no steps"):
        of_json(value)
