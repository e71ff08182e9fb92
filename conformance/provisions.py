"""What tests need of a company that a run makes where it may; where it may not, it has to be there before the run."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial

from conformance.actors import Actor
from conformance.consent import Refusal
from conformance.exchange import Exchange
from conformance.harness import Harness
from conformance.sightings import Sighting

_ENOUGH = 2
"""Rows that a listing has pages of."""


@dataclass(frozen=True)
class _Provision:
    """One thing: what reads it, what makes it, the scopes of the tests that need it, and whether there is enough.

    `missing` says what there is too little of; the tests that need it are in the claim of a run whose profile allows
    the `effects`, whether or not it may be made. `scopes` are of those that need it of company A; `of_b` says that
    those of the core need it of company B.
    """

    read: str
    make: str
    scopes: frozenset[str]
    missing: str
    enough: Callable[[Exchange], bool]
    effects: frozenset[str] = frozenset()
    of_b: bool = False


def _has_rows(key: str, page: Exchange) -> bool:
    return len(page.rows(key)) >= _ENOUGH


def _of_two_clients(page: Exchange) -> bool:
    return len({row.get("client_id") for row in page.rows("leads")}) >= _ENOUGH


def is_unset(read: Exchange) -> bool:
    """Whether a read of settings says that the company has no such set (reference: Settings)."""
    return read.status == 404 or (read.succeeded and read.at("settings") in (None, {}))


def _is_set(read: Exchange) -> bool:
    return not is_unset(read)


_PROVISIONS = (
    *(
        _Provision(
            f"get{kind}Settings",
            f"create{kind}Settings",
            frozenset({"single-user", "processing"}),
            "no settings",
            _is_set,
            frozenset({"singleton"}),
        )
        for kind in ("Url", "Agent", "Sdr")
    ),
    _Provision(
        "listSearchHistory",
        "createSearchHistory",
        frozenset({"single-user"}),
        "fewer than two searches",
        partial(_has_rows, "searchHistories"),
        of_b=True,
    ),
    _Provision(
        "listCampaigns",
        "createCampaign",
        frozenset({"single-user"}),
        "fewer than two campaigns",
        partial(_has_rows, "campaigns"),
        of_b=True,
    ),
    _Provision(
        "bulkSourceLeads",
        "startLeadScrape",
        frozenset({"single-user", "bulk"}),
        "no source leads of two clients",
        _of_two_clients,
    ),
    _Provision(
        "bulkSourceLeads",
        "startLeadScrape",
        frozenset(),
        "fewer than two source leads",
        partial(_has_rows, "leads"),
        of_b=True,
    ),
)


def of_companies(harness: Harness, scopes: Collection[str]) -> Iterator[Sighting]:
    """What the companies lack and a run of these scopes may not make, by reading alone, as their owners.

    Nothing is read of what a run may make. Errors are those of the wire.
    """
    for name in ("owner_a", "owner_b"):
        if name in harness.profile.actors:
            yield from _of_company(harness, harness.actor(name), scopes)


def _of_company(harness: Harness, owner: Actor, scopes: Collection[str]) -> Iterator[Sighting]:
    for each in _PROVISIONS:
        needing = each.scopes if owner.name == "owner_a" else frozenset({"core"} if each.of_b else ())
        if needing.isdisjoint(scopes) or not each.effects <= set(harness.profile.allow):
            continue
        refusal = harness.consent.refusal(harness.contract[each.make], owner.company)
        read = _read(owner, each.read) if refusal is not None else None
        if read is None or refusal is None or not (read.succeeded or read.status == 404) or each.enough(read):
            continue
        yield _lacking(owner, each, refusal)


def _lacking(owner: Actor, provision: _Provision, refusal: Refusal) -> Sighting:
    seen = f"{provision.missing} for {owner.name}, and none may be made: {refusal.reason}"
    remedy = f"Make some once with {provision.make}, else what needs them is not tested. {refusal.remedy}"
    return Sighting(provision.read, False, seen, remedy)


def _read(owner: Actor, operation: str) -> Exchange | None:
    """The listing or the set as the owner reads it; None where the profile gives no credential for it."""
    if operation != "bulkSourceLeads":
        return owner.call(operation, purpose="preflight")
    company = owner.call("getCompany", purpose="preflight").at("company.id")
    if not owner.has_key or not isinstance(company, str):
        return None
    return owner.call(operation, query={"companyId": company}, by="key", purpose="preflight")
