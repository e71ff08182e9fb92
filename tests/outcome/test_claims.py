import pytest

from conformance.catalogue import Catalogue
from conformance.claims import Selection, make_claim
from conformance.errors import RefusedForSafety, UsageError
from conformance.journal.records import ClaimFact
from conformance.levels import Levels
from tests.outcome.building import requirement

LEVELS = Levels.model_validate(
    {
        "levels": {
            "smoke": {"requests": 90},
            "standard": {"extends": "smoke", "handwritten": 1500, "generated": 1000, "per_extra_worker": 40},
            "deep": {"extends": "standard"},
        },
        "scopes": {
            "single-user": {"about": "what one login proves"},
            "core": {"about": "both tenants", "extends": ["single-user"]},
            "limits": {"about": "the rate limit"},
            "all": {"about": "everything", "extends": ["core", "limits"]},
        },
    }
)
LOGIN, LIST, LIMIT, DEEP = "LG-AUTH-001", "LG-CLI-001", "LG-RATE-001", "LG-CLI-002"
HOOK, SETTING = "LG-HOOK-001", "LG-SET-001"
PLAIN = [
    requirement(LOGIN, scope="single-user", operations=("login",), **{"from": "smoke"}),
    requirement(LIST),
    requirement(LIMIT, scope="limits"),
    requirement(DEEP, **{"from": "deep"}),
]
COSTLY = [
    requirement(HOOK, operations=("createWebhook",), effects=("data", "permanent")),
    requirement(SETTING, operations=("updateCompany",), effects=("singleton",)),
]
EFFECTS = {"createWebhook": {"permanent"}, "updateCompany": {"singleton"}, "listClients": {"none"}}


def claim(
    *scopes: str,
    level: str = "standard",
    allowed: tuple[str, ...] = (),
    shared: bool = False,
    selection: Selection | None = None,
    costly: bool = False,
) -> ClaimFact:
    """The claim over the small catalogue, of scope `all` unless others are named."""
    return make_claim(
        Catalogue([*PLAIN, *COSTLY] if costly else PLAIN),
        LEVELS,
        level,
        scopes=scopes or ("all",),
        allowed=allowed,
        shared=shared,
        selection=selection,
        operation_effects=EFFECTS,
    )


def test_everything_at_standard_is_whole_though_some_is_left_to_deep() -> None:
    made = claim()
    assert (made.words, made.whole, made.included) == ("everything at standard", True, (LOGIN, LIST, LIMIT))


def test_everything_at_deep_leaves_nothing_out() -> None:
    assert claim(level="deep").excluded == {}


def test_what_is_left_to_deep_says_how_to_claim_it() -> None:
    assert claim().excluded[DEEP] == "begins at level deep, and this run is at standard (add --level deep)"


@pytest.mark.parametrize(
    ("selection", "by_the_way"),
    [
        (Selection(suites={"clients": {LIST}}), (LIST,)),
        (Selection(requirements=(LIST,)), ()),
        (Selection(suites={"clients": {LIST}}, requirements=(LIST,)), ()),
        (None, ()),
    ],
    ids=["by a suite", "by name", "by a suite and by name", "all"],
)
def test_what_is_claimed_by_the_way_is_what_nobody_named(
    selection: Selection | None, by_the_way: tuple[str, ...]
) -> None:
    assert claim(selection=selection).incidental == by_the_way


@pytest.mark.parametrize(
    ("level", "selection", "thorough"),
    [
        ("standard", None, True),
        ("deep", Selection(requirements=(LIST,)), True),
        ("smoke", None, False),
        ("standard", Selection(suites={"clients": {LIST}}, requirements=(LIST,)), False),
        ("standard", Selection(operations=("listClients",)), False),
        ("standard", Selection(by_pytest=True), False),
    ],
)
def test_a_claim_is_thorough_where_its_requirements_are_tried_by_all_of_their_tests(
    level: str, selection: Selection | None, thorough: bool
) -> None:
    assert claim(level=level, selection=selection).thorough == thorough


def test_smoke_is_never_whole() -> None:
    made = claim(level="smoke")
    assert (made.words, made.whole, made.included) == ("all at smoke", False, (LOGIN,))


def test_a_scope_takes_the_scopes_along_that_it_extends() -> None:
    made = claim("core")
    assert (made.words, made.whole, made.included) == ("core at standard", False, (LOGIN, LIST))


