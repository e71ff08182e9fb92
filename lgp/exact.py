"""Answers whose integers are as the API gave them, whatever their size."""

import json
import re
from dataclasses import fields, replace
from functools import cached_property

from conformance.exchange import ABSENT, Exchange, Json, Response

_LONG = re.compile(rb"[0-9]{19}")
"""The shortest integer that the swift parser of all answers may round."""


class _Exact(Response):
    @cached_property
    def json(self) -> Json:
        """The body as JSON, with every integer whole, or ABSENT."""
        known = super().json
        return json.loads(self.body) if known is not ABSENT and _LONG.search(self.body) else known


def exact(answer: Exchange) -> Exchange:
    """An answer with its integers whole."""
    response = answer.response
    return replace(answer, response=_Exact(**{each.name: getattr(response, each.name) for each in fields(response)}))
