"""On a clean sandbox generated data reaches deep, finds nothing, costs what it may, and hangs on the seed alone."""

import json
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from conformance import contract, levels
from tests.proof.generated import evidence, exchanges, ran

pytestmark = pytest.mark.xdist_group("generated-deep")

LEAST_SHARE = 0.8
"""Of the requests whose data keeps the contract, how many get a 2xx."""

STANDARD = levels.load().level("standard")
MOST_REQUESTS = (STANDARD.generated or 0) - STANDARD.doses["links"] - STANDARD.doses["model"]
"""What the five suites may send at standard, logins and clean-up included."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the run."""
    return tmp_path_factory.mktemp("generated")


@pytest.fixture(scope="module")
def report(home: Path) -> Any:
    """The run's report."""
    return ran(home, "--seed", "1")


@pytest.fixture(scope="module")
def sent(home: Path, report: Any) -> list[dict[str, Any]]:
    """What the run's generated tests sent."""
    assert report["run"]["seed"] == 1
    return exchanges(home)


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What another run by the same seed sent."""
    folder = tmp_path_factory.mktemp("again")
    ran(folder, "--seed", "1")
    return exchanges(folder)


def positive(sent: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The requests whose data keeps the contract."""
    return [each for each in sent if each["valid"] is True and each["phase"] in ("examples", "valid", "coverage")]


def succeeded(exchange: dict[str, Any]) -> bool:
    return exchange["response"] is not None and 200 <= exchange["response"]["status"] < 300


def test_most_valid_data_is_taken(sent: list[dict[str, Any]]) -> None:
    taken = [succeeded(each) for each in positive(sent)]
    assert sum(taken) / len(taken) >= LEAST_SHARE


def test_every_operation_takes_some(sent: list[dict[str, Any]]) -> None:
    assert {each["operation"] for each in positive(sent) if succeeded(each)} == set(contract.load())


def test_the_sandbox_is_conformant_for_it(report: Any) -> None:
    assert report["verdict"] == "CONFORMANT"


def test_nothing_generated_breaks_anything(home: Path, report: Any) -> None:
    assert report["run"]["broken"] == []
    assert evidence(home) == []


def test_nothing_is_left_on_the_target(report: Any) -> None:
    assert report["leftovers"] == []


def test_the_suites_cost_what_they_may(report: Any) -> None:
    assert report["requests"]["total"] <= MOST_REQUESTS


def test_every_request_gets_an_answer(sent: list[dict[str, Any]]) -> None:
    assert [each["id"] for each in sent if each["fault"] is not None] == []


def test_the_same_seed_sends_as_many_requests(sent: list[dict[str, Any]], again: list[dict[str, Any]]) -> None:
    assert Counter(map(operation, again)) == Counter(map(operation, sent))


def test_the_same_seed_sends_the_same_shapes_in_the_same_order(
    sent: list[dict[str, Any]], again: list[dict[str, Any]]
) -> None:
    assert list(map(shape, again)) == list(map(shape, sent))


def test_another_seed_is_conformant_too_and_sends_other_data(sent: list[dict[str, Any]], tmp_path: Path) -> None:
    assert ran(tmp_path, "--seed", "2")["verdict"] == "CONFORMANT"
    assert list(map(shape, exchanges(tmp_path))) != list(map(shape, sent))


def operation(exchange: dict[str, Any]) -> tuple[str, str]:
    return exchange["phase"], exchange["operation"]


def shape(exchange: dict[str, Any]) -> tuple[Any, ...]:
    """What of a request hangs on the seed alone: whose values are ids, addresses and tokens, their place and type."""
    request = exchange["request"]
    query = sorted(name for name, _ in parse_qsl(urlsplit(request["url"]).query, keep_blank_values=True))
    return (*operation(exchange), exchange["valid"], exchange["actor"], query, body_shape(request["body"]))


def body_shape(text: str | None) -> Any:
    try:
        return types(json.loads(text or ""))
    except ValueError:
        return bool(text)


def types(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: types(each) for name, each in value.items()}
    if isinstance(value, list):
        return [types(each) for each in value]
    return type(value).__name__
