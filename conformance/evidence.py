"""Evidence: a test passes or fails a requirement through `verify` and `judge` alone, never by ending well.

What passive checks, checks of generated requests and the memory find broken, `watch.py` alone writes.
"""

from collections.abc import Sequence

from conformance.catalogue import Catalogue
from conformance.errors import HarnessBroken
from conformance.exchange import Exchange
from conformance.expectations import Judgement, expectation, shown
from conformance.journal.records import EvidenceRecord, Outcome
from conformance.recorder import Recorder
from conformance.stage import Stage
from conformance.waivers import Waiver


class RequirementBroken(AssertionError):
    """A requirement that the target breaks, with everything that a person needs to see it."""

    def __init__(self, record: EvidenceRecord, text: str, source: str) -> None:
        super().__init__(
            f"{record.requirement}: {text}\n"
            f"  source:   {source}\n"
            f"  expected: {record.expected}\n"
            f"  actual:   {record.actual}\n"
            f"  request:  {record.curl}\n"
            f"  again:    {record.rerun}"
        )


class FoundByChecks(AssertionError):
    """A request of this test breaks a requirement of a passive check, whose evidence stands in the journal already."""


class _Undecided(Exception):
    """Nothing is decided; `may_pass` says that what kept it so may have passed by when the test is tried once more."""

    def __init__(self, reason: str, *, may_pass: bool = False) -> None:
        super().__init__(reason)
        self.may_pass = may_pass


class ControlFailed(_Undecided):
    """What must work for a denial to mean something did not work: nothing is decided."""


class Unusable(_Undecided):
    """The target did not give what a test stands on (a client, a lead): nothing is decided."""


class CannotTest(Exception):
    """The profile or the target lacks what a test needs: `reason`; `remedy` says what to add.

    `wanted` is what the profile lacks, where it is that: an actor, a login, the kind of a credential, or an effect that
    nobody allowed. A claim may be without it (`ClaimFact.without`); where it is not, the test has more to say on what
    it has spoken on. Where a target lacks what it may leave out, nothing is wanted, and what was spoken on stands.
    """

    def __init__(self, reason: str, remedy: str = "", *, wanted: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.wanted = wanted


def without_key(actor: str) -> CannotTest:
    """What a test raises that wants an API key, where the profile gives an actor none."""
    remedy = f"Add api_key and user_id to [actors.{actor}]"
    return CannotTest(f"the profile gives {actor} no API key", remedy, wanted="api_key")


def without_login(actor: str | None) -> CannotTest:
    """What a test raises that wants a login, where the profile gives an actor no password, or a token alone."""
    return CannotTest(f"{actor} has no login", f"Add username and password to [actors.{actor}]", wanted="login")


class Evidence:
    """The evidence of one attempt of one test, which names the requirements that it decides.

    `waivers` are those that have not expired.
    """

    def __init__(
        self,
        named: Sequence[str],
        catalogue: Catalogue,
        recorder: Recorder,
        stage: Stage,
        waivers: Sequence[Waiver] = (),
    ) -> None:
        self.named = tuple(named)
        self.reached: set[str] = set()
        self.deferred: list[RequirementBroken] = []
        self.undecided = False
        self._controls: list[Exchange] = []
        self._catalogue = catalogue
        self._waivers = waivers
        self._recorder = recorder
        self._stage = stage

    @property
    def unreached(self) -> tuple[str, ...]:
        """The named requirements that no verify has spoken on."""
        return tuple(each for each in self.named if each not in self.reached)

    def verify(
        self, requirement: str, exchange: Exchange | Sequence[Exchange], *, expected: object, actual: object
    ) -> None:
        """Decide a requirement: `actual`, taken from the exchange, against a value or an Expectation.

        RequirementBroken where it does not hold, at the end of the test where the requirement is only advisory or the
        breach is waived, so that it keeps no other from being judged; Unusable where something else answered than the
        service, such as a gateway, and has not done so before; HarnessBroken where the test does not name the
        requirement.
        """
        __tracebackhide__ = True
        wanted = expectation(expected)
        self.judge(requirement, exchange, Judgement(wanted.holds(actual), wanted.words, shown(actual)))

    def judge(self, requirement: str, exchange: Exchange | Sequence[Exchange], judgement: Judgement) -> None:
        """Decide a requirement by what a law says of some exchanges; errors as `verify`."""
        __tracebackhide__ = True
        if requirement not in self.named:
            raise HarnessBroken(f"{self._stage.test} judges {requirement}, which it does not name")
        exchanges = [exchange] if isinstance(exchange, Exchange) else list(exchange)
        if not exchanges:
            raise HarnessBroken(f"{self._stage.test} judges {requirement} without an exchange")
        self.reached.add(requirement)
        known = self._catalogue[requirement]
        # One that speaks is enough: where another lacks the envelope, that is a breach of its own, and hides no other.
        undecided = not all(each.decides for each in exchanges) or not any(each.speaks for each in exchanges)
        unproven = known.control and not (self._controls and all(each.denies for each in exchanges))
        if judgement.holds and (undecided or unproven):
            self._recorder.evidence(requirement, "inconclusive", judgement, exchanges)
            self.undecided = self.undecided or any(each.paced and not each.decides for each in exchanges)
            return
        # What comes beyond a limit that a test means to reach is the service's, whatever it looks like.
        other = next((each for each in exchanges if each.paced and not each.decides), None)
        if other is not None and self._stage.is_passing and not self._stage.came_before(other.operation, other.status):
            self._recorder.evidence(requirement, "inconclusive", judgement, exchanges)
            raise Unusable(f"{other.id} was not answered by the service itself: status {other.status}", may_pass=True)
        outcome: Outcome = "passed" if judgement.holds else "failed"
        record = self._recorder.evidence(requirement, outcome, judgement, exchanges, controls=self._controls)
        if not judgement.holds:
            broken = RequirementBroken(record, known.text, known.source)
            waived = any(each.covers(requirement, exchanges[-1].operation) for each in self._waivers)
            if not (known.advisory or waived):
                raise broken
            self.deferred.append(broken)

    def control(self, exchange: Exchange, *, expected: object, actual: object) -> None:
        """Record a positive control: the permitted counterpart of a denial; ControlFailed where it does not work."""
        __tracebackhide__ = True
        wanted = expectation(expected)
        held = wanted.holds(actual)
        self._recorder.control(exchange, Judgement(held, wanted.words, shown(actual)))
        if not held:
            raise ControlFailed(
                f"the positive control got {shown(actual)} where it needs {wanted.words}", may_pass=not exchange.decides
            )
        self._controls.append(exchange)


def needed(exchange: Exchange, *, expected: object, actual: object, what: str) -> None:
    """Insist on what a test stands on, such as a client made for it; Unusable where the target does not give it."""
    wanted = expectation(expected)
    if not wanted.holds(actual):
        raise Unusable(
            f"{what} was not to be had: {exchange.id} got {shown(actual)} where it needs {wanted.words}",
            may_pass=not exchange.decides,
        )
