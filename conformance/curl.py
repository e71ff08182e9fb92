"""A request as a curl line that a person can paste, with shell variables in place of secrets."""

import re
import shlex

from conformance.exchange import Request
from conformance.redaction import Redactor

_OWN_HEADERS = frozenset({"host", "content-length", "user-agent", "accept", "accept-encoding", "connection"})
_LONGEST_BODY = 4000
_ESCAPED = re.compile(r"[\\\"$`]")


def curl_line(request: Request, redactor: Redactor) -> str:
    """The request as one curl command; a body longer than 4,000 characters is cut and marked so."""
    words = ["curl", "-sS", "-i", "-X", request.method]
    for name, value in request.headers:
        if name.lower() not in _OWN_HEADERS:
            words += ["-H", f"{name}: {value}"]
    if request.body:
        body = request.body.decode("utf-8", errors="replace")
        words += ["--data-raw", body if len(body) <= _LONGEST_BODY else f"{body[:_LONGEST_BODY]}…(cut)"]
    return " ".join(_quoted(word, redactor) for word in [*words, request.url])


def _quoted(word: str, redactor: Redactor) -> str:
    """A word for a shell: single-quoted, or double-quoted with only its secrets' variables live."""
    pieces = redactor.pieces(word)
    if not any(live for _, live in pieces):
        return shlex.quote(word)
    return '"' + "".join(text if live else _ESCAPED.sub(r"\\\g<0>", text) for text, live in pieces) + '"'
