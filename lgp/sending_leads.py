"""Sends the leads of a file in batches, and accounts for what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from conformance.errors import HarnessError, NotThisApi
from conformance.exchange import Exchange
from conformance.lgp.command import Lgp
from conformance.lgp.importing import Row
from conformance.lgp.refusals import ApiRefused

_BATCH = 100
"""Rows that are lost at most when the service refuses a batch; it takes 500."""

_ABOUT_ROWS = (400, 409, 413, 422, 500)
"""Refusals that another batch need not meet."""

_REFUSED_IN_A_ROW = 3

_THERE = "already_exists"


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

    def refused(self, batch: Sequence[Row], refusal: ApiRefused) -> None:
        """Account for a batch that the service refused whole."""
        self.failed += len(batch)
        lines = f"{batch[0].line}-{batch[-1].line}"
        self.errors.append({"lines": lines, "errorType": "", "error": refusal.message})


def send(lgp: Lgp, client_id: str, rows: Sequence[Row]) -> Account:
    """Send the rows; what was done before an error that ends it is told."""
    account = Account()
    refused = 0
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        try:
            refused = 0 if _sent(lgp, client_id, batch, account) else refused + 1
            if refused == _REFUSED_IN_A_ROW:
                raise ApiRefused(f"{refused} batches in a row were refused", account.errors[-1]["error"])
        except (HarnessError, KeyboardInterrupt):
            lgp.show.note(f"created {account.created}, skipped {len(account.skipped)}; ended at line {batch[0].line}")
            raise
        if len(rows) > _BATCH:
            lgp.show.note(f"{min(start + _BATCH, len(rows))} of {len(rows)} rows")
    return account


def _sent(lgp: Lgp, client_id: str, batch: Sequence[Row], account: Account) -> bool:
    """Whether the service took a batch; ApiRefused where the next need not be tried."""
    try:
        answer = lgp.session.ask("createLeads", json={"leads": [{"client_id": client_id, **row.lead} for row in batch]})
    except ApiRefused as refusal:
        if refusal.status not in _ABOUT_ROWS:
            raise
        account.refused(batch, refusal)
        return False
    account.took(batch, answer)
    return True


def _name(skipped: str, batch: Sequence[Row]) -> str:
    """A skipped row's e-mail, or its line where it has none and the service names its place in the batch."""
    index = int(skipped) if skipped.isascii() and skipped.isdigit() and len(skipped) < 4 else len(batch)
    return f"line {batch[index].line}" if index < len(batch) and not batch[index].email else skipped
