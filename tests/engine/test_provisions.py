"""What tests need of a company: a run makes it where it may, clears it after, and doctor tells where it may not."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from conformance import launcher, profile, provisions
from conformance.evidence import CannotTest
from conformance.fixtures.clients import make_client
from conformance.fixtures.leads import make_lead
from conformance.fixtures.naming import Naming
from conformance.fixtures.settings import KINDS, Kind, borrowed, shown
from conformance.fixtures.source_leads import SourceLeads
from conformance.harness import Harness
from conformance.polling import Patience
from conformance.profile import Company, Profile
from conformance.provisions import is_unset
from conformance.restoring import CHANGED
from conformance.run_id import RunId
from conformance.sightings import Sighting
from conformance.suites.e2e.tasks.firm import run_ids
from conformance.suites.e2e.tasks.processed import processed
from tests.engine.building import context, journal

SCOPES = ("single-user", "core", "bulk", "processing")


@pytest.fixture(scope="module")
def bare() -> Iterator[Profile]:
    """A target whose companies nobody has used yet, and where nothing is made that stays."""
    with launcher.sandbox(["--variant", "companies-begin-empty"]) as file:
        yield profile.read(file)


@pytest.fixture
def fresh() -> Iterator[Profile]:
    """The same, for a test that makes something."""
    with launcher.sandbox(["--variant", "companies-begin-empty"]) as file:
        yield profile.read(file)


def opened(target: Profile, folder: Path, stack: ExitStack) -> Harness:
    made = context(folder, target.base_url)
    facts = {"run": RunId.new().text, "out": folder, "profile": target}
    harness = Harness(made.model_copy(update=facts), "main")
    stack.callback(harness.close)
    return harness


@pytest.fixture
def guest(bare: Profile, tmp_path: Path) -> Iterator[Harness]:
    """A run in companies that others use."""
    shared = dict.fromkeys(bare.companies, Company(disposable=False))
    with ExitStack() as stack:
        yield opened(bare.model_copy(update={"companies": shared}), tmp_path / "run", stack)


@pytest.fixture
def host(fresh: Profile, tmp_path: Path) -> Iterator[Harness]:
    """A run in companies of its own."""
    with ExitStack() as stack:
        yield opened(fresh, tmp_path / "run", stack)


def told(harness: Harness) -> list[Sighting]:
    return list(provisions.of_companies(harness, SCOPES))


def set_fields(harness: Harness, kind: Kind) -> list[str]:
    row = shown(harness.actor("owner_a").call(kind.read))
    return [name for name in kind.fields if row.get(name)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_first_settings_are_made_where_there_are_none_and_cleared_at_the_end(host: Harness, kind: Kind) -> None:
    with borrowed(host, host.actor("owner_a")) as place:
        assert set(kind.fields) & set(shown(place.look(kind)))
    assert set_fields(host, kind) == []
    assert [(each.kind, each.removable) for each in host.ledger.outstanding()] == [("settings", False)]


def test_settings_that_are_there_are_read_once_and_nothing_is_made(host: Harness) -> None:
    host.actor("owner_a").call(KINDS[0].create, json={})
    made = len(host.ledger.entries)
    with borrowed(host, host.actor("owner_a")) as place:
        place.look(KINDS[0])
    assert len(host.ledger.entries) == made


def test_no_settings_are_made_in_a_company_that_others_use(guest: Harness) -> None:
    owner = guest.actor("owner_a")
    with borrowed(guest, owner) as place, pytest.raises(CannotTest) as refused:
        place.look(KINDS[0])
    assert "disposable = true" in refused.value.remedy
    assert is_unset(owner.call(KINDS[0].read))
    assert guest.ledger.entries == {}


def left_of(harness: Harness, operation: str) -> list[str]:
    """The reasons why a change by an operation, of a field that was empty before, is not put back."""
    harness.ledger.intend(CHANGED, operation, "owner_a", "a", before={KINDS[0].fields[0]: None})
    harness.cleaner.remove(harness.ledger.outstanding())
    return [each.reason for each in harness.ledger.outstanding()]


def test_first_settings_that_were_never_made_leave_nothing(guest: Harness) -> None:
    assert left_of(guest, KINDS[0].create) == []


def test_settings_that_were_there_and_are_not_shown_are_left_to_put_back(guest: Harness) -> None:
    assert left_of(guest, KINDS[0].update) == [f"{KINDS[0].read} got status 404"]


def test_a_run_is_started_of_what_is_configured_for_it_and_cleared_after(host: Harness) -> None:
    owner, naming = host.actor("owner_a"), Naming(host)
    lead = make_lead(owner, naming, make_client(owner, naming))
    assert run_ids(processed(host, owner, lead))
    assert [set_fields(host, kind) for kind in KINDS] == [[], [], []]


def test_source_leads_of_two_clients_are_brought_once(host: Harness) -> None:
    source_leads = SourceLeads(host, Naming(host), Patience(0.0))
    pair = source_leads.brought()
    assert source_leads.brought() == pair
    owner = host.actor("owner_a")
    query = {"companyId": pair[0].row["company_id"]}
    rows = owner.call("bulkSourceLeads", query=query, by="key").rows("leads")
    assert {row["client_id"] for row in rows} == {each.client_id for each in pair}


def test_no_source_leads_are_brought_to_a_company_that_others_use(guest: Harness) -> None:
    with pytest.raises(CannotTest) as refused:
        SourceLeads(guest, Naming(guest), Patience(0.0)).brought()
    assert "disposable = true" in refused.value.remedy
    assert guest.ledger.entries == {}


def test_what_may_not_be_made_and_is_not_there_is_told_with_its_remedy(guest: Harness) -> None:
    lacking = told(guest)
    assert {each.what for each in lacking} == {*(kind.read for kind in KINDS), "bulkSourceLeads"}
    assert all(not each.fine and "disposable = true" in each.remedy for each in lacking)


def test_nothing_is_told_of_what_a_run_may_make_and_nothing_is_asked(host: Harness) -> None:
    lacking, asked = told(host), journal(host.context.journal)
    assert (lacking, asked) == ([], [])


@pytest.mark.parametrize(
    "missing", ["no source leads of two clients for owner_a", "fewer than two source leads for owner_b"]
)
def test_source_leads_that_lack_are_told_of_each_company_as_its_tests_need_them(guest: Harness, missing: str) -> None:
    assert any(each.seen.startswith(missing) for each in told(guest))


@pytest.mark.parametrize("scope", ["single-user", "processing"])
def test_settings_that_lack_are_told_for_each_scope_that_needs_them(guest: Harness, scope: str) -> None:
    told_of_it = {each.what for each in provisions.of_companies(guest, (scope,))}
    assert {kind.read for kind in KINDS} <= told_of_it


def test_what_no_test_of_the_scope_needs_is_not_told(guest: Harness) -> None:
    assert list(provisions.of_companies(guest, ("admin",))) == []
