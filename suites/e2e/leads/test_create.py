"""Creating one lead: what is answered, what is stored, and in which views it shows."""

import pytest

from conformance.actors import Actor
from conformance.evidence import needed
from conformance.exchange import Exchange
from conformance.expectations import equal_to, nonempty_string, one_of, satisfying
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.leads import TemporaryLead
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Judge, Verify
from conformance.laws.listings import each_once
from conformance.laws.rows import stored
from conformance.laws.text import texts_kept
from conformance.polling import Patience
from conformance.suites.e2e.leads.views import (
    MADE_OR_REFUSED,
    by_email,
    by_id,
    emails_folded,
    lead_in,
    leads_of,
    listed,
)

pytestmark = [pytest.mark.operation("createLeads"), pytest.mark.level("standard")]

STATED = ("email", "companyName", "companyDomain", "title", "linkedinUrl", "notes")
"""The optional fields that the seed documents."""

SDR_FIELDS = (
    "aiLeadScore",
    "aiQualification",
    "aiNextAction",
    "aiColdEmail",
    "aiInterest",
    "aiLinkedinConnect",
    "aiCompetitorAnalysis",
    "aiEngagementLevel",
    "aiPurchaseWindow",
    "aiDecisionMakerRole",
    "aiSentiment",
    "aiSocialEngagement",
    "aiNurturingStage",
    "aiBudgetEstimation",
    "aiRiskScore",
    "aiProductFitScore",
)
"""What the SDR agents write, one field each."""

RESULTS = [f"{name}{number}" for name in ("enrichment", "copyright", "message") for number in range(1, 11)]
"""Where processing leaves its results."""


def documented(naming: Naming) -> dict[str, str]:
    """A value for each of the stated optional fields, told from every other draw."""
    word = naming.unique()
    return {
        "email": naming.email(),
        "companyName": f"Company {word}",
        "companyDomain": f"{word}.example",
        "title": f"Title {word}",
        "linkedinUrl": f"https://www.linkedin.com/in/{word}",
        "notes": f"Notes {word}",
    }


@pytest.mark.level("smoke")
@pytest.mark.requirement("LG-LEAD-001", "LG-LEAD-002", "LG-LEAD-003", "LG-LEAD-004", "LG-LEAD-005")
@pytest.mark.operation("getEnrichLead", "listLeads")
def test_a_created_lead_is_answered_stored_and_listed(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, patience: Patience, verify: Verify, judge: Judge
) -> None:
    sent = naming.lead(workspace.client_id)
    made = owner_a.call("createLeads", json=sent)
    verify("LG-LEAD-001", made, expected=201, actual=made.status)
    verify("LG-LEAD-001", made, expected=sent["firstName"], actual=made.at("lead.firstName"))
    verify("LG-LEAD-003", made, expected=nonempty_string(), actual=made.at("lead.id"))
    verify("LG-LEAD-003", made, expected=workspace.client_id, actual=made.at("lead.client_id"))
    verify("LG-LEAD-003", made, expected=owner_a.tokens().subject, actual=made.at("lead.owner"))
    verify("LG-LEAD-003", made, expected=workspace.row.get("company_id"), actual=made.at("lead.company_id"))
    read = by_id(owner_a, made.at("lead.id"))
    named = {name: sent[name] for name in ("client_id", "firstName", "lastName", "email")}
    judge("LG-LEAD-002", [made, read], stored(named, lead_in(read), where="the lead by its id"))
    judge("LG-LEAD-002", [made, read], stored(made.at("lead"), lead_in(read), where="the lead by its id"))
    id = made.at("lead.id")
    listing = leads_of(patience, owner_a, workspace, lambda rows: any(row.get("id") == id for row in rows))
    verify("LG-LEAD-004", listing.pages[0], expected=200, actual=listing.pages[0].status)
    is_list = satisfying("a list", lambda actual: isinstance(actual, list))
    verify("LG-LEAD-004", listing.pages[0], expected=is_list, actual=listing.pages[0].at("leads"))
    judge("LG-LEAD-005", [made, *listing.pages], each_once([id], listing.rows, where="the list of leads"))


@pytest.mark.requirement("LG-LEAD-006")
@pytest.mark.operation("updateLeads", "getEnrichLead")
def test_the_documented_fields_are_kept_when_made_and_when_changed(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, verify: Verify, judge: Judge
) -> None:
    first, then = documented(naming), documented(naming)
    made = owner_a.call("createLeads", json=naming.lead(workspace.client_id, **first))
    verify("LG-LEAD-006", made, expected=201, actual=made.status)
    read = by_id(owner_a, made.at("lead.id"))
    judge("LG-LEAD-006", [made, read], stored(first, lead_in(read), where="the new lead"))
    changed = owner_a.call("updateLeads", json={"id": made.at("lead.id"), **then})
    verify("LG-LEAD-006", changed, expected=200, actual=changed.status)
    again = by_id(owner_a, made.at("lead.id"))
    judge("LG-LEAD-006", [changed, again], stored(then, lead_in(again), where="the changed lead"))


