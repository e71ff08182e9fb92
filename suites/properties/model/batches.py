"""How the steps of batches are done: the call, the account that it gives, and the rows that it was about."""

from conformance.laws.batches import stored_as_told
from conformance.modelling.comparing import Said, lead_as_it_is, lead_as_made, lead_gone, taken, telling
from conformance.modelling.contents import KnownLead
from conformance.modelling.costs import some
from conformance.modelling.steps import ChangeBatch, MakeBatch, RemoveBatch
from conformance.suites.properties.model import leads as alone
from conformance.suites.properties.model import lists
from conformance.suites.properties.model.world import World


def make(world: World, step: MakeBatch) -> None:
    """POST, the list, which tells the ids, and the first and the last of the new leads by theirs.

    An account of less rows than were sent can be wrong, but shows no batch that works.
    """
    client = world.clients[step.client]
    bodies = [alone.whole(world.naming, client, row) for row in step.rows]
    emails = [str(body["email"]) for body in bodies]
    made = world.call("createLeads", json={"leads": bodies})
    if any(alone.refused(made, row) for row in step.rows):
        lists.not_taken(world, step.client, emails, "LG-LEAD-021", made)
        return
    stored = made.at("created") == len(bodies)
    world.say(telling([taken("LG-LEAD-027", made, 201, ["created"], ["skipped"])], stored), made)
    skipped = {str(each).casefold() for each in made.at("skipped")}
    walk = world.listed(step.client, [each for each in emails if each.casefold() not in skipped])
    law = stored_as_told(bodies, made.at("created"), walk.rows)
    world.say(telling([Said("LG-LEAD-028", law)], stored), made, *walk.pages)
    ids = {str(row.get("email")).casefold(): row.get("id") for row in walk.rows}
    for number, body, email in zip(step.leads, bodies, emails, strict=True):
        id = ids.get(email.casefold())
        if isinstance(id, str) and id:
            world.leads[number] = KnownLead(id, step.client, body, "batch", [made, *walk.pages])
    for lead in some([world.leads[each] for each in step.leads if each in world.leads]):
        read = world.read(lead)
        world.say(lead_as_made(lead, read), made, *walk.pages, read)


def change(world: World, step: ChangeBatch) -> None:
    """PUT, and the first and the last of the changed leads by their ids."""
    chosen = [
        (world.leads[number], row) for number, row in zip(step.leads, step.rows, strict=True) if number in world.leads
    ]
    if not chosen:
        return
    answer = world.call("updateLeads", json={"leads": [{"id": lead.id, **row} for lead, row in chosen]})
    world.say([taken("LG-LEAD-044", answer, 200)], answer)
    for lead, row in chosen:
        lead.fields = {**lead.fields, **row}
        lead.changed |= row.keys()
        lead.calls.append(answer)
    for lead in some([lead for lead, _ in chosen]):
        read = world.read(lead)
        world.say([lead_as_it_is("LG-LEAD-045", lead, read)], answer, read)


def remove(world: World, step: RemoveBatch) -> None:
    """DELETE by ids, the first and the last of them, and the list of the others."""
    doomed = [world.leads.pop(number) for number in step.leads if number in world.leads]
    if not doomed:
        return
    answer = world.call("deleteLeads", json={"ids": [lead.id for lead in doomed]})
    world.say([taken("LG-LEAD-049", answer, 200)], answer)
    world.gone |= {lead.id for lead in doomed}
    for lead in some(doomed):
        read = world.read(lead)
        world.say([lead_gone("LG-LEAD-049", read)], answer, read)
    for client in sorted({lead.client for lead in doomed}):
        lists.without(world, client, "LG-LEAD-049", answer)
