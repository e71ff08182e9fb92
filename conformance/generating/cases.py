"""Cases as schemathesis makes them from `openapi.json`; the one module that knows its data generation.

Schemathesis has no public way to draw a bounded, seeded number of cases of one phase, so this leans on two of its inner
modules; `tests/generating/test_cases.py` tells when they move.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import hypothesis
import requests
import schemathesis
from hypothesis import HealthCheck, Verbosity, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core import NOT_SET
from schemathesis.core.result import Ok
from schemathesis.generation.drivers import CoverageGenerator
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.generation.overrides import Override
from schemathesis.schemas import APIOperation, BaseSchema

from conformance import contract
from conformance.exchange import ABSENT
from conformance.generating import constants
from conformance.generating.draft import Draft

constants.ignore_our_own()

ApiOperation = APIOperation[Any, Any, Any, Any]

_CONFIG = {
    # Who asks is the actor's business; methods and spellings that no operation documents are held to nothing.
    "generation": {"with-security-parameters": False},
    "phases": {"coverage": {"generate-duplicate-query-parameters": False, "unexpected-methods": []}},
}

_BASE = "http://generated.invalid/api"


@cache
def schema() -> BaseSchema:
    """The contract as schemathesis reads it."""
    return schemathesis.openapi.from_dict(contract.load().document, config=SchemathesisConfig.from_dict(_CONFIG))


@cache
def operations() -> Mapping[str, ApiOperation]:
    """Every operation of the contract as schemathesis knows it, by operationId."""
    found = [result.ok() for result in schema().get_all_operations() if isinstance(result, Ok)]
    return {each.definition.raw["operationId"]: each for each in found}


def examples(operation: str) -> list[Draft]:
    """The documented examples of an operation's request, one draft each; none where nothing is to be sent."""
    strategies = operations()[operation].get_strategies_from_examples()
    return [draft_of(case, valid=True) for strategy in strategies for case in _drawn(strategy, 1, seed=0)]


def valid(operation: str, count: int, seed: int) -> list[Draft]:
    """At most `count` drafts whose data keeps the contract, the same for the same seed."""
    return _distinct(operation, GenerationMode.POSITIVE, count, seed, valid=True)


def invalid(operation: str, count: int, seed: int) -> list[Draft]:
    """At most `count` drafts whose data breaks it; none where an operation takes nothing that could be wrong."""
    return _distinct(operation, GenerationMode.NEGATIVE, count, seed, valid=False)


def coverage(operation: str, most: int | None = None) -> Iterator[Draft]:
    """The drafts that try every keyword of an operation's schemas once, kept and broken, in a fixed order.

    `most` bounds those of valid data, and those of invalid data: a body of many fields has hundreds.
    """
    known = operations()[operation]
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        generator = CoverageGenerator(
            operation=known,
            generation_modes=[mode],
            generation_config=schema().config.generation_for(operation=known, phase="coverage"),
            auth_storage=None,
            override=Override(),
            feedback=NO_FEEDBACK,
        )
        for case in islice(generator, most):
            yield draft_of(case, valid=mode is GenerationMode.POSITIVE)


def draft_of(case: Any, *, valid: bool | None) -> Draft:
    """The draft of a case: its request as it would leave, without headers but the content type."""
    sent = requests.Request(**case.as_transport_kwargs(base_url=_BASE)).prepare()
    parts = urlsplit(sent.path_url)
    body = case.body
    media = str(sent.headers.get("Content-Type", "")) if sent.body else ""
    is_json = body is not NOT_SET and _is_json(body) and media.startswith("application/json")
    return Draft(
        operation=case.operation.definition.raw["operationId"],
        path=tuple((name, str(value)) for name, value in (case.path_parameters or {}).items()),
        query=tuple(parse_qsl(parts.query, keep_blank_values=True)),
        body=body if is_json else ABSENT,
        raw=None if is_json or not sent.body else _text(sent.body),
        media=media,
        valid=valid,
        about=_about(case),
    )


def _distinct(operation: str, mode: GenerationMode, count: int, seed: int, *, valid: bool) -> list[Draft]:
    strategy = operations()[operation].as_strategy(generation_mode=mode)
    drafts = (draft_of(case, valid=valid) for case in _drawn(strategy, count, seed))
    return list({each.shape: each for each in drafts}.values())


def _drawn(strategy: SearchStrategy[Any], count: int, seed: int) -> Iterable[Any]:
    """At most `count` values of a strategy, the simplest first; none where it has none."""
    found: list[Any] = []

    @hypothesis.seed(seed)
    @settings(
        database=None,
        max_examples=count,
        deadline=None,
        phases=(hypothesis.Phase.generate,),
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    @hypothesis.given(strategy)
    def draw(value: Any) -> None:
        found.append(value)

    try:
        draw()
    except Unsatisfiable:
        return []
    return found[:count]


def _about(case: Any) -> str:
    """What schemathesis says of what it drew, in one line."""
    data = case.meta.phase.data if case.meta else None
    described = " ".join(str(getattr(data, "description", None) or "").split())
    parameter = getattr(data, "parameter", None)
    named = parameter and parameter != case.media_type and parameter not in described
    return f"{parameter}: {described}" if named else described


def _is_json(body: Any) -> bool:
    if isinstance(body, bytes):
        return False
    try:
        json.dumps(body)
    except (TypeError, ValueError, RecursionError):
        return False
    return True


def _text(body: bytes | str) -> str:
    return body if isinstance(body, str) else body.decode("latin-1")
