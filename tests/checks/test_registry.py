from types import ModuleType

import pytest

from conformance import catalogue, checks
from conformance.checks import Check, Facts
from conformance.errors import HarnessBroken
from conformance.exchange import Exchange
from conformance.expectations import Judgement
from tests.checks.exchanges import answered, facts


def nothing(_exchange: Exchange, _facts: Facts) -> dict[str, Judgement]:
    return {}


def test_every_passive_requirement_has_exactly_one_check() -> None:
    passive = {each.id for each in catalogue.load().values() if each.judged == "passively"}
    named = [requirement for check in checks.load().values() for requirement in check.requirements]
    assert sorted(named) == sorted(passive)


def test_the_checks_of_the_folder_are_accepted() -> None:
    assert checks.validated(checks.load(), catalogue.load()) == checks.load()


def test_the_check_of_a_module_is_its_own() -> None:
    module = ModuleType("odd")
    module.__dict__["CHECK"] = Check(("LG-ENV-001",), nothing)
    assert checks.check_of("odd", module) is module.__dict__["CHECK"]


def test_a_module_without_a_check_is_refused() -> None:
    with pytest.raises(HarnessBroken, match="the module empty of conformance/checks has no CHECK"):
        checks.check_of("empty", ModuleType("empty"))


@pytest.mark.parametrize("requirement", ["LG-CLI-001", "LG-ENV-999"])
def test_a_check_of_what_is_no_passive_requirement_is_refused(requirement: str) -> None:
    with pytest.raises(HarnessBroken, match=f"odd judges {requirement}, which is no passive requirement"):
        checks.validated({"odd": Check((requirement,), nothing)}, catalogue.load())


def test_two_checks_of_one_requirement_are_refused() -> None:
    twice = {name: Check(("LG-ENV-001",), nothing) for name in ("one", "two")}
    with pytest.raises(HarnessBroken, match="the checks one and two both judge LG-ENV-001"):
        checks.validated(twice, catalogue.load())


def test_only_the_wanted_requirements_are_judged_each_by_the_name_of_its_check() -> None:
    kept, broken = Judgement(True, "a", "a"), Judgement(False, "b", "c")

    def both(_exchange: Exchange, _facts: Facts) -> dict[str, Judgement]:
        return {"LG-ENV-001": kept, "LG-ENV-002": broken}

    known = {"both": Check(("LG-ENV-001", "LG-ENV-002"), both), "silent": Check(("LG-ENV-003",), nothing)}
    wanted = {"LG-ENV-002", "LG-ENV-003"}
    found = list(checks.judgements(known, answered("listClients", 200), facts(), wanted))
    assert found == [("both", "LG-ENV-002", broken)]


def test_a_check_is_given_the_exchange_and_the_facts() -> None:
    given: list[object] = []

    def noting(exchange: Exchange, about: Facts) -> dict[str, Judgement]:
        given.extend((exchange, about))
        return {}

    exchange, about = answered("listClients", 200), facts()
    assert list(checks.judgements({"noting": Check((), noting)}, exchange, about, ())) == []
    assert given == [exchange, about]
