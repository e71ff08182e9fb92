"""Where a violation counts, and how it is told, in a small contract of every shape that a schema may have."""

from typing import Any

import orjson
import pytest

from conformance.checks import Facts
from conformance.checks.success_properties import CHECK, _cut
from conformance.contract import Contract
from conformance.exchange import Exchange, Request, Response

TEXT, STATED = {"type": "string"}, {"type": "string", "x-provenance": "stated"}
INFERRED = {"type": "string", "x-provenance": "inferred"}
WHEN = INFERRED | {"format": "date-time"}
SCHEMAS = {
    "Row": {
        "type": "object",
        "required": ["inferred", "unmarked", "nowhere"],
        "properties": {"inferred": INFERRED, "unmarked": TEXT, "tags": {"type": "array", "items": TEXT}},
        "allOf": [{"$ref": "#/components/schemas/Base"}],
    },
    "Base": {"required": ["base"], "properties": {"base": INFERRED, "properties": INFERRED}},
    "Pair": {
        "anyOf": [
            {"type": "object", "required": ["a", "b"], "properties": {"a": STATED, "b": TEXT}},
            {"$ref": "#/components/schemas/Other"},
        ]
    },
    "Other": {"type": "object", "required": ["c", "d"], "properties": {"c": STATED, "d": INFERRED, "when": WHEN}},
}
ROOT = {
    "type": "object",
    "maxProperties": 9,
    "properties": {
        "success": {"type": "boolean"},
        "unmarked": TEXT,
        "stated": STATED,
        "row": {"x-provenance": "stated", "$ref": "#/components/schemas/Row"},
        "rows": {"x-provenance": "observed", "type": "array", "items": {"$ref": "#/components/schemas/Row"}},
        "pair": {"x-provenance": "inferred", "$ref": "#/components/schemas/Pair"},
        "owner": {"type": ["string", "null"], "format": "uuid", "pattern": "^[0-9a-f-]+$", "x-provenance": "stated"},
        "thing": {"x-provenance": "stated", "type": "object", "required": ["lost"]},
        "kind": {"enum": ["x" * 300], "x-provenance": "stated"},
    },
}
OPERATION = {
    "operationId": "getThing",
    "security": [],
    "x-conformance": {"effects": [], "requirements": []},
    "responses": {"200": {"content": {"application/json": {"schema": ROOT}}}},
}
TOY = Contract({"paths": {"/things": {"get": OPERATION}}, "components": {"schemas": SCHEMAS}})
ROW = {"inferred": "x", "unmarked": "x", "nowhere": "x", "base": "x"}


def told(**body: Any) -> dict[str, str]:
    """What is found broken in a body, by where it counts."""
    response = Response(200, (), orjson.dumps({"success": True, **body}))
    exchange = Exchange("main.1", Request("GET", "http://127.0.0.1/api/things"), response, "getThing", None)
    names = {"LG-ENV-006": "documented", "LG-ENV-007": "inferred"}
    found = CHECK.judge(exchange, Facts(TOY, {}, {}))
    return {names[requirement]: each.actual for requirement, each in found.items() if not each.holds}


def test_a_body_that_is_as_documented_breaks_nothing() -> None:
    pair = {"c": "x", "d": "x"}
    assert told(unmarked="x", stated="x", row=ROW, rows=[ROW], pair=pair, owner="0f", kind="x" * 300) == {}