@pytest.mark.requirement("LG-LEAD-007")
@pytest.mark.operation("getEnrichLead")
def test_the_fields_that_public_clients_use_are_kept(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, verify: Verify, judge: Judge
) -> None:
    word = naming.unique()
    fields = {
        "fullName": f"Full Name {word}",
        "contactName": f"Contact {word}",
        "phoneNumber": "+49 30 1234567",
        "companyUrl": f"https://{word}.example/about",
        "campaignId": f"campaign-{word}",
        "status": "qualified",
        "city": "São Paulo",
        "country": "Brazil",
        **{name: f"{name} {word}" for name in SDR_FIELDS},
    }
    made = owner_a.call("createLeads", json=naming.lead(workspace.client_id, **fields))
    verify("LG-LEAD-007", made, expected=201, actual=made.status)
    read = by_id(owner_a, made.at("lead.id"))
    judge("LG-LEAD-007", [made, read], stored(fields, lead_in(read), where="the lead"))


@pytest.mark.requirement("LG-LEAD-008")
@pytest.mark.operation("updateLeads", "getEnrichLead")
def test_the_results_of_processing_are_writable(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, verify: Verify, judge: Judge
) -> None:
    first, then = ({name: f"{name} {naming.unique()}" for name in RESULTS} for _ in range(2))
    made = owner_a.call("createLeads", json=naming.lead(workspace.client_id, **first))
    verify("LG-LEAD-008", made, expected=201, actual=made.status)
    read = by_id(owner_a, made.at("lead.id"))
    judge("LG-LEAD-008", [made, read], stored(first, lead_in(read), where="the new lead"))
    changed = owner_a.call("updateLeads", json={"id": made.at("lead.id"), **then})
    verify("LG-LEAD-008", changed, expected=200, actual=changed.status)
    again = by_id(owner_a, made.at("lead.id"))
    judge("LG-LEAD-008", [changed, again], stored(then, lead_in(again), where="the changed lead"))


@pytest.mark.requirement("LG-LEAD-009")
@pytest.mark.operation("getEnrichLead")
def test_text_of_every_script_is_kept(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, verify: Verify, judge: Judge
) -> None:
    texts = {
        "firstName": "Владимир 明美 نور",
        "lastName": "O’Ne\u0301ill-Dvorˇák Ṩ\u0323",
        "notes": "one\ntwo\tthree \"quoted\" 'single' <b>bold</b> &amp; 100% \\ 𝒜 👩‍🚀 \u200fעברית; DROP TABLE x;--",
    }
    made = owner_a.call("createLeads", json=naming.lead(workspace.client_id, **texts))
    verify("LG-LEAD-009", made, expected=201, actual=made.status)
    read = by_id(owner_a, made.at("lead.id"))
    judge("LG-LEAD-009", [made, read], texts_kept(texts, lead_in(read), where="the lead"))


@pytest.mark.requirement("LG-LEAD-010")
@pytest.mark.operation("getEnrichLead")
def test_null_counts_as_not_sent(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, verify: Verify, judge: Judge
) -> None:
    nothing: dict[str, object] = {name: None for name in (*STATED, "fullName", "status") if name != "email"}
    body = naming.lead(workspace.client_id, **nothing)
    made = owner_a.call("createLeads", json=body)
    verify("LG-LEAD-010", made, expected=201, actual=made.status)
    read = by_id(owner_a, made.at("lead.id"))
    judge("LG-LEAD-010", [made, read], stored(body, lead_in(read), where="the lead, with the nulls unset"))


@pytest.mark.requirement("LG-LEAD-014")
@pytest.mark.operation("listLeads")
def test_a_clients_record_id_swallows_no_lead(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, patience: Patience, verify: Verify, judge: Judge
) -> None:
    made = owner_a.call("createLeads", json=naming.lead(workspace.id))
    verify("LG-LEAD-014", made, expected=MADE_OR_REFUSED, actual=made.status)
    if made.succeeded:
        id = made.at("lead.id")
        listing = leads_of(patience, owner_a, workspace, lambda rows: any(row.get("id") == id for row in rows))
        judge("LG-LEAD-014", [made, *listing.pages], each_once([id], listing.rows, where="the client's list"))


def survived(
    requirement: str, owner: Actor, body: dict[str, object], odd: str, verify: Verify, judge: Judge
) -> Exchange:
    """Make a lead with one odd field: 201 with all its other fields stored, or 400."""
    made = owner.call("createLeads", json=body)
    verify(requirement, made, expected=one_of(201, 400), actual=made.status)
    if made.succeeded:
        read = by_id(owner, made.at("lead.id"))
        others = {name: value for name, value in body.items() if name != odd}
        judge(requirement, [made, read], stored(others, lead_in(read), where=f"the lead with an odd {odd}"))
    return made


