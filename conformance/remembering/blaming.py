"""Which requirement a divergence breaks, by the kind of record, what gave the field its value, and where it was seen.

Where the catalogue has none, the memory says nothing.
"""

import re
from collections.abc import Mapping

from conformance.exchange import Exchange, Json
from conformance.laws.searches import is_odd_status
from conformance.laws.text import same_text
from conformance.remembering.kinds import Look, Name
from conformance.remembering.record import Attempt, Cause, Removal

_NAMED = frozenset({"client_id", "firstName", "lastName", "email", "owner", "company_id"})
_DETAILS = frozenset({"companyName", "companyDomain", "title", "linkedinUrl", "notes"})
_TEXTS = frozenset({"firstName", "lastName", "notes"})
_RESULT = re.compile(r"(enrichment|copyright|message)\d+")

SETTINGS: tuple[Name, ...] = ("url", "agent", "sdr-ai")

_READS: Mapping[tuple[Name, Cause], str] = {
    ("client", "changed"): "LG-CLI-011",
    ("client", "cleared"): "LG-CLI-013",
    ("client", "kept"): "LG-CLI-012",
    ("lead", "made together"): "LG-LEAD-029",
    ("lead", "changed"): "LG-LEAD-037",
    ("lead", "changed together"): "LG-LEAD-045",
    ("lead", "cleared"): "LG-LEAD-039",
    ("lead", "kept"): "LG-LEAD-038",
    ("lead", "kept together"): "LG-LEAD-045",
    ("lead", "run"): "LG-PROC-014",
    ("search", "made"): "LG-SRCH-002",
    ("search", "changed"): "LG-SRCH-007",
    ("search", "kept"): "LG-SRCH-008",
    ("webhook", "made"): "LG-HOOK-002",
    ("campaign", "made"): "LG-INT-003",
    ("bug", "made"): "LG-INT-013",
    ("enhancement", "made"): "LG-INT-013",
    ("territory", "made"): "LG-TERR-015",
    ("territory", "changed"): "LG-TERR-015",
    ("company", "changed"): "LG-COMP-007",
    ("company", "kept"): "LG-COMP-007",
    **{(kind, "made"): "LG-SET-003" for kind in SETTINGS},
    **{(kind, "changed"): "LG-SET-005" for kind in SETTINGS},
    **{(kind, "cleared"): "LG-SET-016" for kind in SETTINGS},
    **{(kind, "kept"): "LG-SET-006" for kind in SETTINGS},
}
"""What a true view breaks, where nothing else is said below."""

_OWN_FIELDS = frozenset({"owner", "company_id", "client_id"})


def diverging(kind: Name, field: str, cause: Cause, look: Look, value: object, *, confirmed: bool) -> str | None:
    """The requirement that a view breaks which shows another `value` than a field was given by this cause.

    `confirmed` says that a read by id has shown that value before.
    """
    if field == "createdAt":
        return "LG-LEAD-055" if kind in ("client", "lead") and cause in ("kept", "kept together") else None
    if kind == "territory" and cause == "kept":
        return "LG-TERR-017" if field == "industry" else None
    if kind == "client" and cause == "made":
        if look == "listed":
            return "LG-CLI-006"
        return None if field in _OWN_FIELDS else "LG-CLI-002"
    if kind == "lead" and look != "read":
        return _in_a_list(cause, look, confirmed=confirmed)
    if look == "listed" and kind == "client":
        return None
    if kind == "lead" and cause == "made":
        return _of_a_new_lead(field, value)
    return _READS.get((kind, cause))


def _in_a_list(cause: Cause, look: Look, *, confirmed: bool) -> str | None:
    if look == "listed" and cause == "changed":
        return "LG-LEAD-037"
    laws: Mapping[Look, str] = {"listed": "LG-LEAD-026", "bulk": "LG-BULK-002"}
    return laws.get(look) if confirmed else None


def _of_a_new_lead(field: str, value: object) -> str:
    if field in _TEXTS and isinstance(value, str) and not value.isascii():
        return "LG-LEAD-009"
    if field in _NAMED:
        return "LG-LEAD-002"
    if field in _DETAILS:
        return "LG-LEAD-006"
    return "LG-LEAD-008" if _RESULT.fullmatch(field) else "LG-LEAD-007"


def refused(kind: Name, exchange: Exchange, body: Json) -> str | None:
    """The requirement that a refused write of somebody who may write the record leaves it as it was."""
    if exchange.status == 429:
        return "LG-RATE-013" if kind in ("client", "lead") else None
    if kind == "search" and exchange.status == 400 and isinstance(body, dict) and is_odd_status(body.get("status")):
        return "LG-SRCH-010"
    if exchange.status == 409 and exchange.request.method == "POST" and kind in (*SETTINGS, "company"):
        return "LG-COMP-011" if kind == "company" else "LG-SET-011"
    return {"client": "LG-CLI-018", "lead": "LG-LEAD-021"}.get(kind, "LG-ENV-021")


def foreign(operation: str, *, batch: bool) -> str | None:
    """The requirement that a write of another company leaves the record as it was."""
    if batch:
        return "LG-ISO-010"
    return {
        "updateClient": "LG-ISO-006",
        "deleteClient": "LG-ISO-007",
        "updateLeads": "LG-ISO-008",
        "updateEnrichLead": "LG-ISO-008",
        "deleteLeads": "LG-ISO-009",
        "updateSearchHistory": "LG-ISO-018",
        "processEnrich": "LG-ISO-022",
        "processCopyright": "LG-ISO-022",
        "processSdr": "LG-ISO-022",
        "submitTask": "LG-ISO-022",
        "triggerEnrichment": "LG-ISO-022",
    }.get(operation)


def claimed(kind: Name, field: str) -> str | None:
    """The requirement that a value of a server's own field, sent in an update that was taken, is never taken."""
    if field in ("createdAt", "updatedAt"):
        return "LG-LEAD-055" if kind in ("client", "lead") else None
    if field in ("owner", "company_id", "id"):
        return "LG-ISO-031" if kind in ("client", "lead") else "LG-ISO-032"
    return None


def removed(kind: Name, *, batch: bool, purged: bool) -> tuple[str, str]:
    """The requirements that a removed record never shows again: anywhere, and in bulk lists."""
    if kind == "client":
        law = "LG-CLI-021" if purged else "LG-CLI-020"
        return law, law
    if purged:
        return "LG-CLI-021", "LG-CLI-021"
    return ("LG-LEAD-049" if batch else "LG-LEAD-048"), "LG-BULK-003"


def shown_again(removal: Removal, look: Look) -> str:
    """The requirement that a view breaks which shows a removed record."""
    return removal.in_bulk if look == "bulk" else removal.law


def tried(attempts: list[Attempt], field: str, value: object) -> Attempt | None:
    """The latest attempt whose value of a field is what a view shows."""
    for each in reversed(attempts):
        if field in each.values and _is_it(each.values[field], value):
            return each
    return None


def _is_it(sent: object, seen: object) -> bool:
    if isinstance(sent, str) and sent.strip():
        return same_text(sent, seen)
    return sent is not None and sent != "" and sent == seen and isinstance(sent, bool) == isinstance(seen, bool)
