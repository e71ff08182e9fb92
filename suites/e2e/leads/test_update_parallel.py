"""Updates of different fields at the same time: every one that is answered with 200 is kept."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Judge
from conformance.laws.rows import stored
from conformance.polling import Patience
from conformance.suites.e2e.leads.test_update import PUTS
from conformance.suites.e2e.leads.views import by_id, lead_in

pytestmark = [pytest.mark.requirement("LG-LEAD-041"), pytest.mark.level("standard")]

LEAD_FIELDS = ("companyName", "title", "notes", "city")


def kept(answers: dict[str, Exchange], values: dict[str, object]) -> dict[str, object]:
    """The values of the fields whose update was answered with 200."""
    return {name: values[name] for name, answer in answers.items() if answer.status == 200}


@pytest.mark.parametrize("operation", [pytest.param(name, marks=pytest.mark.operation(name)) for name in PUTS])
def test_parallel_updates_of_a_lead_are_all_kept(
    owner_a: Actor, lead: TemporaryLead, naming: Naming, judge: Judge, operation: str
) -> None:
    values: dict[str, object] = {name: f"{name} {naming.unique()}" for name in LEAD_FIELDS}
    with ThreadPoolExecutor(len(values)) as pool:
        futures = {
            name: pool.submit(PUTS[operation], owner_a, lead.id, {name: value}) for name, value in values.items()
        }
    answers = {name: future.result() for name, future in futures.items()}
    read = by_id(owner_a, lead.id)
    law = stored(kept(answers, values), lead_in(read), where="the lead")
    judge("LG-LEAD-041", [*answers.values(), read], law)


@pytest.mark.operation("updateClient")
def test_parallel_updates_of_a_client_are_all_kept(
    owner_a: Actor, client_a: TemporaryClient, naming: Naming, patience: Patience, judge: Judge
) -> None:
    values: dict[str, object] = {
        "clientName": naming.client_name(owner_a),
        "companyURL": f"https://{naming.unique()}.example",
        "description": f"description {naming.unique()}",
    }
    with ThreadPoolExecutor(len(values)) as pool:
        futures = {
            name: pool.submit(owner_a.call, "updateClient", json={"id": client_a.id, name: value})
            for name, value in values.items()
        }
    answers = {name: future.result() for name, future in futures.items()}
    wanted = kept(answers, values)

    def law(seen: Exchange) -> bool:
        return stored(wanted, next(iter(seen.rows("clients")), None), where="the client").holds

    read = patience.until(lambda: owner_a.call("listClients", query={"clientId": client_a.id}), law)
    row = next(iter(read.rows("clients")), None)
    judge("LG-LEAD-041", [*answers.values(), read], stored(wanted, row, where="the client"))
