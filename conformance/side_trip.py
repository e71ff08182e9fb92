"""The context of what speaks to a target without testing it: sweeping and looking around."""

from pathlib import Path

from conformance.context import RunContext
from conformance.journal.records import ClaimFact
from conformance.locks import state_of
from conformance.run_id import RunId
from conformance.run_request import Target


def context_of(target: Target, folder: Path) -> RunContext:
    """A context that claims nothing; its journal goes to `folder`, its pace is shared with the runs of this machine."""
    return RunContext(
        run=RunId.new().text,
        out=folder,
        state=folder / "state" if target.embedded else state_of(target.profile.origin),
        profile=target.profile,
        embedded=target.embedded,
        level="smoke",
        seed=0,
        workers=1,
        strict=False,
        skip_cleanup=True,
        claim=ClaimFact(words="nothing", whole=False, included=(), excluded={}),
        operations=(),
        suites=(),
        rerun="",
    )
