"""Lists in pages: a mark holds the key of the last row, and is sealed for the one listing that it belongs to."""

import base64
import bisect
import hmac
import json
import secrets
from collections.abc import Callable, Iterable
from typing import Any

from tests.second.choices import Choices
from tests.second.refusals import Refusal
from tests.second.tables import Row
from tests.second.texts import digest

Key = Callable[[Row], tuple[Any, ...]]
SHORT_PAGE = 37
_SEAL = 12


class Pages:
    """Cuts listings into pages.

    Args:
        choices: What marks look like, and how long pages are.
        repeated: How many rows of a page the next one shows again, which has to be none.
    """

    def __init__(self, choices: Choices, *, repeated: int = 0) -> None:
        self._choices = choices
        self._repeated = repeated
        self._secret = secrets.token_bytes(32)

    def cut(
        self, rows: Iterable[Row], key: Key, limit: int, mark: str | None, *, listing: str, most: int = 0
    ) -> tuple[list[Row], str | None]:
        """One page, and the mark of the next.

        Args:
            rows: All rows of the listing.
            key: What they are ordered by, of JSON's scalars; no two rows have the same.
            limit: How many rows are asked for.
            mark: Where the last page ended; None for the first page.
            listing: Whose listing of what it is, with its filters. The mark of another one is refused.
            most: How long pages are at most where they are shorter than asked for; 0 for as long as asked for.

        Raises:
            Refusal: The mark is none of this listing.
        """
        ordered = sorted(rows, key=key)
        if mark is not None:
            begun = bisect.bisect_right([key(row) for row in ordered], self._opened(mark, listing))
            ordered = ordered[begun - self._repeated :]
        length = min(limit, most) if most and self._choices.short_pages else limit
        page = ordered[:length]
        goes_on = len(ordered) > length or self._choices.empty_last_page
        return page, self._mark(key(page[-1]), listing) if goes_on and len(page) == length else None

    def marked(self, answer: Row, mark: str | None, name: str = "nextToken") -> Row:
        """An answer with the mark of the next page, if there is one."""
        if mark or self._choices.unset == "null":
            answer[name] = mark
        return answer

    def _mark(self, last: tuple[Any, ...], listing: str) -> str:
        text = json.dumps(last)
        seal = self._seal(text, listing)
        if self._choices.page_marks == "json":
            return json.dumps({"after": last, "seal": seal.hex()})
        return base64.b64encode(seal + text.encode()).decode()

    def _opened(self, mark: str, listing: str) -> tuple[Any, ...]:
        try:
            if self._choices.page_marks == "json":
                after = json.loads(mark)["after"]
            else:
                after = json.loads(base64.b64decode(mark, validate=True)[_SEAL:])
            # only the very letters that were handed out count: another spelling of the same mark is an altered one
            if not hmac.compare_digest(mark.encode(), self._mark(after, listing).encode()):
                raise ValueError("another listing's, or altered")
            return tuple(after)
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Refusal(400, "invalid_value", "This page mark is none of this list.", ["nextToken"]) from None

    def _seal(self, text: str, listing: str) -> bytes:
        signed = f"{listing}\0".encode("utf-8", "surrogatepass") + text.encode()
        return hmac.digest(self._secret, signed, "sha256")[:_SEAL]


def scattered(row: Row) -> tuple[str, str]:
    """A key that orders rows as a hashed index does: always the same, and by nothing that is known of them."""
    return digest(row["id"])[:12], row["id"]
