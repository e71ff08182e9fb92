"""How another tenant's acts are done: by somebody who knows the ids, and with a look by the owner afterwards."""

from collections.abc import Callable, Mapping

from conformance.exchange import Exchange
from conformance.expectations import Judgement
from conformance.laws.isolation import says_nothing
from conformance.modelling.comparing import Said, client_as_changed, lead_as_it_is
from conformance.modelling.contents import KnownClient, KnownLead, Row
from conformance.modelling.steps import Intrude, Way
from conformance.suites.properties.model import lists
from conformance.suites.properties.model.leads import whole
from conformance.suites.properties.model.world import World

CHANGE = {"title": "Taken over"}


def intrude(world: World, step: Intrude) -> None:
    """One act of the other tenant, where the profile has one."""
    if world.other is not None:
        _WAYS[step.way](world, world.clients[step.client], world.leads[step.lead])


def _read(world: World, _client: KnownClient, lead: KnownLead) -> None:
    seen = world.call("getEnrichLead", actor=world.other, path={"id": lead.id})
    marks = [lead.email, str(lead.fields["linkedinUrl"])]
    world.say([Said("LG-ISO-004", says_nothing([seen], ["lead"], marks))], seen)


def _find(world: World, _client: KnownClient, lead: KnownLead) -> None:
    """Only where the owner finds the lead: a search that finds nobody's leads hides none."""
    query: dict[str, object] = {"email": lead.email}
    own = world.until(lambda: world.call("findLead", actor=world.owner, query=query), lambda seen: _found(seen, lead))
    if not _found(own, lead):
        return
    world.worked["findLead"] = own

    def look() -> tuple[list[Said], list[Exchange]]:
        seen = world.call("findLead", actor=world.other, query=query)
        return [Said("LG-ISO-005", says_nothing([seen], ["leads", "lead"], [lead.id]))], [seen]

    world.absent("LG-ISO-005", look, own)


def _list(world: World, client: KnownClient, lead: KnownLead) -> None:
    def look() -> tuple[list[Said], list[Exchange]]:
        seen = world.call("listLeads", actor=world.other, query={"client_id": client.client_id})
        return [Said("LG-ISO-003", says_nothing([seen], ["leads"], [lead.id, lead.email]))], [seen]

    world.absent("LG-ISO-003", look)


def _update(world: World, _client: KnownClient, lead: KnownLead) -> None:
    tried = world.call("updateLeads", actor=world.other, json={"id": lead.id, **CHANGE}, trespass=[lead.id])
    _spared(world, "LG-ISO-008", tried, lead, refused=True)


def _delete(world: World, _client: KnownClient, lead: KnownLead) -> None:
    tried = world.call("deleteLeads", actor=world.other, query={"id": lead.id}, trespass=[lead.id])
    _spared(world, "LG-ISO-009", tried, lead)


def _purge(world: World, client: KnownClient, lead: KnownLead) -> None:
    query: dict[str, object] = {"id": client.id, "purge": "true"}
    tried = world.call("deleteClient", actor=world.other, query=query, trespass=[client.id])
    _spared(world, "LG-ISO-007", tried, lead)
    _untouched(world, "LG-ISO-007", tried, client)


def _rename(world: World, client: KnownClient, _lead: KnownLead) -> None:
    body = {"id": client.id, "clientName": world.naming.of_nobody(), "description": "Taken over"}
    tried = world.call("updateClient", actor=world.other, json=body, trespass=[client.id])
    world.say([_not_done("LG-ISO-006", tried)], tried)
    _untouched(world, "LG-ISO-006", tried, client)


def _make(world: World, client: KnownClient, lead: KnownLead) -> None:
    body = whole(world.naming, client, {})
    tried = world.call("createLeads", actor=world.other, json=body, trespass=[client.client_id])
    lists.not_taken(world, lead.client, [str(body["email"])], "LG-ISO-012", tried)


def _spared(world: World, requirement: str, tried: Exchange, lead: KnownLead, *, refused: bool = False) -> None:
    if refused:
        world.say([_not_done(requirement, tried)], tried)
    read = world.read(lead)
    world.say([lead_as_it_is(requirement, lead, read)], tried, read)


def _untouched(world: World, requirement: str, tried: Exchange, client: KnownClient) -> None:
    def said(row: Row | None) -> list[Said]:
        return [Said(requirement, each.judgement) for each in client_as_changed(client, client.fields, row)]

    def look() -> tuple[list[Said], list[Exchange]]:
        page, row = world.client(client, lambda row: all(each.judgement.holds for each in said(row)))
        return said(row), [page]

    world.absent(requirement, look, tried)


def _found(seen: Exchange, lead: KnownLead) -> bool:
    rows = [*seen.rows("leads"), seen.record("lead") or {}]
    return seen.succeeded and any(row.get("id") == lead.id for row in rows)


def _not_done(requirement: str, tried: Exchange) -> Said:
    return Said(requirement, Judgement(not tried.succeeded, "no 2xx status", f"status {tried.status}"))


_WAYS: Mapping[Way, Callable[[World, KnownClient, KnownLead], None]] = {
    "read": _read,
    "find": _find,
    "list": _list,
    "update": _update,
    "delete": _delete,
    "make": _make,
    "rename": _rename,
    "purge": _purge,
}