WRONG: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "a property of its own provenance": ({"stated": 1}, {"documented": "`stated` is 1, against type ['string']"}),
    "a property without one, below the body": (
        {"unmarked": 1},
        {"inferred": "`unmarked` is 1, against type ['string']"},
    ),
    "an inferred property of a stated object": (
        {"row": ROW | {"inferred": 1}},
        {"inferred": "`row.inferred` is 1, against type ['string']"},
    ),
    "a property without one, below a stated object": (
        {"row": ROW | {"unmarked": 1}},
        {"documented": "`row.unmarked` is 1, against type ['string']"},
    ),
    "a property of a part of it": (
        {"row": ROW | {"base": 1}},
        {"inferred": "`row.base` is 1, against type ['string']"},
    ),
    "a property that is called like a keyword": (
        {"row": ROW | {"properties": 1}},
        {"inferred": "`row.properties` is 1, against type ['string']"},
    ),
    "what is required, but documented nowhere": ({"thing": {}}, {"documented": "`thing.lost` is missing"}),
    "an object that is none": ({"row": 1}, {"documented": "`row` is 1, against type ['object']"}),
    "a row of a list": (
        {"rows": [ROW, ROW | {"unmarked": 1}]},
        {"documented": "`rows.1.unmarked` is 1, against type ['string']"},
    ),
    "a row that is none": ({"rows": [1]}, {"documented": "`rows.0` is 1, against type ['object']"}),
    "all of a row missing": (
        {"row": {}},
        {
            "documented": "`row.unmarked` is missing; `row.nowhere` is missing",
            "inferred": "`row.inferred` is missing; `row.base` is missing",
        },
    ),
    "the first of two alternatives": ({"pair": {"a": "x"}}, {"inferred": "`pair.b` is missing"}),
    "the second of two alternatives": ({"pair": {"c": "x"}}, {"inferred": "`pair.d` is missing"}),
    "more of the second": (
        {"pair": {"a": 1, "c": 1, "d": 1}},
        {"documented": "`pair.c` is 1, against type ['string']", "inferred": "`pair.d` is 1, against type ['string']"},
    ),
    "as much of both": (
        {"pair": {"a": 1, "c": 1}},
        {"documented": "`pair.a` is 1, against type ['string']", "inferred": "`pair.b` is missing"},
    ),
    "all that is wrong in an alternative but a time": (
        {"pair": {"c": 1, "d": 1, "when": 7}},
        {"documented": "`pair.c` is 1, against type ['string']", "inferred": "`pair.d` is 1, against type ['string']"},
    ),
    "neither": ({"pair": {}}, {"documented": "`pair.a` is missing", "inferred": "`pair.b` is missing"}),
    "the body itself": (
        {str(number): number for number in range(9)},
        {"inferred": "the body is an object, against maxProperties 9"},
    ),
    "success, which is judged elsewhere": ({"success": 1}, {}),
    "no object": ({"pair": 7}, {"inferred": "`pair` is 7, against type ['object']"}),
    "a value whose format is judged elsewhere": ({"owner": "?"}, {}),
    "an unset value": ({"owner": ""}, {}),
    "a time that is none": ({"pair": {"c": "x", "d": "x", "when": 7}}, {}),
    "a time that is null": (
        {"pair": {"c": "x", "d": "x", "when": None}},
        {"inferred": "`pair.when` is None, against type ['string']"},
    ),
}


@pytest.mark.parametrize(("body", "found"), WRONG.values(), ids=WRONG)
def test_a_violation_counts_by_its_property_or_the_nearest_above(body: dict[str, Any], found: dict[str, str]) -> None:
    assert told(**body) == found


def test_a_long_value_and_a_long_keyword_are_told_in_short() -> None:
    assert told(kind="y" * 300) == {
        "documented": f"`kind` is '{'y' * 200}', against enum ['{'x' * 193}",
    }


def test_four_violations_are_named_and_of_a_thousand_the_others_counted() -> None:
    assert told(row={}, rows=[{"inferred": "x", "base": "x"}]) == {
        "documented": "`row.unmarked` is missing; `row.nowhere` is missing; "
        "`rows.0.unmarked` is missing; `rows.0.nowhere` is missing",
        "inferred": "`row.inferred` is missing; `row.base` is missing",
    }
    many = told(rows=[1] * 1_001)
    assert many["documented"].endswith("; `rows.3` is 1, against type ['object'] and 996 more")


def test_a_row_far_on_is_named_by_its_place() -> None:
    assert told(rows=[*[ROW] * 1_200, 1]) == {"documented": "`rows.1200` is 1, against type ['object']"}


def test_what_is_wrong_far_on_in_a_list_of_a_row_is_told_without_its_place() -> None:
    found = told(row={**ROW, "tags": [*["x"] * 1_200, 1]})
    assert found == {"inferred": "something beyond the first 1000 items of a list within a row"}


def lists(levels: int) -> Any:
    """So many arrays, each in the one above."""
    return [lists(levels - 1)] if levels > 1 else []


def objects(levels: int) -> Any:
    """So many objects, each in the one above."""
    return {"below": objects(levels - 1)} if levels > 1 else {}


@pytest.mark.parametrize("body", [lists(33), objects(33), [objects(32), 1], {"rows": lists(32), "total": None}])
def test_a_body_is_judged_as_it_is_down_to_the_deepest_level(body: Any) -> None:
    assert _cut(body) == body


@pytest.mark.parametrize(
    ("body", "cut"),
    [
        (lists(34), lists(33)),
        (objects(34), objects(33)),
        (objects(100), objects(33)),
        ({"rows": lists(40), "row": objects(3), "total": 1}, {"rows": lists(32), "row": objects(3), "total": 1}),
    ],
)
def test_what_lies_below_the_deepest_level_is_left_empty(body: Any, cut: Any) -> None:
    assert _cut(body) == cut
