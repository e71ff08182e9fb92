"""Tailoring: a drawn request is made to reach deep, by names in the places of ids, and by what a schema cannot say.

What a draft has wrong on purpose stays as it was drawn: an id that is empty or no text, a field that is missing. What
is a name already, because an earlier answer gives the value, stays as well.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from conformance.contract import Contract, Operation
from conformance.exchange import ABSENT, Json
from conformance.generating.draft import Draft, Pairs
from conformance.generating.labels import is_of_leads
from conformance.generating.names import FRESH, OWN, SECRET, name, named

Names = Callable[[str], str]
"""The name that takes the place of an id of a kind (`x-id` in openapi.json)."""

_SCRAPED_AT_MOST = 2
"""Leads that a generated scrape asks for: what it finds stays for good."""

_SECRETS = {"username": "username", "password": "password", "refreshToken": "refresh-token"}

_OTHER_RUNS = {"getLeadGenerationStatus": "scrape"}
"""Operations whose run ids are of another kind than the tasks'."""


def own(kind: str) -> str:
    """The name of a record of the run's own."""
    return name(OWN, kind)


def tailored(draft: Draft, contract: Contract, ids: Names = own) -> Draft:
    """A draft whose ids are names and whose secrets are the actor's, and which keeps what no schema says.

    A page's token stays only where it is what is wrong.
    """
    operation = contract[draft.operation]
    parameters = {each["name"]: each for each in map(contract.resolve, operation.definition.get("parameters", []))}
    rename = _kinds(operation, ids)
    query = _single(_parameters(draft.query, parameters, rename), draft, operation)
    path = _parameters(draft.path, parameters, rename)
    body = draft.body
    if draft.raw is None and body is not ABSENT:
        body = _body(contract, operation, body, rename)
        body = bounded(operation, body)
    changed = replace(draft, path=path, query=_known(query, operation), body=body)
    return _exclusive(changed, operation) if draft.valid else changed


def _kinds(operation: Operation, ids: Names) -> Names:
    other = _OTHER_RUNS.get(operation.id)
    return lambda kind: ids(other if other and kind == "run" else kind)


def _parameters(pairs: Pairs, parameters: Mapping[str, Mapping[str, Any]], ids: Names) -> Pairs:
    return tuple(
        (
            each,
            ids(parameters[each]["x-id"]) if _is_drawn(value) and "x-id" in parameters.get(each, {}) else _whole(value),
        )
        for each, value in pairs
    )


def _is_drawn(value: str) -> bool:
    """Whether a text is one that a generator drew: not empty, and no name."""
    return bool(value) and named(value) is None


def _whole(value: str) -> str:
    """The text without a fraction of nothing: `20.0` is an integer to JSON Schema, and rightly none to a server."""
    return value.removesuffix(".0") if value.removesuffix(".0").lstrip("-").isdecimal() else value


def _known(query: Pairs, operation: Operation) -> Pairs:
    """The query with the values that no schema tells: the caller's company, an address that a lead has."""
    known = {"companyId": own("company")}
    if operation.id == "findLead":
        known |= {"email": own("email"), "linkedinUrl": own("linkedin")}
    return tuple((each, known[each] if _is_drawn(value) and each in known else value) for each, value in query)


def _single(query: Pairs, draft: Draft, operation: Operation) -> Pairs:
    """The query without the token of a page, unless it is what the draft has wrong."""
    token = operation.page.token if operation.page else None
    wanted = draft.valid is False and token is not None and token in draft.about
    return query if wanted else tuple((each, value) for each, value in query if each != token or named(value))


def _body(contract: Contract, operation: Operation, body: Json, ids: Names) -> Json:
    return _changed(contract, contract.body_schema(operation), body, ids, operation)


def _changed(contract: Contract, schema: Any, value: Json, ids: Names, operation: Operation) -> Json:
    """A value with the ids and secrets that its schema marks replaced, however deep."""
    nodes = list(contract.parts(schema))
    if isinstance(value, dict):
        return {
            each: _field(
                contract,
                [node["properties"][each] for node in nodes if each in node.get("properties", ())],
                each,
                inner,
                ids,
                operation,
            )
            for each, inner in value.items()
        }
    if isinstance(value, list):
        items = [node["items"] for node in nodes if isinstance(node.get("items"), dict)]
        changed = [_field(contract, items, "", inner, ids, operation) for inner in value]
        texts = all(isinstance(each, str) for each in changed)
        return list(dict.fromkeys(changed)) if texts and changed != value else changed
    return value


def _field(contract: Contract, schemas: list[Any], field: str, value: Json, ids: Names, operation: Operation) -> Json:
    nodes = [node for schema in schemas for node in contract.parts(schema)]
    kinds = [node["x-id"] for node in nodes if "x-id" in node]
    if isinstance(value, list) and kinds:
        if any(isinstance(each, str) and named(each) for each in value):
            return [each for each in value if not isinstance(each, str) or named(each)]
        changed = [ids(kinds[0]) if isinstance(each, str) and each else each for each in value]
        return changed[:1] if changed and changed.count(changed[0]) == len(changed) else changed
    if isinstance(value, float) and value.is_integer():
        return int(value)  # an integer to JSON Schema, and rightly none to many a server
    if not isinstance(value, str):
        return _changed(contract, {"allOf": nodes}, value, ids, operation) if nodes else value
    if not _is_drawn(value):
        return value
    if kinds:
        return ids(kinds[0])
    if field == "threadId":
        return ids("thread")
    if field in _SECRETS and operation.is_open:
        return name(SECRET, _SECRETS[field])
    if field == "userEmail" or (field == "email" and is_of_leads(operation)):
        return name(FRESH, "email")  # somebody may own the address that was drawn
    if any(node.get("contentMediaType") == "application/json" for node in nodes):
        return "{}"
    return value


def bounded(operation: Operation, body: Json) -> Json:
    """A body that asks for few leads, also where it says no number; a number of another type is wrong on purpose."""
    if operation.id != "startLeadScrape" or not isinstance(body, dict):
        return body
    most = body.get("maxLeads")
    if most is None:
        return body | {"maxLeads": _SCRAPED_AT_MOST}
    odd = not isinstance(most, int) or isinstance(most, bool)
    return body if odd else body | {"maxLeads": min(most, _SCRAPED_AT_MOST)}


def _exclusive(draft: Draft, operation: Operation) -> Draft:
    """A valid draft with only one of what must stand alone (`x-exactly-one`), and with what must not be missing."""
    places = operation.definition.get("x-exactly-one", ())
    present = [each for each in places if _has(draft, each)]
    if len(present) > 1:
        return draft.with_body(ABSENT)
    needed = (*places, *operation.definition.get("x-at-least-one", ()))
    if needed and not any(_has(draft, each) for each in needed):
        where, field = needed[0].split(".", 1)
        kind = "email" if field == "email" else "lead"
        if where == "query":
            return draft.with_query((*draft.query, (field, own(kind))))
    return draft


def _has(draft: Draft, place: str) -> bool:
    where, field = place.split(".", 1)
    if where == "query":
        return any(each == field for each, _ in draft.query)
    return isinstance(draft.body, dict) and field in draft.body
