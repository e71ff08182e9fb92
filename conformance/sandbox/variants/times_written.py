"""Moments written otherwise: ISO 8601 with `Z` leaves open how fine they are."""

import re

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant
from conformance.sandbox.operations import Operation
from conformance.sandbox.values import Json
from conformance.sandbox.variants._answers import every_answer, is_success, records

MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{3})Z")
NAMES = ("createdAt", "updatedAt", "finishedAt", "lastEventAt", "lastActivityDate")
SEEN = ("LG-ENV-011", "LG-LEAD-055", "LG-TASK-010", "LG-TERR-007", "LG-TERR-011", "LG-CLI-012", "LG-HOOK-002")


class _OtherTimes(Variant):
    """Writes each moment of a record anew. `template`: what stands for it."""

    requirements = SEEN
    template: str

    def apply(self, application: Application) -> None:
        """Rewrite them as the answer leaves."""

        def anew(value: Json) -> Json:
            return MOMENT.sub(self.template, value) if isinstance(value, str) else value

        def rewrite(_operation: Operation, _call: Call, answer: Answer) -> None:
            if is_success(answer) and isinstance(answer.body, dict):
                for shown in [answer.body, *records(answer)]:
                    shown.update({name: anew(shown[name]) for name in NAMES if name in shown})

        every_answer(application, rewrite)


class TimesInMicroseconds(_OtherTimes):
    """As Python writes them."""

    id = "times-in-microseconds"
    sentence = "Moments have six digits behind the second."
    template = r"\1.\g<2>000Z"


class TimesInNanoseconds(_OtherTimes):
    """As Go writes them."""

    id = "times-in-nanoseconds"
    sentence = "Moments have nine digits behind the second."
    template = r"\1.\g<2>000000Z"


class TimesInWholeSeconds(_OtherTimes):
    """As people write them."""

    id = "times-in-whole-seconds"
    sentence = "Moments have no fraction of a second, so that two changes may bear the same."
    template = r"\1Z"
