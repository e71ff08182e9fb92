import re

import pytest

from conformance.sandbox import defects, variants
from conformance.sandbox.defects.anonymous import AnonymousTaken
from conformance.sandbox.defects.client_delete import ClientDeleteKeepsRow
from conformance.sandbox.defects.client_update import ClientUpdateNotStored
from conformance.sandbox.defects.foreign_client_listed import ForeignClientListed
from conformance.sandbox.defects.forged_signature import ForgedSignatureTaken
from conformance.sandbox.deviation import Defect, Variant
from conformance.sandbox.listing import classes_in
from tests.sandbox.conftest import Build
from tests.sandbox.driver import Sandbox

DEFECTS = classes_in(defects, Defect)
VARIANTS = classes_in(variants, Variant)


def new_client(sandbox: Sandbox) -> str:
    id: str = sandbox.by("owner_a", "POST", "/api/clients", {"clientName": "Before"}).body["client"]["id"]
    return id


def name_of(sandbox: Sandbox, id: str) -> str | None:
    found = sandbox.by("owner_a", "GET", f"/api/clients?clientId={id}").body["clients"]
    return found[0]["clientName"] if found else None


def test_ids_are_unique_and_in_kebab_case() -> None:
    ids = [deviation.id for deviation in [*DEFECTS, *VARIANTS]]
    assert len(set(ids)) == len(ids)
    assert [id for id in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id)] == []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.id)
def test_a_defect_says_what_it_breaks(sandbox: Sandbox, defect: type[Defect]) -> None:
    assert defect.sentence.endswith(".")
    assert all(re.fullmatch(r"F\d\d", fault) for fault in defect.faults)
    assert re.fullmatch(r"LG-[A-Z]{3,4}-\d{3}", defect.requirement)
    assert set(defect().operations) | set(defect.choices) <= set(sandbox.application.operations)


@pytest.mark.parametrize("deviation", [*DEFECTS, *VARIANTS], ids=lambda deviation: deviation.id)
def test_a_deviation_leaves_login_and_listing_alive(build: Build, deviation: type[Defect] | type[Variant]) -> None:
    sandbox = build(deviation())
    sandbox.login("owner_b")
    assert sandbox.by("owner_b", "GET", "/api/clients").status < 500


@pytest.mark.parametrize(("deviations", "status"), [((), 401), ((AnonymousTaken("listClients"),), 200)])
def test_an_anonymous_list_is_taken_only_with_its_defect(
    build: Build, deviations: tuple[Defect, ...], status: int
) -> None:
    assert build(*deviations).send("GET", "/api/clients").status == status


@pytest.mark.parametrize(("deviations", "status"), [((), 401), ((ForgedSignatureTaken("listClients"),), 200)])
def test_a_wrong_signature_is_taken_only_with_its_defect(
    build: Build, deviations: tuple[Defect, ...], status: int
) -> None:
    sandbox = build(*deviations)
    head, _, signature = sandbox.bearer("owner_a")["authorization"].rpartition(".")
    forged = f"{head}.{signature[:10]}{'B' if signature[10] == 'A' else 'A'}{signature[11:]}"
    assert sandbox.send("GET", "/api/clients", headers={"authorization": forged}).status == status


@pytest.mark.parametrize(("deviations", "name"), [((), "After"), ((ClientUpdateNotStored(),), "Before")])
def test_an_update_is_lost_only_with_its_defect(build: Build, deviations: tuple[Defect, ...], name: str) -> None:
    sandbox = build(*deviations)
    id = new_client(sandbox)
    answer = sandbox.by("owner_a", "PUT", "/api/clients", {"id": id, "clientName": "After"})
    assert (answer.body["client"]["clientName"], name_of(sandbox, id)) == ("After", name)


@pytest.mark.parametrize(("deviations", "name"), [((), None), ((ClientDeleteKeepsRow(),), "Before")])
def test_a_deleted_client_stays_only_with_its_defect(
    build: Build, deviations: tuple[Defect, ...], name: str | None
) -> None:
    sandbox = build(*deviations)
    id = new_client(sandbox)
    answer = sandbox.by("owner_a", "DELETE", f"/api/clients?id={id}")
    assert (answer.status, name_of(sandbox, id)) == (200, name)


@pytest.mark.parametrize(("deviations", "companies"), [((), 1), ((ForeignClientListed(),), 2)])
def test_a_foreign_client_is_listed_only_with_its_defect(
    build: Build, deviations: tuple[Defect, ...], companies: int
) -> None:
    clients = build(*deviations).by("owner_a", "GET", "/api/clients").body["clients"]
    assert len({client["company_id"] for client in clients}) == companies
