"""What a run is: decided once, before the first request, and handed to every worker in memory (it holds secrets)."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from conformance.catalogue import LevelName
from conformance.journal.records import ClaimFact
from conformance.profile import Profile
from conformance.run_id import RunId
from conformance.waivers import Waiver


class RunContext(BaseModel):
    """One run: where, as whom, how deep, and where its outputs go.

    `out` is the run's own folder; `state` the folder that runs of this machine against this origin share; `seed` steers
    every choice of data; `wants_traffic` says that a passive requirement was asked for by name; `rerun` is the command
    that repeats the run.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    run: str
    out: Path
    state: Path
    profile: Profile
    embedded: bool
    level: LevelName
    seed: int
    workers: int
    strict: bool
    skip_cleanup: bool
    shuffle: bool = False
    claim: ClaimFact
    waivers: tuple[Waiver, ...] = ()
    operations: tuple[str, ...]
    suites: tuple[str, ...]
    wants_traffic: bool = False
    rerun: str

    @property
    def run_id(self) -> RunId:
        """The run's id with its tags."""
        return RunId(self.run)

    @property
    def kept_for(self) -> str:
        """Which target examples are kept for: the origin, or whichever sandbox a run starts for itself."""
        return "embedded" if self.embedded else self.profile.origin.text

    @property
    def journal(self) -> Path:
        """The folder of the journal's segments."""
        return self.out / "journal"

    @property
    def ledger(self) -> Path:
        """The folder of the ledger's files."""
        return self.out / "ledger"
