"""Pages of a listing: the limit, and tokens that hold the place in it.

A token is a position sealed with a key of this database together with the listing's name, its tenant and its filter:
one that was altered, or comes from another listing, tenant or filter, opens nowhere else.
"""

import base64
import binascii
import hashlib
import hmac
import os
import struct
from dataclasses import dataclass

from conformance.sandbox.call import Call
from conformance.sandbox.errors import InvalidValue
from conformance.sandbox.filters import Filter
from conformance.sandbox.records import Record, Records
from conformance.sandbox.store import Store


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page and the token of the next, None on the last."""

    records: list[Record]
    next_token: str | None


class Pages:
    """Cuts listings into pages."""

    def __init__(self, store: Store) -> None:
        self._key = store.kept("page_key", lambda: os.urandom(32))

    def page(
        self,
        call: Call,
        records: Records,
        filter: Filter,
        *,
        listing: str,
        tenant: str,
        default: int = 100,
        maximum: int = 1000,
        cursor: str = "nextToken",
    ) -> Page:
        """One page of what the filter means, as the call's `limit` and token (query parameter `cursor`) ask for.

        `tenant` is whose listing it is. Raises InvalidValue for a limit outside 1..maximum or a token not of this
        listing.
        """
        limit = self.limit(call, default, maximum)
        binding = self.binding(listing, tenant, filter)
        token = call.query.get(cursor)
        after = self.opened(binding, token) if token else None
        # One row more than the page shows tells whether there is a next one.
        return self.cut(binding, self.read(records, filter, after, limit + 1), limit)

    def read(self, records: Records, filter: Filter, after: int | None, number: int) -> list[Record]:
        """The rows behind a position (None: from the first on), at most that many."""
        return records.select(filter, after=after, limit=number)

    def cut(self, binding: bytes, rows: list[Record], limit: int) -> Page:
        """The page that shows the first `limit` of the rows read."""
        shown = rows[:limit]
        return Page(shown, self.sealed(binding, shown[-1].seq) if len(rows) > limit else None)

    def limit(self, call: Call, default: int, maximum: int) -> int:
        """The page size asked for."""
        text = call.query.get("limit")
        if text is None:
            return default
        # Short enough for int(): Python refuses to convert thousands of digits.
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
        if not 1 <= number <= maximum:
            raise InvalidValue(f"limit must be a whole number from 1 to {maximum}.", {"field": "limit"})
        return number

    def binding(self, listing: str, tenant: str, filter: Filter) -> bytes:
        """What a token of this listing is good for."""
        return repr((listing, tenant, filter.terms, filter.values)).encode()

    def sealed(self, binding: bytes, position: int) -> str:
        """The token that continues behind `position`."""
        place = struct.pack(">Q", position)
        return base64.urlsafe_b64encode(place + self._seal(binding, place)).rstrip(b"=").decode()

    def opened(self, binding: bytes, token: str) -> int:
        """The position that a token of this listing holds. Raises InvalidValue for any other text."""
        try:
            sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            sealed = b""
        place = sealed[:8]
        if not hmac.compare_digest(sealed[8:], self._seal(binding, place)):
            raise InvalidValue("The page token does not belong to this listing.", {"field": "nextToken"})
        position: int = struct.unpack(">Q", place)[0]
        return position

    def _seal(self, binding: bytes, place: bytes) -> bytes:
        return hmac.digest(self._key, place + binding, hashlib.sha256)[:16]
