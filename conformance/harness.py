"""The harness of one process: wire, actors, books, journal and evidence, put together from a run's context."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import get_args

from conformance import catalogue, checks, contract
from conformance.actors import Actor, Caller
from conformance.bookkeeping import Books
from conformance.budget import Budget
from conformance.cleanup import Cleaner
from conformance.consent import Consent
from conformance.context import RunContext
from conformance.custody import Custody
from conformance.evidence import CannotTest, Evidence
from conformance.guard import Guard
from conformance.journal.writer import Writer
from conformance.kept import FOLDER, Kept
from conformance.ledger import Ledger
from conformance.named import Places
from conformance.polling import Patience
from conformance.profile import Profile, SecretName
from conformance.recorder import Recorder
from conformance.redaction import Redactor
from conformance.stage import Stage
from conformance.transport import HttpTransport
from conformance.watch import Watch
from conformance.wire import Wire


class Harness:
    """Everything a process needs to test the target; open one a process, and close it.

    `segment` names the process in the journal and the ledger (`main`, `gw0`, …). UsageError, before any file is
    opened, where a secret or a certificate that the profile names is not to be had.
    """

    def __init__(self, context: RunContext, segment: str) -> None:
        profile = context.profile
        secrets = list(_secrets(profile))
        self._transport = HttpTransport(profile.ca_file, profile.client_certificate)
        self.context = context
        self.run = context.run_id
        self.profile = profile
        self.catalogue = catalogue.load()
        self.contract = contract.load()
        self.stage = Stage(segment)
        self.redactor = Redactor(by_form=True)
        self.journal = Writer(context.journal, segment)
        self.ledger = Ledger(context.ledger, segment, context.run, profile.origin.text)
        self.places = Places(self.contract)
        self.guard = Guard(self.run, self.places)
        self.books = Books(self.ledger, self.guard, self.places)
        self.budget = Budget(context.state / "budget.sqlite", profile.limits.window)
        self.recorder = Recorder(self.journal, self.redactor, self.stage, context.rerun)
        self.kept = Kept(context.out / FOLDER, segment, context.kept_for, lambda: self.stage.test, self.redactor)
        self.cleaner = Cleaner(self.ledger, self.actor, Patience(profile.bounds.consistency))
        self.consent = Consent(profile.allow, profile.companies)
        self._actors: dict[str, Actor] = {}
        for name, value in (*secrets, *profile.headers.items(), *profile.credentials.items()):
            self.redactor.learn(name, value)
        self.watch = self._watch()
        self.wire = Wire(
            profile.origin,
            self._transport,
            run=context.run,
            answer_bound=profile.bounds.answer,
            window=profile.limits.window,
            headers=tuple(profile.headers.items()),
            budget=self.budget,
            surroundings=Custody(self.consent, self.places, self.guard, self.books, self.recorder, self.watch),
            stage=self.stage,
        )

    @cached_property
    def anonymous(self) -> Caller:
        """Somebody without credentials of their own; what they send is given call by call."""
        return Caller(self.wire, self.contract, self._limit_of)

    def actor(self, name: str) -> Actor:
        """The actor of that name; CannotTest, with the remedy, where the profile has none."""
        if name not in self._actors:
            if name not in self.profile.actors:
                remedy = f"Add [actors.{name}] to the profile"
                raise CannotTest(f"the profile has no actor {name}", remedy, wanted=name)
            self._actors[name] = Actor(
                self.wire, self.contract, name, self.profile.actors[name], self._limit_of, self.redactor
            )
        return self._actors[name]

    def evidence(self, named: Sequence[str]) -> Evidence:
        """The evidence of one attempt of a test that names these requirements."""
        day = self.run.started.date()
        live = [each for each in self.context.waivers if not each.expired(day)]
        return Evidence(named, self.catalogue, self.recorder, self.stage, live)

    def finish(self) -> None:
        """Remove what still stands of what this process made, unless that was declined, and record what is left."""
        try:
            if not self.context.skip_cleanup:
                self.cleaner.remove(self.ledger.outstanding())
                if any(entry.removable for entry in self.ledger.outstanding()):
                    # An answer may have been lost: to ask again for a removal does no harm.
                    self.cleaner.remove(self.ledger.outstanding())
        finally:
            for leftover in self.cleaner.leftovers(wanted=self.context.skip_cleanup):
                self.journal.write(leftover)

    def close(self) -> None:
        """Close every file and connection."""
        self._transport.close()
        self.budget.close()
        self.ledger.close()
        self.journal.close()

    @cached_property
    def _limits(self) -> Mapping[str, int]:
        return {
            identity: self.profile.limits.of(actor.tier)
            for name, actor in self.profile.actors.items()
            for identity in (actor.user_id, actor.username, name)
            if identity is not None
        }

    def _limit_of(self, identity: str) -> int:
        return self._limits.get(identity, self.profile.limits.standard)

    def _watch(self) -> Watch:
        facts = checks.Facts(
            contract=self.contract,
            canaries={tenant: self.run.canary(tenant) for tenant in self.profile.companies},
            actors=self.profile.actors,
        )
        return Watch(
            checks.validated(checks.load(), self.catalogue),
            facts,
            self.context.claim.included,
            self.contract.secret_names,
            self.redactor,
            self.recorder,
            self.profile.bounds.consistency,
        )


def _secrets(profile: Profile) -> Iterator[tuple[str, str]]:
    """All secrets of the profile's actors by name, so that none is written wherever the target may show it."""
    kinds: tuple[SecretName, ...] = get_args(SecretName)
    for name, actor in profile.actors.items():
        for kind in kinds:
            value = actor.secret(kind)
            if value is not None:
                yield f"{name}.{kind}", value