def test_what_is_outside_the_scope_says_what_to_add() -> None:
    expected = 'outside the scope single-user (add "core" to the profile\'s scope)'
    assert claim("single-user").excluded[LIST] == expected


def test_several_scopes_are_all_named() -> None:
    assert claim("single-user", "limits").words == "single-user, limits at standard"


@pytest.mark.parametrize("scopes", [("core", "sales"), ("sales",)])
def test_an_unknown_scope_is_refused(scopes: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="no scope sales"):
        claim(*scopes)


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(UsageError, match="no level huge"):
        claim(level="huge")


def test_an_effect_without_leave_is_out_of_the_claim_with_what_to_add() -> None:
    made = claim(costly=True, allowed=("singleton",))
    assert made.excluded[HOOK] == "it has permanent effects, which nobody allowed (add --allow permanent)"
    assert (made.words, made.whole) == ("all without permanent effects at standard", False)
    assert made.without == ("permanent",)


@pytest.mark.parametrize(("scope", "asked"), [("all", Selection(requirements=(LIST,))), ("single-user", Selection())])
def test_a_claim_is_without_every_effect_that_nobody_allowed_whatever_was_asked_for(
    scope: str, asked: Selection
) -> None:
    assert claim(scope, costly=True, selection=asked).without == ("permanent", "singleton")


def test_the_words_name_an_effect_that_a_part_of_what_is_claimed_would_have() -> None:
    catalogue = Catalogue([requirement(LIST, operations=("createWebhook", "listClients"))])
    made = make_claim(
        catalogue, LEVELS, "standard", scopes=("core",), allowed=(), shared=False, operation_effects=EFFECTS
    )
    assert (made.words, made.included) == ("core without permanent effects at standard", (LIST,))


def test_a_claim_on_a_shared_company_is_without_what_cannot_be_put_back() -> None:
    made = claim(costly=True, allowed=("singleton", "permanent"), shared=True)
    assert made.without == ("permanent", "singleton")


def test_with_all_effects_allowed_the_claim_is_whole() -> None:
    assert claim(costly=True, allowed=("singleton", "permanent")).whole


def test_removable_data_needs_no_leave() -> None:
    selection = Selection(requirements=(HOOK,))
    assert claim(costly=True, allowed=("permanent",), selection=selection).included == (HOOK,)


def test_nothing_permanent_is_made_in_a_shared_company() -> None:
    made = claim(costly=True, allowed=("singleton", "permanent"), shared=True)
    assert "disposable = true" in made.excluded[HOOK]
    assert SETTING in made.included


@pytest.mark.parametrize(
    "selection",
    [
        Selection(requirements=(HOOK,)),
        Selection(operations=("createWebhook",)),
        Selection(suites={"webhooks": (HOOK, SETTING)}),
    ],
)
def test_what_is_asked_for_by_name_without_leave_is_refused(selection: Selection) -> None:
    with pytest.raises(RefusedForSafety, match="asked for by name"):
        claim(costly=True, selection=selection)


def test_a_suite_of_which_a_part_is_allowed_runs_that_part() -> None:
    made = claim(costly=True, selection=Selection(suites={"clients": (LIST, HOOK)}))
    assert made.included == (LIST,)


def test_a_selected_operation_narrows_the_claim_to_its_requirements() -> None:
    made = claim(selection=Selection(operations=("listClients",)))
    assert (made.words, made.whole) == ("operation listClients of all at standard", False)
    assert (made.included, made.excluded[LOGIN]) == ((LIST, LIMIT), "not chosen by operation listClients")


def test_what_is_selected_in_two_ways_must_match_both() -> None:
    made = claim(selection=Selection(suites={"limits": (LIMIT, LOGIN)}, operations=("listClients",)))
    assert made.included == (LIMIT,)


def test_a_long_selection_is_named_in_short() -> None:
    selection = Selection(operations=("a", "b", "c", "d", "listClients"))
    assert claim(selection=selection).words == "operations a, b, c and 2 more of all at standard"


def test_an_unknown_requirement_is_refused() -> None:
    with pytest.raises(UsageError, match="LG-CLI-099"):
        claim(selection=Selection(requirements=("LG-CLI-099",)))


def test_a_claim_of_nothing_is_refused_with_the_reason() -> None:
    with pytest.raises(UsageError, match="LG-CLI-002: begins at level deep"):
        claim(selection=Selection(requirements=(DEEP,)))
