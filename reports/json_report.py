"""report.json: the whole outcome for programs; its schema is `references/report.schema.json`."""

import json
from typing import Any

from conformance.harmless import bounded
from conformance.outcome.model import RunOutcome

NAME = "report.json"

TEXT_LIMIT = 5000
"""Characters of one value that the report keeps."""


def render(outcome: RunOutcome) -> str:
    """The outcome as JSON in plain ASCII, so that no value steers a terminal that shows the file."""
    return json.dumps(_bounded(outcome.model_dump(mode="python")), indent=2, ensure_ascii=True) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of the report."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **RunOutcome.model_json_schema(mode="serialization"),
        "title": "LeadGenius conformance report",
    }


def _bounded(value: Any) -> Any:
    if isinstance(value, str):
        return bounded(value, TEXT_LIMIT)
    if isinstance(value, dict):
        return {key: _bounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_bounded(each) for each in value]
    return value
