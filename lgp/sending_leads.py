"""Sends the leads of a file in batches, and accounts for what became of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from conformance.errors import HarnessError, Incomplete, NotThisApi
from conformance.exchange import Exchange
from conformance.lgp.importing import Row
from conformance.lgp.refusals import ApiRefused
from conformance.lgp.session import Session
from conformance.transport import TransportFault

_BATCH = 100
"""Rows that are lost at most when the service refuses a batch; it takes 500."""

_ABOUT_ROWS = (400, 409, 413, 422, 500)
"""Refusals that another batch need not meet."""

_REFUSED_IN_A_ROW = 3

_THERE = "already_exists"

_UNSENT = "not sent"


@dataclass
class Account:
    """What became of the rows: `skipped` names them as the service does, `errors` says why, by their lines.

    `there` are those skipped since the client has such a lead already; `failed` are all others that were not created.
    """

    created: int = 0
    skipped: list[str] = field(default_factory=list)
    errors: list[dict[str, str]] = field(default_factory=list)
    there: int = 0
    failed: int = 0

    @property
    def value(self) -> dict[str, Any]:
        """It as JSON."""
        return {"created": self.created, "skipped": self.skipped, "errors": self.errors}

    @property
    def faults(self) -> list[dict[str, str]]:
        """The errors but for those of leads that are there already."""
        return [error for error in self.errors if error["errorType"] != _THERE]

    def took(self, batch: Sequence[Row], answer: Exchange) -> None:
        """Account for a batch that the service took; rows that it gave no reason for count as failed."""
        created, skipped = answer.at("created"), answer.at("skipped")
        if not isinstance(created, int) or not isinstance(skipped, list):
            raise NotThisApi("the service answered a batch without created and skipped", "See what `leads list` shows")
        self.created += created
        self.skipped += [_name(each, batch) for each in skipped if isinstance(each, str)]
        there = 0
        for error in answer.rows("errors"):
            index, kind, told = error.get("index"), error.get("errorType"), error.get("error")
            line = str(batch[index].line) if isinstance(index, int) and 0 <= index < len(batch) else ""
            there += kind == _THERE
            self.errors.append({"lines": line, "errorType": str(kind or ""), "error": str(told or "")})
        self.there += there
        self.failed += max(0, len(batch) - created - there)

    def left(self, rows: Sequence[Row], reason: str) -> None:
        """Account for rows that were refused whole, not sent, or not answered."""
        if rows:
            self.failed += len(rows)
            first, last = rows[0].line, rows[-1].line
            lines = f"{first}-{last}" if last > first else f"{first}"
            self.errors.append({"lines": lines, "errorType": "", "error": reason})


def send(session: Session, client_id: str, rows: Sequence[Row], account: Account, note: Callable[[str], None]) -> None:
    """Send the rows, and account for each, whatever ends it; `note` tells how far it is."""
    refused = 0
    for start in range(0, len(rows), _BATCH):
        batch, rest = rows[start : start + _BATCH], rows[start + _BATCH :]
        try:
            refused = 0 if _sent(session, client_id, batch, account) else refused + 1
        except (HarnessError, KeyboardInterrupt) as error:
            if _may_be_stored(error):
                account.left(batch, "no answer tells what became of them, so that they may have been stored")
                account.left(rest, _UNSENT)
            else:
                account.left([*batch, *rest], _UNSENT)
            raise
        if refused == _REFUSED_IN_A_ROW:
            reason = account.errors[-1]["error"]
            account.left(rest, _UNSENT)
            raise ApiRefused(f"{refused} batches in a row were refused", reason)
        if len(rows) > _BATCH:
            note(f"{len(rows) - len(rest)} of {len(rows)} rows")


def _sent(session: Session, client_id: str, batch: Sequence[Row], account: Account) -> bool:
    """Whether the service took a batch; ApiRefused where the next need not be tried."""
    try:
        answer = session.ask("createLeads", json={"leads": [{"client_id": client_id, **row.lead} for row in batch]})
    except ApiRefused as refusal:
        if refusal.status not in _ABOUT_ROWS:
            raise
        account.left(batch, refusal.message)
        return False
    account.took(batch, answer)
    return True


def _may_be_stored(error: BaseException) -> bool:
    """Whether the service may have stored a batch that ended in an error."""
    if isinstance(error, ApiRefused):
        return error.status >= 500  # a gateway's, behind which the service may have done it
    if isinstance(error.__cause__, TransportFault):
        return error.__cause__.processed
    return isinstance(error, Incomplete | KeyboardInterrupt)


def _name(skipped: str, batch: Sequence[Row]) -> str:
    """A skipped row's e-mail, or its line where it has none and the service names its place in the batch."""
    index = int(skipped) if skipped.isascii() and skipped.isdigit() and len(skipped) < 4 else len(batch)
    return f"line {batch[index].line}" if index < len(batch) and not batch[index].email else skipped
