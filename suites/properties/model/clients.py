"""How the steps of clients are done: each write with the look that shows what it did."""

from conformance.exchange import Exchange
from conformance.expectations import Judgement
from conformance.modelling.comparing import (
    Said,
    answered,
    answered_with_changed,
    answered_with_new,
    client_as_changed,
    client_as_made,
    lead_as_it_is,
    lead_gone,
    telling,
)
from conformance.modelling.contents import KnownClient
from conformance.modelling.costs import some
from conformance.modelling.steps import ChangeClient, MakeClient, RemoveClient
from conformance.suites.properties.model.world import WHOLE, World


def make(world: World, step: MakeClient) -> None:
    """POST, and the client by its id."""
    fields = {
        "clientName": world.naming.client_name(world.owner),
        "companyURL": "https://lgc.example",
        "description": "made by a test",
    }
    made = world.call("createClient", json=fields)
    world.say([answered_with_new("LG-CLI-001", made, "client")], made)
    row = made.record("client") or {}
    client = KnownClient(row["id"], str(row.get("client_id")), fields, made)
    world.clients[step.client] = client
    page, shown = world.client(client, lambda row: row is not None)
    world.say(client_as_made(client, shown), made, page)


def change(world: World, step: ChangeClient) -> None:
    """PUT, and the whole client by its id."""
    client = world.clients[step.client]
    answer = world.call("updateClient", json={"id": client.id, **step.changes})
    world.say([answered_with_changed("LG-CLI-010", answer, "client", client.id, step.changes)], answer)
    client.fields.update(step.changes)
    page, shown = world.client(
        client, lambda row: all(each.judgement.holds for each in client_as_changed(client, step.changes, row))
    )
    world.say(client_as_changed(client, step.changes, shown), answer, page)


def remove(world: World, step: RemoveClient) -> None:
    """DELETE, and every view of the client and its leads; with a purge also a lead that had to be spared."""
    client, doomed = world.clients.pop(step.client), world.leads_of(step.client)
    query: dict[str, object] = {"id": client.id, **({"purge": "true"} if step.purge else {})}
    answer = world.call("deleteClient", query=query)
    world.say([answered("LG-CLI-021" if step.purge else "LG-CLI-019", answer, 200)], answer)
    world.leads = {number: each for number, each in world.leads.items() if each.client != step.client}
    world.gone |= {each.id for each in doomed}
    for lead in some(doomed):
        read = world.read(lead)
        world.say([lead_gone("LG-CLI-021", read)], answer, read)
    if step.purge:
        _emptied(world, client, answer)
    page, shown = world.client(client, lambda row: row is None)
    actual = "it is shown" if shown else f"status {page.status} without it"
    law = Judgement(shown is None, "no such client", actual)
    world.say(telling([Said("LG-CLI-020", law)], _tells_of_nothing(page)), answer, page)
    spared = next(iter(world.leads.values()), None)
    if step.purge and spared is not None:
        read = world.read(spared)
        world.say([lead_as_it_is("LG-CLI-022", spared, read)], answer, read)


def _emptied(world: World, client: KnownClient, answer: Exchange) -> None:
    walk = world.walk(client, WHOLE, lambda seen: not seen.rows)
    actual = f"{len(walk.rows)} rows, status {walk.pages[0].status}"
    law = Judgement(not walk.rows, "no lead in the client's list", actual)
    world.say(telling([Said("LG-CLI-021", law)], _tells_of_nothing(walk.pages[0])), answer, *walk.pages)


def _tells_of_nothing(page: Exchange) -> bool:
    """Whether a list without rows says that there are none: it is a list, or 404 in its place (reference: Clients)."""
    return page.status in (200, 404)
