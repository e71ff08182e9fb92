"""Run ids and the tags that mark every row a run makes, so that anybody can tell whose they are and how old."""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

_STAMP = "%Y%m%dt%H%M%Sz"
_RUN_ID = re.compile(r"(\d{8}t\d{6}z)-([0-9a-f]{6})")
_TAG = re.compile(r"lgc-(\d{8}t\d{6}z-[0-9a-f]{6})")
_DOMAIN = re.compile(r"@(\d{8}t\d{6}z-[0-9a-f]{6})\.lgc\.example", re.IGNORECASE)


@dataclass(frozen=True)
class RunId:
    """One run's name: its UTC start and six random hex digits (ARCHITECTURE: Words, Run id).

    `text` looks like `20260131t101500z-3fa9c1`.
    """

    text: str

    @classmethod
    def new(cls, now: datetime | None = None) -> "RunId":
        """A fresh id for a run that starts now (or at `now`, an aware time)."""
        moment = (now or datetime.now(UTC)).astimezone(UTC)
        return cls(f"{moment.strftime(_STAMP)}-{secrets.token_hex(3)}")

    @classmethod
    def parse(cls, text: str) -> "RunId":
        """The id written in `text`; ValueError where it is none."""
        found = _RUN_ID.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is no run id (they look like 20260131t101500z-3fa9c1)")
        try:
            datetime.strptime(found.group(1), _STAMP)
        except ValueError as error:
            raise ValueError(f"{text!r} is no run id: there is no such time") from error
        return cls(text)

    @property
    def started(self) -> datetime:
        """When the run started, in UTC."""
        return datetime.strptime(self.text.split("-", 1)[0], _STAMP).replace(tzinfo=UTC)

    @property
    def tag(self) -> str:
        """What every clientName of the run begins with."""
        return f"lgc-{self.text}"

    @property
    def email_domain(self) -> str:
        """What every lead's e-mail of the run ends in, after the `@`."""
        return f"{self.text}.lgc.example"

    def canary(self, tenant: str) -> str:
        """The marker of one tenant (`a` or `b`) in this run's data."""
        return f"{self.tag}-{tenant}"

    def marks(self, text: str) -> bool:
        """Whether a text carries this run's tag or its e-mail domain."""
        return self.tag in text or self.email_domain in text.lower()


def run_of(text: str) -> RunId | None:
    """The run whose tag or e-mail domain a text carries, or None; a tag with an impossible time is nobody's."""
    found = _TAG.search(text) or _DOMAIN.search(text)
    try:
        return RunId.parse(found.group(1).lower()) if found else None
    except ValueError:
        return None
