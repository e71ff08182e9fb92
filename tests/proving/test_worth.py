"""A test is worth what it judges; what it sends is known again by its looks, whatever was drawn."""

import json
from typing import Any

import pytest

from conformance.journal.records import ExchangeRecord, RequestFact
from conformance.proving.worth import looks, worth
from tests.outcome.building import Journal, requirement
from tests.proving.building import told


def sent(url: str = "/api/clients", body: Any = None, **facts: Any) -> ExchangeRecord:
    """An exchange whose request goes to a path, with a JSON body."""
    request = RequestFact(
        method="POST",
        url=f"http://127.0.0.1:1{url}",
        headers=(("Authorization", "Bearer …"),),
        body=None if body is None else json.dumps(body),
    )
    values: dict[str, Any] = {"purpose": "test", "actor": "owner_a", "operation": "createClient"}
    return ExchangeRecord(
        id="main.1", test="t", request=request, response=None, sent=0.0, elapsed=0.1, **(values | facts)
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (sent("/api/leads?id=3f2a9c1b-77"), sent("/api/leads?id=00ff12ab-00")),
        (sent(body={"clientName": "Wörk main-1"}), sent(body={"clientName": "Lgc main-22"})),
        (sent("/api/enrich-leads/3f2a9c1b"), sent("/api/enrich-leads/7f2a9c1b")),
        (sent("/api/leads?nextToken=Zm9JyG8KW_q"), sent("/api/leads?nextToken=KagJ-k5fYqg1s")),
        (sent("/api/leads?nextToken=ABCDEF12JnQYud"), sent("/api/leads?nextToken=LipnFs9")),
        (sent("/api/find-lead?email=main-2@t9z-fd3f.lgc"), sent("/api/find-lead?email=main-11@t4z-1c2b.lgc")),
        (sent(body={"totalLeadsFound": 700002552}), sent(body={"totalLeadsFound": 700002594})),
    ],
)
def test_what_was_drawn_has_no_part_in_the_looks(one: ExchangeRecord, other: ExchangeRecord) -> None:
    assert looks(one) == looks(other)


@pytest.mark.parametrize(
    "other",
    [
        sent(actor="owner_b"),
        sent(purpose="setup"),
        sent("/api/leads"),
        sent("/api/clients?limit=x"),
        sent(body={"lastName": "."}),
        sent(body={"lastName": 7}),
    ],
)
def test_sender_purpose_place_and_fields_are_the_looks(other: ExchangeRecord) -> None:
    assert looks(other) != looks(sent())


def test_a_number_below_zero_looks_like_no_other() -> None:
    assert looks(sent("/api/clients?limit=-1")) != looks(sent("/api/clients?limit=1"))


def test_a_request_that_is_sent_twice_is_needed_twice() -> None:
    journal = Journal(requirement())
    journal.exchange()
    journal.exchange()
    assert len(worth(told(journal)).needs) == 2


def test_what_evidence_passes_is_judged_where_its_exchanges_went() -> None:
    journal = Journal(requirement())
    journal.verify("LG-CLI-001", "passed")
    assert worth(told(journal)).judges == {("LG-CLI-001", "listClients")}


def test_what_is_not_decided_is_not_judged() -> None:
    journal = Journal(requirement())
    journal.verify("LG-CLI-001", "inconclusive")
    assert worth(told(journal)).judges == frozenset()


def test_what_checks_pass_is_judged() -> None:
    journal = Journal(requirement("LG-ENV-005", judged="passively"))
    journal.exchange(passed=("LG-ENV-005",))
    assert worth(told(journal)).judges == {("LG-ENV-005", "listClients")}
