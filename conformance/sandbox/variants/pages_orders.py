"""Listings in another order: only territories and recent runs have one to keep."""

import hashlib

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.filters import Filter
from conformance.sandbox.operations import Operation
from conformance.sandbox.pages import Page
from conformance.sandbox.records import Record, Records
from conformance.sandbox.variants._answers import every_answer, is_success

WALKS = ("LG-PAGE-008", "LG-PAGE-009", "LG-PAGE-010", "LG-PAGE-012", "LG-PAGE-013", "LG-PAGE-014", "LG-PAGE-015")
UNPAGED = {
    "listWebhooks": "webhooks",
    "listBugs": "bugs",
    "listEnhancements": "enhancements",
    "listUnipileAccounts": "accounts",
    "findLead": "leads",
    "getPipeline": "stages",
}
"""operationId → the key of rows that come all at once."""


class NewestFirst(Variant):
    """What is new stands on top."""

    id = "newest-first"
    sentence = "Listings in pages begin with the newest row."
    requirements = (*WALKS, "LG-CLI-006", "LG-LEAD-005")

    def apply(self, application: Application) -> None:
        """Read backwards."""
        pages = application.pages

        def read(records: Records, filter: Filter, after: int | None, number: int) -> list[Record]:
            return records.select(filter, after=after, limit=number, newest_first=True)

        override(pages.read, lambda _: read)


class HashOrder(Variant):
    """As a store without an order gives them."""

    id = "hash-order"
    sentence = "Listings in pages come by a hash of the id, so that a new row may stand anywhere."
    requirements = (*WALKS, "LG-CLI-006", "LG-LEAD-005", "LG-ADM-005", "LG-ADM-006")

    def apply(self, application: Application) -> None:
        """Let a token hold the hash of the last row shown."""
        pages = application.pages

        def place(record: Record) -> int:
            return int.from_bytes(hashlib.sha256(record.id.encode()).digest()[:7], "big")

        def read(records: Records, filter: Filter, after: int | None, number: int) -> list[Record]:
            rows = sorted(records.select(filter), key=place)
            return [row for row in rows if after is None or place(row) > after][:number]

        def cut(binding: bytes, rows: list[Record], limit: int) -> Page:
            shown = rows[:limit]
            return Page(shown, pages.sealed(binding, place(shown[-1])) if len(rows) > limit else None)

        override(pages.read, lambda _: read)
        override(pages.cut, lambda _: cut)


class UnpagedListsReversed(Variant):
    """The last is the first."""

    id = "unpaged-lists-reversed"
    sentence = "Webhooks, reports, accounts, found leads and the pipeline's stages come in reverse."
    requirements = ("LG-HOOK-002", "LG-INT-005", "LG-INT-007", "LG-INT-013", "LG-INT-027", "LG-LEAD-056", "LG-ISO-038")

    def apply(self, application: Application) -> None:
        """Turn them round as they leave."""

        def turn(operation: Operation, _call: Call, answer: Answer) -> None:
            body = answer.body if is_success(answer) and isinstance(answer.body, dict) else {}
            rows = body.get(UNPAGED.get(operation.id, ""))
            if isinstance(rows, list):
                rows.reverse()

        every_answer(application, turn)
