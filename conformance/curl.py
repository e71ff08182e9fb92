"""A request as a curl line that a person can paste, with shell variables in place of secrets."""

import re
import shlex
from collections.abc import Iterable, Iterator

from conformance.exchange import Request
from conformance.redaction import Redactor

_OWN_HEADERS = frozenset({"host", "content-length", "user-agent", "accept", "accept-encoding", "connection"})
_LONGEST_BODY = 4000
_GLOB = re.compile(r"[\[\]{}]")

Piece = tuple[str, bool]
"""A part of a word, and whether it is a shell variable."""


def curl_line(request: Request, redactor: Redactor) -> str:
    """The request as one curl command; a body longer than 4,000 characters is cut and marked so."""
    words = ["curl", "-sS", "-i", "-X", request.method]
    if _GLOB.search(request.url):
        words.append("--globoff")
    if "/." in request.url:
        words.append("--path-as-is")
    for name, value in request.headers:
        if name.lower() not in _OWN_HEADERS:
            words += ["-H", f"{name}: {value}"]
    line = [_quoted(redactor.pieces(word)) for word in words]
    if request.body:
        body = redactor.pieces(request.body.decode("utf-8", errors="replace"))
        line += ["--data-raw", _quoted(_shortened(body))]
    return " ".join([*line, _quoted(redactor.pieces(request.url))])


def _quoted(pieces: Iterable[Piece]) -> str:
    """A word for a shell: single-quoted but for the variables of its secrets, so that nothing else in it is live."""
    return "".join(f'"{text}"' if live else shlex.quote(text) for text, live in pieces) or "''"


def _shortened(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces up to the longest body; a secret, already a variable here, is never cut in half."""
    left = _LONGEST_BODY
    for text, live in pieces:
        if len(text) > left and not live:
            yield f"{text[:left]}…(cut)", False
            return
        left -= 0 if live else len(text)
        yield text, live
