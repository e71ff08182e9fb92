"""Sends the leads of a file in batches."""

from collections.abc import Callable, Sequence

from conformance.errors import HarnessError
from conformance.lgp.import_account import Account
from conformance.lgp.importing import Row
from conformance.lgp.refusals import ApiRefused, may_be_done
from conformance.lgp.session import Session

_BATCH = 100
"""Rows that are lost at most when the service refuses a batch; it takes 500."""

_ABOUT_ROWS = (400, 409, 413, 422, 500)
"""Refusals that another batch need not meet."""

_REFUSED_IN_A_ROW = 3


def send(session: Session, client_id: str, rows: Sequence[Row], account: Account, note: Callable[[str], None]) -> None:
    """Send the rows, and account for each, whatever ends it; `note` tells how far it is."""
    refused = 0
    under_way: Sequence[Row] = ()
    rest = rows
    try:
        while rest:
            under_way, rest = rest[:_BATCH], rest[_BATCH:]
            refused = 0 if _sent(session, client_id, under_way, account) else refused + 1
            under_way = ()
            if refused == _REFUSED_IN_A_ROW:
                raise ApiRefused(f"{refused} batches in a row were refused", account.faults[-1].reason)
            if len(rows) > _BATCH:
                note(f"{len(rows) - len(rest)} of {len(rows)} rows")
    except (HarnessError, KeyboardInterrupt) as error:
        in_doubt = under_way if may_be_done(error) else ()
        account.cut_off(in_doubt, rest if in_doubt else (*under_way, *rest))
        raise


def _sent(session: Session, client_id: str, batch: Sequence[Row], account: Account) -> bool:
    """Whether the service took a batch; ApiRefused where the next need not be tried."""
    try:
        answer = session.ask("createLeads", json={"leads": [{"client_id": client_id, **row.lead} for row in batch]})
    except ApiRefused as refusal:
        if refusal.status not in _ABOUT_ROWS:
            raise
        account.refused(batch, refusal.message)
        return False
    account.took(batch, answer)
    return True
