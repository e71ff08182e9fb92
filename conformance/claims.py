"""What a run sets out to prove (ARCHITECTURE: Words, Claim): the level, narrowed by scope, selection and consent."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from conformance.catalogue import Catalogue, Requirement
from conformance.errors import RefusedForSafety, UsageError
from conformance.journal.records import ClaimFact
from conformance.levels import EVERYTHING, Levels

_NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Selection:
    """What the user asked for by name; what is named in several ways must match each of them.

    `suites` gives every chosen suite with the ids of the requirements that its tests name; `by_pytest` says that
    pytest's own arguments may leave tests out, whatever their requirements.
    """

    suites: Mapping[str, Collection[str]] = field(default_factory=dict)
    operations: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    by_pytest: bool = False

    def __bool__(self) -> bool:
        return bool(self.suites or self.operations or self.requirements)

    def takes(self, requirement: Requirement) -> bool:
        """Whether the selection leaves a requirement in; an empty one leaves in all."""
        return (
            (not self.suites or any(requirement.id in ids for ids in self.suites.values()))
            and (not self.operations or not {*self.operations, "*"}.isdisjoint(requirement.operations))
            and (not self.requirements or requirement.id in self.requirements)
        )

    @property
    def divides(self) -> bool:
        """Whether it may take some tests of a requirement and leave others."""
        return bool(self.suites or self.operations or self.by_pytest)

    @property
    def words(self) -> str:
        """The selection for people, such as `operations getCompany, listClients`; empty where there is none."""
        kinds = (("suite", tuple(self.suites)), ("operation", self.operations), ("requirement", self.requirements))
        return " and ".join(_named(kind, names) for kind, names in kinds if names)


@dataclass(frozen=True)
class _Leave:
    """Leave to have effects: removable data needs none, and on a shared company nothing permanent is made."""

    allowed: frozenset[str]
    shared: bool

    def objection(self, effects: Iterable[str]) -> tuple[str, str] | None:
        """The first effect that may not be left, with the reason and what to add; None where all may."""
        for effect in effects:
            if effect not in ("data", "none") and effect not in self.allowed:
                return effect, f"it has {effect} effects, which nobody allowed (add --allow {effect})"
            if effect == "permanent" and self.shared:
                remedy = "give the profile a company with disposable = true"
                return effect, f"it leaves what nothing removes, and the company is shared ({remedy})"
        return None

    def withheld(self, effects: Iterable[str]) -> list[str]:
        """Those effects that some test may not have, in their order.

        What stands once in a shared company is only touched where it can be put back.
        """
        return sorted(
            effect
            for effect in set(effects)
            if self.objection([effect]) is not None or (effect == "singleton" and self.shared)
        )


@dataclass(frozen=True)
class _Bounds:
    """What narrows a claim, in the order in which it gives its reasons."""

    levels: Levels
    level: str
    scopes: Collection[str]
    chosen: Selection
    leave: _Leave

    def why_not(self, requirement: Requirement) -> tuple[str, str] | None:
        """What leaves a requirement out (`level`, `scope`, `selection`, an effect) with the reason; None if nothing."""
        deeper = requirement.from_level
        if not self.levels.claims(self.level, deeper):
            return "level", f"begins at level {deeper}, and this run is at {self.level} (add --level {deeper})"
        if requirement.scope not in self.levels.closure(self.scopes):
            remedy = f'add "{requirement.scope}" to the profile\'s scope'
            return "scope", f"outside the scope {', '.join(self.scopes)} ({remedy})"
        if not self.chosen.takes(requirement):
            return "selection", f"not chosen by {self.chosen.words}"
        return self.leave.objection(requirement.effects)


def make_claim(
    catalogue: Catalogue,
    levels: Levels,
    level: str,
    *,
    scopes: Collection[str],
    allowed: Collection[str],
    shared: bool,
    selection: Selection | None = None,
    operation_effects: Mapping[str, Collection[str]],
) -> ClaimFact:
    """The claim of a run, with every other requirement and why it is left out.

    `scopes` are the profile's; `allowed` are the effects of its `allow` and of `--allow`; `shared` says that not every
    company to be written to is `disposable`; `operation_effects` gives the effects of each operation that can be
    selected. RefusedForSafety where something is asked for by name whose effects nobody allowed; UsageError for an
    unknown level, scope or requirement, and where nothing is left to prove.
    """
    chosen = selection if selection is not None else Selection()
    for name in chosen.requirements:
        catalogue.require(name)
    leave = _Leave(frozenset(allowed), shared)
    _refuse_what_is_named_without_leave(catalogue, chosen, leave, operation_effects)
    bounds = _Bounds(levels, level, scopes, chosen, leave)
    left_out = {each.id: why for each in catalogue.values() if (why := bounds.why_not(each)) is not None}
    excluded = {name: reason for name, (_, reason) in left_out.items()}
    included = tuple(name for name in catalogue if name not in excluded)
    if not included:
        first = next(iter(chosen.requirements), None) or next(iter(excluded), "")
        raise UsageError("nothing is left to prove", f"{first}: {excluded.get(first, 'the catalogue is empty')}")
    narrowed_by = {what for what, _ in left_out.values()} - {"level"}
    reaches_standard = levels.claims(level, "standard")
    whole = not narrowed_by and not chosen and EVERYTHING in scopes and reaches_standard
    costs = operation_effects
    withheld = leave.withheld({effect for each in catalogue.values() for effect in each.effects}.union(*costs.values()))
    used = {effect for name in included for each in catalogue[name].operations for effect in costs.get(each, ())}
    told = {each for each in used if leave.objection([each]) is not None} | narrowed_by
    effects = tuple(each for each in withheld if each in told)
    return ClaimFact(
        words=f"everything at {level}" if whole else _words(level, scopes, chosen, effects),
        whole=whole,
        included=included,
        excluded=excluded,
        incidental=included if chosen and not chosen.requirements else (),
        without=(*withheld, *sorted(levels.strangers(scopes))),
        thorough=reaches_standard and not chosen.divides,
    )


def _refuse_what_is_named_without_leave(
    catalogue: Catalogue, chosen: Selection, leave: _Leave, operation_effects: Mapping[str, Collection[str]]
) -> None:
    named: list[tuple[str, Collection[str]]] = [(name, catalogue[name].effects) for name in chosen.requirements]
    named += [(name, operation_effects.get(name, ())) for name in chosen.operations]
    for name, effects in named:
        if objection := leave.objection(effects):
            raise RefusedForSafety(f"{name} is asked for by name, but {objection[1]}")
    for suite, ids in chosen.suites.items():
        objections = [leave.objection(catalogue[name].effects) for name in ids if name in catalogue]
        first = next((each for each in objections if each is not None), None)
        if first is not None and None not in objections:
            raise RefusedForSafety(f"suite {suite} is asked for by name, but {first[1]}")


def _words(level: str, scopes: Collection[str], chosen: Selection, effects: Collection[str]) -> str:
    part = EVERYTHING if EVERYTHING in scopes else ", ".join(scopes)
    if effects:
        part += f" without {' and '.join(effects)} effects"
    return f"{chosen.words} of {part} at {level}" if chosen else f"{part} at {level}"


def _named(kind: str, names: Collection[str]) -> str:
    shown = list(names)[:_NAMED_AT_MOST]
    more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
    return f"{kind if len(names) == 1 else kind + 's'} {', '.join(shown)}{more}"
