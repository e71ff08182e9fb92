"""Whether a path is spelled as the contract documents it, so that its answer may be held to what is documented."""

import re
from functools import cache
from urllib.parse import unquote


def plain_values(template: str, path: str) -> tuple[str, ...] | None:
    """The decoded values of a template's parameters in the path of a URL (`/api/clients`), or None for an odd spelling.

    A value that a router might take apart or refuse (`..`, an encoded slash, control characters) is odd.
    """
    found = _pattern(template).fullmatch(path)
    if found is None:
        return None
    values = tuple(unquote(each) for each in found.groups())
    return values if all(_plain(each) for each in values) else None


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{\w+\}", template)
    return re.compile("/api" + "([^/]+)".join(re.escape(part) for part in parts))


def _plain(text: str) -> bool:
    return text not in (".", "..") and not re.search(r"[/\\\x00-\x1f\x7f\ufffd]", text)
