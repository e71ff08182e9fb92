"""Limits out of range that are forgiven, and tokens and cursors of another look."""

from typing import ClassVar

import orjson

from conformance.sandbox.application import Application
from conformance.sandbox.around_pages import bad_limits
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import InvalidValue
from conformance.sandbox.operations import Handler


class PageLimitsAreCapped(Variant):
    """The nearest size that there is."""

    id = "page-limits-are-capped"
    sentence = (
        "A limit below 1 counts as 1, one above the maximum as the maximum, and what is no number as the default."
    )
    requirements = ("LG-PAGE-001", "LG-PAGE-005", "LG-TASK-009")

    def apply(self, application: Application) -> None:
        """Bring the number into its range."""

        def nearest(call: Call, _error: InvalidValue, default: int, maximum: int) -> int:
            text = call.query["limit"]
            digits = text.removeprefix("-")
            if not digits.isdigit() or not digits.isascii():
                return default
            return maximum if text == digits and digits.strip("0") else 1

        bad_limits(application, nearest)


class BadPageLimitsAreDefault(Variant):
    """No good number is no number."""

    id = "bad-page-limits-are-default"
    sentence = "A limit out of its range counts as not sent."
    requirements = ("LG-PAGE-001", "LG-PAGE-005", "LG-TASK-009")

    def apply(self, application: Application) -> None:
        """Take the default."""
        bad_limits(application, lambda _call, _error, default, _maximum: default)


class PageTokensAreJson(Variant):
    """A key of the store, as it is."""

    id = "page-tokens-are-json"
    sentence = "A nextToken is a long JSON text with quotes, spaces, slashes, ampersands and plus signs in it."
    requirements = (
        "LG-PAGE-008",
        "LG-PAGE-009",
        "LG-PAGE-010",
        "LG-PAGE-013",
        "LG-PAGE-017",
        "LG-PAGE-018",
        "LG-PAGE-020",
    )

    def apply(self, application: Application) -> None:
        """Wrap the sealed place."""
        pages = application.pages

        def sealed(binding: bytes, position: int) -> str:
            return wrapped(seal(binding, position))

        def wrapped(place: str) -> str:
            return orjson.dumps({"pk": "a/b & c+d=e%20", "last key": {"S": place}, "pad": "x" * 300}).decode()

        def opened(binding: bytes, token: str) -> int:
            place = token.removeprefix(before).removesuffix(after)
            if wrapped(place) != token:
                raise InvalidValue("The page token does not belong to this listing.", {"field": "nextToken"})
            return unseal(binding, place)

        before, after = wrapped("|").split("|")
        seal, unseal = pages.sealed, pages.opened
        override(pages.sealed, lambda _: sealed)
        override(pages.opened, lambda _: opened)


class _SearchCursor(Variant):
    """Gives the next cursor of the search history another name."""

    requirements = ("LG-PAGE-006", "LG-PAGE-007", "LG-PAGE-008", "LG-PAGE-009", "LG-PAGE-010", "LG-PAGE-011")
    name: ClassVar[str]

    def apply(self, application: Application) -> None:
        """Rename it in the answer."""

        def renamed(handler: Handler) -> Handler:
            def list_searches(call: Call) -> Answer:
                answer = handler(call)
                if isinstance(answer.body, dict):
                    answer.body[self.name] = answer.body.pop("nextToken")
                return answer

            return list_searches

        application.wrap("listSearchHistory", renamed)


class SearchCursor(_SearchCursor):
    """What goes in comes out."""

    id = "search-cursor"
    sentence = "GET /search-history gives the next cursor as cursor instead of nextToken."
    name = "cursor"


class SearchLastKey(_SearchCursor):
    """The store's word."""

    id = "search-last-key"
    sentence = "GET /search-history gives the next cursor as lastKey instead of nextToken."
    name = "lastKey"
