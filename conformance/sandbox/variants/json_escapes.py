"""JSON that says the same with other signs."""

import json
from typing import Any

import orjson

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant
from conformance.sandbox.operations import Operation
from conformance.sandbox.variants._answers import every_answer


class AnswersAreAscii(Variant):
    """As some languages write JSON unless told otherwise."""

    id = "answers-are-ascii"
    sentence = "Answers escape every sign that is not ASCII, and every slash."
    requirements = (
        "LG-ISO-003",
        "LG-ISO-004",
        "LG-ISO-017",
        "LG-ISO-021",
        "LG-ISO-026",
        "LG-ISO-028",
        "LG-ISO-029",
        "LG-LEAD-009",
        "LG-ENV-009",
    )

    def apply(self, application: Application) -> None:
        """Write them so."""

        def escape(_operation: Operation, _call: Call, answer: Answer) -> None:
            if answer.body is not None:
                escaped: Any = orjson.Fragment(json.dumps(answer.body).replace("/", "\\/"))
                answer.body = escaped

        every_answer(application, escape)
