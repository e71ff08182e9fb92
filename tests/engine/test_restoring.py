"""Putting settings back: by the test itself, by the end of the run, or by a sweep; and nobody else's value is lost."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from conformance import launcher, profile
from conformance.evidence import Unusable
from conformance.fixtures import companies
from conformance.fixtures.companies import BorrowedCompany, borrowed_company, company_lock
from conformance.fixtures.naming import Naming
from conformance.fixtures.settings import KINDS, Borrowed, borrowed, shown
from conformance.harness import Harness
from conformance.locks import ActorLock
from conformance.profile import Profile
from conformance.restoring import overwritten
from conformance.run_id import RunId
from conformance.sweeping import Sweep, described
from conformance.transport import TransportFault
from tests.engine.building import context

URL = next(kind for kind in KINDS if kind.keys)
OURS = "https://settings.example/lgc-20260131t101500z-3fa9c1-a-main-1/enrichment1"


@pytest.mark.parametrize(
    ("before", "now", "due"),
    [
        ("theirs", OURS, {"f": "theirs"}),
        (None, OURS, {"f": ""}),
        ("theirs", None, {"f": "theirs"}),
        ("theirs", "", {"f": "theirs"}),
        ("theirs", "somebody's since", {}),
        (None, "somebody's since", {}),
        ("theirs", "theirs", {}),
        (None, None, {}),
        ("theirs", [OURS], {"f": "theirs"}),
        ("theirs", 7, {}),
    ],
)
def test_only_what_a_run_wrote_or_cleared_is_put_back(before: str | None, now: str | None, due: Any) -> None:
    assert overwritten({"f": before}, {"f": now}) == due


@pytest.fixture(scope="module")
def target() -> Iterator[Profile]:
    with launcher.sandbox() as file:
        yield profile.read(file)


@pytest.fixture
def harness(target: Profile, tmp_path: Path) -> Iterator[Harness]:
    with ExitStack() as stack:
        yield opened(target, tmp_path / "run", stack)


def opened(target: Profile, folder: Path, stack: ExitStack) -> Harness:
    made = context(folder, target.base_url)
    facts = {"run": RunId.new().text, "out": folder, "profile": target}
    harness = Harness(made.model_copy(update=facts), "main")
    stack.callback(harness.close)
    return harness


def url_settings(harness: Harness) -> dict[str, Any]:
    row = shown(harness.actor("owner_a").call(URL.read))
    return {name: row.get(name) or None for name in URL.fields}


def test_a_test_puts_back_what_it_changed(harness: Harness) -> None:
    before = url_settings(harness)
    with borrowed(harness, harness.actor("owner_a")) as place:
        place.put(URL, URL.values(Naming(harness)))
        assert url_settings(harness) != before
    assert url_settings(harness) == before
    assert harness.ledger.outstanding() == []


def test_what_somebody_else_has_set_meanwhile_is_left_to_them(harness: Harness) -> None:
    before, owner, field = url_settings(harness), harness.actor("owner_a"), URL.fields[3]
    with borrowed(harness, owner) as place:
        place.put(URL, URL.values(Naming(harness)))
        owner.call(URL.update, json={field: "https://somebody.example"})
        with pytest.raises(Unusable, match=field):
            place.insist_undisturbed(URL, [place.get(URL)])
    assert url_settings(harness) == before | {field: "https://somebody.example"}
    assert harness.ledger.outstanding() == []
    owner.call(URL.update, json={field: before[field] or ""})


def test_values_of_a_run_and_those_that_stood_there_disturb_nobody(harness: Harness) -> None:
    with borrowed(harness, harness.actor("owner_a")) as place:
        stood = place.look(URL)
        place.put(URL, {URL.fields[3]: URL.values(Naming(harness))[URL.fields[3]]})
        looks = [stood, place.get(URL)]
        place.insist_undisturbed(URL, looks)
        assert [place.set_by_others(URL, look) for look in looks] == [set(), set()]


def test_a_key_that_stood_there_is_in_no_ledger(harness: Harness) -> None:
    owner, key = harness.actor("owner_a"), URL.keys[0]
    owner.call(URL.update, json={key: "key-of-their-own-0123456789"})
    with borrowed(harness, owner) as place:
        assert shown(place.look(URL))[key]
        place.put(URL, {key: "key-of-the-test-0123456789"})
    booked = [entry.before for entry in harness.ledger.entries.values()]
    assert [before for before in booked if key in before] == []
    owner.call(URL.update, json={key: ""})


def test_a_change_that_got_no_answer_is_put_back(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    before, send = url_settings(harness), harness._transport.send

    def hung(request: Any, **facts: Any) -> Any:
        send(request, **facts)
        monkeypatch.undo()
        raise TransportFault("no answer", processed=True)

    with borrowed(harness, harness.actor("owner_a")) as place:
        place.look(URL)
        monkeypatch.setattr(harness._transport, "send", hung)
        with pytest.raises(TransportFault):
            place.put(URL, URL.values(Naming(harness)))
    assert url_settings(harness) == before


def test_a_run_that_is_killed_is_swept_of_its_change(harness: Harness, target: Profile, tmp_path: Path) -> None:
    before = url_settings(harness)
    Borrowed(harness, harness.actor("owner_a")).put(URL, URL.values(Naming(harness)))
    harness.close()
    with ExitStack() as stack:
        later = opened(target, tmp_path / "later", stack)
        sweeping = Sweep(later)
        left = sweeping.left_by(harness.context.out)
        assert [described(each) for each in left] == ["the change by updateUrlSettings of owner_a"]
        sweeping.remove(left, harness.context.out)
        assert url_settings(later) == before
        assert Sweep(later).left_by(harness.context.out) == []


def company_name(harness: Harness) -> object:
    return harness.actor("owner_a").call("getCompany").at("company.name")


def test_a_company_is_given_its_name_again_by_the_test_that_took_it(harness: Harness) -> None:
    before, owner = company_name(harness), harness.actor("owner_a")
    with borrowed_company(harness, owner) as place:
        place.send("updateCompany", {"name": Naming(harness).tagged("a")}, by=harness.actor("admin_a"))
        assert company_name(harness) != before
        assert len(harness.ledger.outstanding()) == 1
    assert company_name(harness) == before
    assert harness.ledger.outstanding() == []


def test_a_company_that_somebody_has_renamed_since_keeps_that_name(harness: Harness) -> None:
    before, owner = company_name(harness), harness.actor("owner_a")
    with borrowed_company(harness, owner) as place:
        place.send("updateCompany", {"name": Naming(harness).tagged("a")})
        owner.call("updateCompany", json={"name": "Northwind"})
    assert company_name(harness) == "Northwind"
    owner.call("updateCompany", json={"name": before})


def test_a_run_that_is_killed_is_swept_of_a_companys_name(harness: Harness, target: Profile, tmp_path: Path) -> None:
    before, owner = company_name(harness), harness.actor("owner_a")
    read = owner.call("getCompany")
    BorrowedCompany(harness, owner, read).send("updateCompany", {"name": Naming(harness).tagged("a")})
    harness.close()
    with ExitStack() as stack:
        later = opened(target, tmp_path / "later", stack)
        sweeping = Sweep(later)
        left = sweeping.left_by(harness.context.out)
        assert [described(each) for each in left] == ["the change by updateCompany of owner_a"]
        sweeping.remove(left, harness.context.out)
        assert company_name(later) == before
        assert Sweep(later).left_by(harness.context.out) == []


def test_a_company_that_another_process_keeps_leaves_the_test_undecided(
    harness: Harness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(companies, "_LOCK_BOUND", -harness.profile.bounds.task)
    held = ActorLock(harness.context.state, "company-a", 0.0)
    try:
        with pytest.raises(Unusable), company_lock(harness, "a"):
            pass
    finally:
        held.release()
    with company_lock(harness, "a"), company_lock(harness, "a"):
        pass


def test_a_company_is_waited_for_longer_than_a_run_may_take(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    def lock(folder: Path, name: str, bound: float) -> ActorLock:
        waited.append(bound)
        return ActorLock(folder, name, 0.0)

    monkeypatch.setattr(companies, "ActorLock", lock)
    with company_lock(harness, "a"):
        assert waited[0] > harness.profile.bounds.task
