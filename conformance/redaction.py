"""Keeps secrets out of every file, log and screen: by value, in every encoding a server or library might use."""

import base64
import html
import json
import re
import threading
from urllib.parse import quote, quote_plus

from conformance.needles import Needles

SECRET = re.compile(r"(?<![\w-])(?:lgp_(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{16,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)")
"""What is a secret wherever it stands: an API key (reference: Authentication), and a token of three parts."""

BEGINNINGS = ("lgp_", "eyJ")
"""How such secrets begin."""

_PERCENT = re.compile("%[0-9A-F]{2}")

_LONGEST = 1000
"""Characters of what a report says in one sentence."""

SHORTEST = 6
"""Values below this many characters would hit by chance all over a body."""


class Redactor:
    """Knows the secrets of a run by value and replaces each with its name.

    A secret named `owner_a.access_token` becomes `<secret:owner_a.access_token>` in text, and a shell variable such as
    `${OWNER_A_ACCESS_TOKEN}` in the pieces of a curl line. `by_form` hides in text whatever else has a secret's form.
    """

    def __init__(self, *, by_form: bool = False) -> None:
        self._by_form = by_form
        self._names: dict[str, str] = {}
        self._variables: dict[str, str] = {}
        self._needles = Needles()
        self._lock = threading.Lock()

    def learn(self, name: str, value: str | None) -> None:
        """Remember a secret value under a name; empty and very short values are passed over."""
        if value is None or len(value) < SHORTEST or value in self._names:
            return
        with self._lock:
            for form in _forms(value) - self._names.keys():
                self._names[form] = f"<secret:{name}>"
                self._variables[form] = "${" + _variable(name) + "}"
                self._needles.add(form)

    def text(self, value: str) -> str:
        """The text with every known secret replaced by its name."""
        for form in self._needles.within(value):
            value = value.replace(form, self._names[form])
        if self._by_form and any(each in value for each in BEGINNINGS):
            return SECRET.sub("<secret>", value)
        return value

    def pieces(self, value: str) -> list[tuple[str, bool]]:
        """The text cut at its secrets: plain pieces with False, and `${VARIABLE}` for each secret with True."""
        pieces = [(value, False)]
        for form in self._needles.within(value):
            pieces = [part for piece in pieces for part in _cut(piece, form, self._variables[form])]
        return pieces

    def brief(self, value: str) -> str:
        """The redacted text, cut where it is long: after the redaction, so that no half of a secret is left."""
        text = self.text(value)
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text)} characters)"

    def body(self, value: bytes, limit: int) -> str | None:
        """A body as redacted text of at most `limit` characters; None where it is empty.

        The whole body is redacted before it is cut, so that no half of a secret is left at the edge.
        """
        if not value:
            return None
        return self.text(value.decode("utf-8", errors="replace"))[:limit]

    def headers(self, headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        """The headers with their values redacted."""
        return tuple((name, self.text(value)) for name, value in headers)

    def hides(self, value: str) -> bool:
        """Whether the text holds a known secret."""
        return bool(self._needles.within(value))


def _cut(piece: tuple[str, bool], form: str, variable: str) -> list[tuple[str, bool]]:
    text, is_variable = piece
    if is_variable or form not in text:
        return [piece]
    first, *rest = text.split(form)
    parts = [(first, False)]
    for each in rest:
        parts += [(variable, True), (each, False)]
    return [(part, live) for part, live in parts if part]


def _forms(value: str) -> set[str]:
    """The value as servers and libraries write it: as it is, for URLs, HTML, JSON and shells, in base64 and in hex."""
    raw = value.encode("utf-8", errors="surrogatepass")
    escaped = json.dumps(value)[1:-1]
    for_urls = {quote(raw, safe=safe) for safe in ("", "/")} | {quote_plus(raw)}
    return {
        value,
        *for_urls,
        *(_PERCENT.sub(lambda found: found.group().lower(), each) for each in for_urls),
        html.escape(value),
        html.escape(value).replace("&#x27;", "&#39;"),
        html.escape(value, quote=False),
        escaped,
        json.dumps(value, ensure_ascii=False)[1:-1],
        escaped.replace("/", "\\/"),
        repr(value)[1:-1],
        value.replace("'", "'\"'\"'"),  # within a word that a shell is given
        base64.b64encode(raw).decode().rstrip("="),
        base64.urlsafe_b64encode(raw).decode().rstrip("="),
        raw.hex(),
        raw.hex().upper(),
    }


def _variable(name: str) -> str:
    return re.sub("[^A-Z0-9]", "_", name.upper()).lstrip("0123456789")
