"""How the steps of single leads are done: each write with the look that shows what it did."""

from conformance.exchange import Exchange
from conformance.fixtures.naming import Naming
from conformance.laws.rows import kept
from conformance.modelling.comparing import (
    Said,
    answered,
    answered_with_changed,
    answered_with_new,
    is_odd,
    lead_as_changed,
    lead_as_it_is,
    lead_as_made,
    lead_gone,
    lead_left_alone,
)
from conformance.modelling.contents import KnownClient, KnownLead, Row
from conformance.modelling.steps import ChangeLead, Fields, Look, MakeLead, RemoveLead
from conformance.suites.properties.model import lists
from conformance.suites.properties.model.world import Abandoned, World


def whole(naming: Naming, client: KnownClient, fields: Fields) -> Row:
    """The body of a lead with a value in every field that an update could lose."""
    handle = naming.unique()
    more = {
        "companyDomain": "lgc.example",
        "linkedinUrl": f"https://www.linkedin.com/in/{handle}",
        "phoneNumber": "+4930123456",
        "contactName": "Front Desk",
        "status": "contacted",
        "city": "Berlin",
        "country": "Germany",
    }
    return {**naming.lead(client.client_id, **more), **fields}


def refused(answer: Exchange, fields: Fields) -> bool:
    """Whether a target refused a value that it may refuse; Abandoned where it crashed on it, which a check judges."""
    if answer.succeeded or not any(is_odd(value) for value in fields.values()):
        return False
    if answer.status >= 500:
        raise Abandoned(f"status {answer.status}")
    return True


def make(world: World, step: MakeLead) -> None:
    """POST, and the lead by its id."""
    body = whole(world.naming, world.clients[step.client], step.fields)
    made = world.call("createLeads", json=body)
    if refused(made, step.fields):
        lists.not_taken(world, step.client, [str(body["email"])], "LG-LEAD-021", made)
        return
    world.say([answered_with_new("LG-LEAD-001", made, "lead")], made)
    row = made.record("lead") or {}
    lead = world.leads[step.lead] = KnownLead(row["id"], step.client, body, "alone", [made])
    read = world.read(lead)
    world.say(lead_as_made(lead, read), made, read)
    world.say([Said("LG-LEAD-002", kept(row, read.record("lead"), where="the lead by its id"))], made, read)


def change(world: World, step: ChangeLead) -> None:
    """PUT by one of its two ways, and the whole lead by its id."""
    lead = world.leads[step.lead]
    if step.by_path:
        answer = world.call("updateEnrichLead", path={"id": lead.id}, json=dict(step.changes))
    else:
        answer = world.call("updateLeads", json={"id": lead.id, **step.changes})
    if refused(answer, step.changes):
        read = world.read(lead)
        world.say([lead_as_it_is("LG-LEAD-021", lead, read)], answer, read)
        return
    requirement = "LG-LEAD-036" if step.by_path else "LG-LEAD-035"
    world.say([answered_with_changed(requirement, answer, "lead", lead.id, step.changes)], answer)
    lead.fields = {**lead.fields, **step.changes}
    lead.changed |= step.changes.keys()
    lead.calls.append(answer)
    read = world.read(lead)
    world.say(lead_as_changed(lead, step.changes, read), answer, read)


def remove(world: World, step: RemoveLead) -> None:
    """DELETE, the lead by its id, and the list of the others."""
    lead = world.leads.pop(step.lead)
    answer = world.call("deleteLeads", query={"id": lead.id})
    world.say([answered("LG-LEAD-047", answer, 200)], answer)
    world.gone.add(lead.id)
    read = world.read(lead)
    world.say([lead_gone("LG-LEAD-048", read)], answer, read)
    lists.without(world, lead.client, "LG-LEAD-048", answer)


def look(world: World, step: Look) -> None:
    """The lead by its id."""
    lead = world.leads[step.lead]
    read = world.read(lead)
    world.say([lead_left_alone(lead, read)], *lead.calls, read)
