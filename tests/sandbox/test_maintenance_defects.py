from typing import Any

from conformance.sandbox.defects import maintenance_answers, maintenance_reports, routes_walls
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.test_maintenance import KINDS, listed, made

LONG = "The list of leads shows no names at all"


def null_address(sandbox: Sandbox) -> list[int]:
    body = {"description": "d", "userEmail": None}
    return [sandbox.by("owner_a", "POST", f"/api/maintenance/{kind}", body).status for kind in KINDS]


def stands_in(kind: str) -> Any:
    """Which of the two lists hold what was posted to one of them."""

    def look(sandbox: Sandbox) -> list[str]:
        id = made(sandbox, kind)["id"]
        return [other for other in KINDS if id in [row["id"] for row in listed(sandbox, other)]]

    return look


def in_full(sandbox: Sandbox) -> list[bool]:
    return [made(sandbox, kind, description=LONG) in listed(sandbox, kind) for kind in KINDS]


def seen_of(actor: str) -> Any:
    def look(sandbox: Sandbox) -> list[bool]:
        return [made(sandbox, kind, by=actor) in listed(sandbox, kind) for kind in KINDS]

    return look


@probes(
    Probe(maintenance_reports.ReportWithoutAddressBreaks, null_address, [201, 201], [500, 500]),
    Probe(maintenance_reports.EnhancementStoredAsBug, stands_in("enhancements"), ["enhancements"], ["bugs"]),
    Probe(maintenance_reports.ReportCutShort, in_full, [True, True], [False, False]),
    Probe(routes_walls.ListOfAllCompanies, seen_of("owner_b"), [False, False], [True, True]),
    Probe(maintenance_reports.ReportsOwnOnly, seen_of("member_a"), [True, True], [False, False]),
)
def test_what_goes_wrong_with_reports_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)


def posted(body: Any) -> Any:
    return lambda sandbox: sandbox.by("owner_a", "POST", "/api/maintenance/enhancements", body)


@probes(
    Probe(
        maintenance_answers.EnhancementAnsweredAsBug,
        lambda sandbox: "enhancement" in posted({"description": "d"})(sandbox).body,
        True,
        False,
    ),
    Probe(maintenance_answers.ReportWithoutDescription, lambda sandbox: posted({})(sandbox).status, 400, 201),
)
def test_what_goes_wrong_with_their_answers_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
