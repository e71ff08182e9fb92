"""The tour: a sequence that has every requirement spoken of which the model knows, for what no drawn one came by."""

from collections.abc import Collection

from conformance.modelling.plan import sensible
from conformance.modelling.steps import (
    ChangeBatch,
    ChangeClient,
    ChangeLead,
    Intrude,
    MakeBatch,
    MakeClient,
    MakeLead,
    RemoveBatch,
    RemoveClient,
    RemoveLead,
    Step,
    WalkPages,
)

_ODD = {"firstName": "Zoe\u0308", "notes": "漢字 “quoted”\n<b>bold</b> 😀"}

_STOPS: tuple[tuple[Step, tuple[str, ...]], ...] = (
    (MakeClient(client=1), ("LG-CLI-001", "LG-CLI-002")),
    (MakeClient(client=2), ()),
    (
        MakeLead(lead=1, client=1, fields=_ODD),
        ("LG-LEAD-001", "LG-LEAD-002", "LG-LEAD-006", "LG-LEAD-007", "LG-LEAD-009"),
    ),
    (MakeLead(lead=2, client=2), ()),
    (MakeBatch(client=1, leads=(3, 4), rows=({}, {})), ("LG-LEAD-027", "LG-LEAD-028", "LG-LEAD-029")),
    (ChangeLead(lead=1, changes={"title": "Chief"}), ("LG-LEAD-035", "LG-LEAD-037", "LG-LEAD-038")),
    (ChangeLead(lead=1, changes={"city": "Lima"}, by_path=True), ("LG-LEAD-036",)),
    (
        ChangeBatch(leads=(3, 4), rows=({"title": "Chief"}, {"city": "Lima"})),
        ("LG-LEAD-044", "LG-LEAD-045"),
    ),
    (ChangeClient(client=1, changes={"description": "changed"}), ("LG-CLI-010", "LG-CLI-011", "LG-CLI-012")),
    (MakeLead(lead=5, client=1, fields={"lastName": ""}), ("LG-LEAD-021",)),
    (
        WalkPages(client=1, limit=2),
        (
            *("LG-LEAD-004", "LG-LEAD-005", "LG-LEAD-024", "LG-ISO-034"),
            *("LG-PAGE-001", "LG-PAGE-006", "LG-PAGE-008", "LG-PAGE-009", "LG-PAGE-010"),
        ),
    ),
    (Intrude(way="read", client=1, lead=1), ("LG-ISO-004",)),
    (Intrude(way="find", client=1, lead=1), ("LG-ISO-005",)),
    (Intrude(way="list", client=1, lead=1), ("LG-ISO-003",)),
    (Intrude(way="update", client=1, lead=1), ("LG-ISO-008",)),
    (Intrude(way="delete", client=1, lead=1), ("LG-ISO-009",)),
    (Intrude(way="make", client=1, lead=1), ("LG-ISO-012",)),
    (Intrude(way="rename", client=1, lead=1), ("LG-ISO-006",)),
    (Intrude(way="purge", client=1, lead=1), ("LG-ISO-007",)),
    (RemoveBatch(leads=(3, 4)), ("LG-LEAD-049",)),
    (RemoveClient(client=1, purge=True), ("LG-CLI-021", "LG-CLI-022")),
    (RemoveLead(lead=2), ("LG-LEAD-047", "LG-LEAD-048", "LG-CLI-019", "LG-CLI-020")),
    (RemoveClient(client=2, purge=False), ("LG-CLI-019", "LG-CLI-020")),
)

_STANDING = (MakeClient, MakeLead, MakeBatch, RemoveClient)
"""What a tour takes whatever it is for: the making of its records, and their removal."""

OF_ANOTHER_TENANT = frozenset(name for step, names in _STOPS if isinstance(step, Intrude) for name in names)
"""The requirements that only a second company can have spoken of."""

SPOKEN_OF = tuple(dict.fromkeys(name for _, names in _STOPS for name in names))
"""All requirements that the model speaks of."""


def tour(spoken: Collection[str]) -> tuple[Step, ...]:
    """The stops for what has not been spoken of, with what they stand on; none where nothing is left."""
    stops = [(step, not set(names) <= set(spoken)) for step, names in _STOPS]
    if not any(wanted for _, wanted in stops):
        return ()
    return sensible(step for step, wanted in stops if wanted or isinstance(step, _STANDING))
