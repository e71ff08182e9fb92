"""Writes the schemas of what a run takes and leaves, from its models: `python -m conformance.reports._schemas`."""

import json
from typing import Any

from conformance import _layout, profile, waivers
from conformance.journal import records
from conformance.proving import rows
from conformance.reports import json_report


def published() -> dict[str, dict[str, Any]]:
    """The schemas by the name of their file in `references/`."""
    return {
        "journal.schema.json": records.schema(),
        "profile.schema.json": profile.schema(),
        "report.schema.json": json_report.schema(),
        "selftest.schema.json": rows.schema(),
        "waivers.schema.json": waivers.schema(),
    }


def written(schema: dict[str, Any]) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name, schema in published().items():
        (_layout.REFERENCES / name).write_text(written(schema), encoding="utf-8")
