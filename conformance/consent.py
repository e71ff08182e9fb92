"""Consent: what the profile and the command line let a run leave on the target."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from conformance.contract import Operation
from conformance.exchange import ABSENT, Json
from conformance.profile import Company


@dataclass(frozen=True)
class Refusal:
    """Why an effect is not allowed, and what to add to allow it."""

    effect: str
    reason: str
    remedy: str


class Consent:
    """What may be done to the companies of a target."""

    def __init__(self, allowed: Collection[str], companies: Mapping[str, Company]) -> None:
        self._allowed = frozenset(allowed)
        self._companies = companies

    def refusal(self, operation: Operation, company: str | None, body: Json = ABSENT) -> Refusal | None:
        """Why an operation may not be called for a company, or None where it may.

        `company` is None for somebody without one, who can spoil nothing shared; `body` is what would be written.
        """
        for effect in sorted(operation.effects - {"data"}):
            if effect not in self._allowed:
                return Refusal(
                    effect,
                    f"{operation.id} is {effect}, and that is not allowed",
                    f"Add `--allow {effect}`, or {effect!r} to the profile's `allow`",
                )
            can_be_put_back = effect == "singleton" and operation.method == "PUT" and not _writes_a_key(body)
            if effect != "billable" and not can_be_put_back and self.is_shared(company):
                return Refusal(
                    effect,
                    f"{operation.id} is {effect}, and company {company!r} is shared",
                    f"Use a company of its own and say `disposable = true` under [companies.{company}]",
                )
        return None

    def is_shared(self, company: str | None) -> bool:
        """Whether others may use a company, so that nothing may fill it or spoil it."""
        return company is not None and not self._companies.get(company, Company()).disposable


def _writes_a_key(body: Json) -> bool:
    """Whether a body sets a service's key, which comes back masked and so cannot be put back."""
    return isinstance(body, dict) and any(name.endswith("_Apikey") for name in body)
