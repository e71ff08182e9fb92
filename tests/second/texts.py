"""How text is kept: trimmed and normalised."""

import hashlib
import unicodedata
from urllib.parse import urlsplit, urlunsplit

from tests.second.choices import Choices


class Texts:
    """Makes what is stored of what was sent."""

    def __init__(self, choices: Choices) -> None:
        self._form = choices.unicode
        self._tidy = choices.tidy_urls

    def plain(self, sent: str) -> str:
        """Text without white space around it, in the chosen normal form."""
        return unicodedata.normalize(self._form, sent.strip())

    def lines(self, sent: str) -> str:
        """Text of several lines, which are kept as networks end them."""
        return self.plain(sent).replace("\r\n", "\n").replace("\n", "\r\n")

    def email(self, sent: str) -> str:
        """An e-mail address, in lower case."""
        return self.plain(sent).lower()

    def url(self, sent: str) -> str:
        """A URL, with scheme and host in lower case and a path where it is tidied."""
        text = self.plain(sent)
        if not self._tidy:
            return text
        try:
            parts = urlsplit(text)
        except ValueError:
            return text
        if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
            return text
        return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, parts.fragment))


def digest(text: str) -> str:
    """64 hexadecimal digits that tell one text from another; lone surrogates may be in it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
