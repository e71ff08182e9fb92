"""Origins: where a target is, and whether that is the public production service."""

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

_PRODUCTION_HOSTS = frozenset({"last.leadgenius.app"})
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Origin:
    """Scheme, host and port of a target; the API lies under its `/api`."""

    scheme: str
    host: str
    port: int

    @classmethod
    def parse(cls, url: str) -> "Origin":
        """The origin of a URL with or without `/api` (reference: Addressing and form); ValueError where it is none."""
        parts, written_port = _split(url.strip())
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("a base URL begins with http:// or https:// and a host")
        if parts.username is not None or parts.query or parts.fragment:
            raise ValueError("a base URL takes no user, query or fragment")
        if not parts.hostname.isascii():
            raise ValueError("give the host of a base URL in ASCII, so that nothing hides behind its spelling")
        if parts.path.rstrip("/") not in ("", "/api"):
            raise ValueError(f"{url!r} has a path; give the origin, with or without /api")
        port = _PORTS[parts.scheme] if written_port is None else written_port
        return cls(parts.scheme, parts.hostname.rstrip(".").lower(), port)

    @property
    def text(self) -> str:
        """The origin as a URL without a trailing slash."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def is_production(self) -> bool:
        """Whether this is the public production origin, by any scheme or port."""
        return self.host in _PRODUCTION_HOSTS

    def owns(self, url: str) -> bool:
        """Whether a URL lies on this origin; anything unreadable does not."""
        try:
            parts = urlsplit(url)
            port = parts.port or _PORTS.get(parts.scheme, 0)
        except ValueError:
            return False
        return (parts.scheme, (parts.hostname or "").rstrip(".").lower(), port) == (self.scheme, self.host, self.port)


def _split(url: str) -> tuple[SplitResult, int | None]:
    """The parts of a base URL, and the port where it names one; ValueError, in words of ours, for what is no URL."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise ValueError("the host of a base URL cannot be read") from error
    try:
        return parts, parts.port
    except ValueError as error:
        raise ValueError("the port of a base URL is a number up to 65535") from error
