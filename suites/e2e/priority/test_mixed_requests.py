"""Several credentials in one request, on every operation that shows who acts: it is the highest good one's person."""

from collections.abc import Callable, Iterator

import pytest

from conformance.credentials import Kind
from conformance.evidence import CannotTest
from conformance.expectations import satisfying
from conformance.fixtures.types import Judge, Verify
from conformance.harness import Harness
from conformance.laws.credentials import one_owner, unless_refused
from conformance.suites.e2e.priority.conftest import Opens
from conformance.suites.e2e.priority.mixed import ONE_ORDER, OPENS, TURNS, Mixed, Shown

pytestmark = [
    pytest.mark.xdist_group("credentials"),
    pytest.mark.parametrize(
        "turn",
        [pytest.param(turn, marks=pytest.mark.level("deep" if turn else "standard")) for turn in range(TURNS)],
    ),
]

Mixes = Callable[[int], Mixed]

NEVER_ANOTHER = frozenset({"LG-PRIO-006", "LG-PRIO-011", "LG-PRIO-015"})
"""The requirements that forbid to act as another, and allow to refuse."""

NOT_A_401 = satisfying("anything but 401", lambda status: status != 401)

KINDS: tuple[Kind, ...] = ("bearer", "cookie", "key")
"""The kinds of which any status but 401 says that they let their person in."""

MADE = {"createClient": "client.owner", "createLeads": "lead.owner"}
"""Where a new record shows its owner."""


def each_of(*numbers: int) -> pytest.MarkDecorator:
    """A test for each of these requirements, which stands alone."""
    names = [f"LG-PRIO-{number:03}" for number in numbers]
    return pytest.mark.parametrize(
        "requirement", [pytest.param(each, marks=pytest.mark.requirement(each)) for each in names]
    )


def tried(mixed: Mixed, requirement: str) -> Iterator[Shown]:
    """What is sent about a requirement, one by one; CannotTest where the profile gives nothing to try it with."""
    found = False
    for shown in mixed.of(requirement):
        found = True
        yield shown
    if not found:
        remedy = "Add [actors.owner_b], and an api_key with its user_id for both owners"
        raise CannotTest(f"the profile gives nothing to try {requirement} with", remedy)


@each_of(1, 2, 3, 4, 6, 7, 8, 11, 12, 13, 14, 15, 16)
def test_the_person_of_the_highest_good_credential_acts(
    mixes: Mixes, opens: Opens, judge: Judge, requirement: str, turn: int
) -> None:
    mixed = mixes(turn)
    for tenant in (mixed.person, mixed.other):
        if tenant is not None:
            opens(tenant)
    for shown in tried(mixed, requirement):
        acted = shown.acted
        if requirement in NEVER_ANOTHER:
            acted = unless_refused(shown.exchange, acted, 400, 401)
        if requirement == "LG-PRIO-007":
            acted = unless_refused(shown.exchange, acted, 401)
        judge(requirement, shown.exchange, acted)


@pytest.mark.requirement("LG-PRIO-005")
def test_a_request_is_never_two_people(harness: Harness, mixes: Mixes, opens: Opens, judge: Judge, turn: int) -> None:
    mixed = mixes(turn)
    opens(mixed.person)
    for shown in tried(mixed, ONE_ORDER):
        judge(
            "LG-PRIO-005", shown.exchange, one_owner(shown.exchange, mixed.people, harness.places.told(shown.exchange))
        )


@pytest.mark.parametrize(
    "requirement", [pytest.param(OPENS[kind], marks=pytest.mark.requirement(OPENS[kind])) for kind in KINDS]
)
def test_the_good_credential_lets_its_person_in(mixes: Mixes, verify: Verify, requirement: str, turn: int) -> None:
    for shown in tried(mixes(turn), requirement):
        verify(requirement, shown.exchange, expected=NOT_A_401, actual=shown.exchange.status)


@pytest.mark.requirement("LG-AUTH-030")
@pytest.mark.operation(*MADE)
def test_whoever_acts_owns_what_is_made(mixes: Mixes, verify: Verify, turn: int) -> None:
    mixed = mixes(turn)
    for shown in mixed.all():
        operation = str(shown.exchange.operation)
        if operation in MADE and shown.acted.holds:
            owner = shown.exchange.at(MADE[operation])
            verify("LG-AUTH-030", shown.exchange, expected=mixed.person.actor.user_id, actual=owner)
