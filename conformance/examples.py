"""Requests that a server takes, made from the examples in `references/openapi.json`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conformance.contract import Contract, Operation
from conformance.exchange import ABSENT, Json


@dataclass(frozen=True)
class ExampleRequest:
    """The parameters and the body of one call, in the form that `Caller.call` takes."""

    path: Mapping[str, str]
    query: Mapping[str, object]
    json: Json


def example_of(contract: Contract, operation: Operation) -> ExampleRequest:
    """A request with the required parameters and the first example body of an operation; its ids are nobody's."""
    parameters = [contract.resolve(each) for each in operation.definition.get("parameters", [])]
    return ExampleRequest(
        path={each["name"]: str(_value(contract, each)) for each in parameters if each["in"] == "path"},
        query={
            each["name"]: _value(contract, each)
            for each in parameters
            if each["in"] == "query" and each.get("required")
        },
        json=_body(contract, operation),
    )


def _value(contract: Contract, parameter: Mapping[str, Any]) -> Any:
    if "example" in parameter:
        return parameter["example"]
    if "examples" in parameter:
        return next(iter(parameter["examples"].values()))["value"]
    schema = contract.resolve(parameter["schema"])
    return next(iter(schema.get("examples", ["example"])))


def _body(contract: Contract, operation: Operation) -> Json:
    body = contract.resolve(operation.definition.get("requestBody"))
    if body is None:
        return ABSENT
    content = body["content"]["application/json"]
    if "example" in content:
        return content["example"]
    if "examples" in content:
        return contract.resolve(next(iter(content["examples"].values())))["value"]
    schema = contract.resolve(content["schema"])
    return next(iter(schema.get("examples", [ABSENT])))