@pytest.mark.requirement("LG-LEAD-015", "LG-LEAD-017")
@pytest.mark.operation("getEnrichLead")
def test_a_phone_and_a_dot_for_a_name_break_nothing(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, verify: Verify, judge: Judge
) -> None:
    phone = naming.lead(workspace.client_id, phone="+1 555 0100")
    survived("LG-LEAD-015", owner_a, phone, "phone", verify, judge)
    dot = naming.lead(workspace.client_id, lastName=".")
    survived("LG-LEAD-017", owner_a, dot, "lastName", verify, judge)


@pytest.mark.requirement("LG-LEAD-016")
@pytest.mark.operation("getEnrichLead")
@pytest.mark.parametrize("field", STATED)
def test_an_empty_optional_field_breaks_nothing(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, verify: Verify, judge: Judge, field: str
) -> None:
    body = naming.lead(workspace.client_id, **(documented(naming) | {field: ""}))
    survived("LG-LEAD-016", owner_a, body, field, verify, judge)


@pytest.mark.requirement("LG-LEAD-018", "LG-LEAD-033")
@pytest.mark.operation("listLeads")
def test_one_client_holds_an_email_once(
    owner_a: Actor,
    workspace: TemporaryClient,
    lead: TemporaryLead,
    naming: Naming,
    patience: Patience,
    verify: Verify,
    judge: Judge,
) -> None:
    email, fresh = str(lead.sent["email"]), naming.lead(workspace.client_id)
    single = owner_a.call("createLeads", json=naming.lead(workspace.client_id, email=email))
    verify("LG-LEAD-018", single, expected=one_of(200, 201, 409), actual=single.status)
    if not single.succeeded:
        verify("LG-LEAD-018", single, expected="already_exists", actual=single.at("errorType"))
    copies = [naming.lead(workspace.client_id, email=each) for each in (email, fresh["email"])]
    batch = owner_a.call("createLeads", json={"leads": [copies[0], fresh, copies[1]]})
    verify("LG-LEAD-033", batch, expected=MADE_OR_REFUSED, actual=batch.status)
    wanted = [email, str(fresh["email"])] if batch.succeeded else [email]
    listing = leads_of(patience, owner_a, workspace, lambda rows: {*wanted} <= by_email(rows).keys())
    once = each_once(wanted, emails_folded(listing.rows), key="email", where="the client's list")
    for requirement in ("LG-LEAD-018", "LG-LEAD-033"):
        judge(requirement, [single, batch, *listing.pages], once)


@pytest.mark.requirement("LG-LEAD-019")
@pytest.mark.operation("getEnrichLead")
def test_an_email_of_another_client_is_free(
    owner_a: Actor,
    elsewhere: TemporaryClient,
    lead: TemporaryLead,
    naming: Naming,
    verify: Verify,
    judge: Judge,
) -> None:
    body = naming.lead(elsewhere.client_id, email=lead.sent["email"])
    made = owner_a.call("createLeads", json=body)
    verify("LG-LEAD-019", made, expected=201, actual=made.status)
    another = satisfying("another lead than the first", lambda id: isinstance(id, str) and id != lead.id)
    verify("LG-LEAD-019", [lead.made_by, made], expected=another, actual=made.at("lead.id"))
    read = by_id(owner_a, made.at("lead.id"))
    judge("LG-LEAD-019", [made, read], stored(body, lead_in(read), where="the second lead"))


@pytest.mark.requirement("LG-LEAD-020")
@pytest.mark.operation("getEnrichLead", "listLeads")
def test_an_email_of_another_company_is_free(
    owner_a: Actor,
    owner_b: Actor,
    workspace: TemporaryClient,
    workspace_b: TemporaryClient,
    naming: Naming,
    patience: Patience,
    verify: Verify,
    judge: Judge,
) -> None:
    theirs = [naming.lead(workspace.client_id) for _ in range(2)]
    there = owner_a.call("createLeads", json={"leads": theirs}, purpose="setup")
    needed(there, expected=equal_to(2), actual=there.at("created"), what="two leads of company A")
    single, batched = (naming.lead(workspace_b.client_id, email=row["email"]) for row in theirs)
    made = owner_b.call("createLeads", json=single)
    verify("LG-LEAD-020", made, expected=201, actual=made.status)
    read = by_id(owner_b, made.at("lead.id"))
    judge("LG-LEAD-020", [made, read], stored(single, lead_in(read), where="the lead of company B"))
    batch = owner_b.call("createLeads", json={"leads": [batched]})
    verify("LG-LEAD-020", batch, expected=1, actual=batch.at("created"))
    seen = patience.until(
        lambda: listed(owner_b, workspace_b), lambda page: batched["email"] in by_email(page.rows("leads"))
    )
    once = each_once([batched["email"]], emails_folded(seen.rows("leads")), key="email", where="company B's list")
    judge("LG-LEAD-020", [batch, seen], once)
