"""What a kill is: a finding of the intended requirement, by a check that passes where nothing is wrong."""

from conformance.proving.known import Defect
from conformance.proving.trial import Breach, TrialEnded
from conformance.proving.voucher import Voucher


def kill(defect: Defect, ended: TrialEnded, clean: Voucher) -> tuple[Breach | None, str]:
    """The finding that kills a defect, or None and why nothing does.

    An error, a bound of ours, a failed control, a flake and what is inconclusive kill nothing. One that a MUST intends
    is killed only where the verdict changes without `--strict`.
    """
    if ended.ending in ("broken", "too long"):
        return None, f"the run did not come to its end: {ended.reason}"
    breach = ended.finding(defect.requirement)
    if breach is None:
        return None, f"{defect.requirement} is flaky" if defect.requirement in ended.flaky else _instead(ended)
    if not clean.vouches_for(breach):
        return None, f"{breach.test} does not pass {breach.requirement} where nothing is wrong"
    if not breach.advisory and ended.verdict != "NOT CONFORMANT":
        return None, f"the verdict stays {ended.verdict}"
    return breach, ""


def _instead(ended: TrialEnded) -> str:
    others = ", ".join(each.requirement for each in ended.breaches[:5])
    return f"found only {others}" if others else "nothing was found"
