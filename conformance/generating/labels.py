"""Labels: what a generated request may create carries the run's tag, whatever was drawn, so that a sweep finds it."""

import json
from collections.abc import Collection
from typing import Any

from conformance.contract import Operation
from conformance.exchange import Json
from conformance.run_id import RunId

_TITLES = ("clientName", "searchName", "name", "companyName", "category")
"""The fields by which records are known, in the order of preference."""

REMARKS = ("description", "notes", "searchDescription")
"""Free text that carries the tag where a record has no title that could."""

_LONGEST_LOCAL_PART = 64
"""Characters before the `@` of an e-mail address (RFC 5321)."""


def labelled(operation: Operation, body: Json, run: RunId, tenant: str, fields: Collection[str]) -> Json:
    """A JSON body whose every row carries the tenant's canary and, in e-mails of leads, the run's domain.

    A title that is empty, or no text, is what is wrong on purpose: then a remark carries it, where there is none or it
    is a text. `fields` are those that the operation documents: no others are added.
    """
    if operation.creates is None and operation.method != "PUT":
        return body
    if not isinstance(body, dict):
        return body
    label = run.canary(tenant)
    rows = body.get("leads")
    if isinstance(rows, list):
        return body | {
            "leads": [_row(operation, row, label, run, fields) if isinstance(row, dict) else row for row in rows]
        }
    return _row(operation, body, label, run, fields)


def labelled_text(operation: Operation, text: str, run: RunId, tenant: str, fields: Collection[str]) -> str:
    """A body under another content type, labelled where it is JSON after all: a lenient server may take it."""
    try:
        body = json.loads(text)
    except ValueError:
        return text
    changed = labelled(operation, body, run, tenant, fields)
    return text if changed == body else json.dumps(changed)


def _row(operation: Operation, row: dict[str, Any], label: str, run: RunId, fields: Collection[str]) -> dict[str, Any]:
    changed = dict(row)
    if is_of_leads(operation):
        address = row.get("email")
        if isinstance(address, str) and address:
            changed["email"] = _address(address, run)
        elif _is_free(row, "notes") and operation.creates is not None:
            changed["notes"] = _tagged(row.get("notes"), label)
        return changed
    title = next((each for each in _TITLES if isinstance(row.get(each), str) and row[each]), None)
    if title is not None:
        changed[title] = _tagged(row[title], label)
    elif operation.creates is not None:
        remark = next((each for each in REMARKS if each in fields and _is_free(row, each)), None)
        if remark is not None:
            changed[remark] = _tagged(row.get(remark), label)
    return changed


def is_of_leads(operation: Operation) -> bool:
    """Whether the rows of an operation's body are leads."""
    return operation.creates == "lead" or operation.id in ("updateLeads", "updateEnrichLead")


def _is_free(row: dict[str, Any], field: str) -> bool:
    return row.get(field) is None or isinstance(row[field], str)


def _tagged(text: Any, label: str) -> str:
    drawn = text if isinstance(text, str) else ""
    return drawn if drawn.startswith(label) else f"{label} {drawn}".rstrip()


def _address(address: str, run: RunId) -> str:
    if address.lower().endswith(f"@{run.email_domain}"):
        return address
    return f"{address.split('@', 1)[0][:_LONGEST_LOCAL_PART] or 'x'}@{run.email_domain}"
