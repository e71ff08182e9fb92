"""The fields of a lead: every documented one is kept, text of every script too, and odd values break nothing."""

from collections.abc import Mapping

import pytest

from conformance.actors import Actor
from conformance.exchange import Exchange
from conformance.expectations import one_of
from conformance.fixtures.clients import TemporaryClient
from conformance.fixtures.naming import Naming
from conformance.fixtures.types import Judge, Verify
from conformance.laws.rows import stored
from conformance.laws.text import texts_kept
from conformance.laws.times import not_taken
from conformance.suites.e2e.leads.views import by_id, lead_in

pytestmark = [pytest.mark.operation("createLeads", "getEnrichLead"), pytest.mark.level("standard")]

STATED = ("email", "companyName", "companyDomain", "title", "linkedinUrl", "notes")
"""The optional fields that the skill reference documents."""

SDR_FIELDS = (
    *("aiLeadScore", "aiQualification", "aiNextAction", "aiColdEmail", "aiInterest", "aiLinkedinConnect"),
    *("aiCompetitorAnalysis", "aiEngagementLevel", "aiPurchaseWindow", "aiDecisionMakerRole", "aiSentiment"),
    *("aiSocialEngagement", "aiNurturingStage", "aiBudgetEstimation", "aiRiskScore", "aiProductFitScore"),
)
"""What the SDR agents write, one field each."""

RESULTS = [f"{name}{number}" for name in ("enrichment", "copyright", "message") for number in range(1, 11)]
"""Where processing leaves its results."""

SCRIPTS = {
    "firstName": "Владимир 明美 نور",
    "lastName": "O’Ne\u0301ill-Dvorˇák Ṩ\u0323",
    "city": "one\ntwo\tthree \"quoted\" 'single' <b>bold</b> &amp; 100% \\ 𝒜 👩‍🚀 \u200fעברית; DROP TABLE x;--",
}

LONG_AGO = {"createdAt": "2001-02-03T04:05:06.000Z", "updatedAt": "2001-02-03T04:05:06.000Z"}


LOOK_ALIKES = {
    "phoneNumber": "0049301234567",
    "aiLeadScore": "0",
    "aiQualification": "true",
    "aiInterest": "null",
    "aiSentiment": "false",
    "aiRiskScore": "1e5",
    "aiProductFitScore": "007",
}
"""Texts that look like values of another type, or of none, and are kept as the texts that they are."""


def documented(naming: Naming, **fields: object) -> dict[str, object]:
    """A value for each of the stated optional fields, told from every other draw; `fields` are given."""
    word = naming.unique()
    drawn: dict[str, object] = {
        "email": naming.email(),
        "companyName": f"Company {word}",
        "companyDomain": f"{word}.example",
        "title": f"Title {word}",
        "linkedinUrl": f"https://www.linkedin.com/in/{word}",
        "notes": f"Notes {word}",
    }
    return drawn | fields


def observed(naming: Naming) -> dict[str, object]:
    """The same for the fields that public clients use; the city has a text of its own below."""
    word = naming.unique()
    return {
        "fullName": f"Full Name {word}",
        "contactName": f"Contact {word}",
        "companyUrl": f"https://{word}.example/about",
        "campaignId": f"campaign-{word}",
        "status": "qualified",
        "country": "Brazil",
        **{name: f"{name} {word}" for name in SDR_FIELDS},
        **LOOK_ALIKES,
    }


def results(naming: Naming) -> dict[str, object]:
    """The same for what processing writes."""
    return {name: f"{name} {naming.unique()}" for name in RESULTS}


@pytest.mark.requirement("LG-LEAD-006", "LG-LEAD-007", "LG-LEAD-008", "LG-LEAD-009")
@pytest.mark.operation("updateLeads")
def test_all_fields_are_kept_when_made_and_when_changed(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, verify: Verify, judge: Judge
) -> None:
    parts: dict[str, dict[str, object]] = {
        "LG-LEAD-006": documented(naming, title="0"),
        "LG-LEAD-007": observed(naming),
        "LG-LEAD-008": results(naming),
        "LG-LEAD-009": {**SCRIPTS},
    }

    def kept(part: Mapping[str, dict[str, object]]) -> Exchange:
        fields = {name: value for each in part.values() for name, value in each.items()}
        made = owner_a.call("createLeads", json=naming.lead(workspace.client_id, **fields))
        if not made.succeeded and len(part) > 1:
            return made
        read = by_id(owner_a, made.at("lead.id"))
        for requirement, sent in part.items():
            verify(requirement, made, expected=201, actual=made.status)
            law = texts_kept(SCRIPTS, lead_in(read), where="the lead") if requirement == "LG-LEAD-009" else None
            judge(requirement, [made, read], law or stored(sent, lead_in(read), where="the new lead"))
        return made

    made = kept(parts)
    if not made.succeeded:
        for requirement, sent in reversed(parts.items()):
            made = kept({requirement: sent})
    then = {"LG-LEAD-006": documented(naming, notes="0"), "LG-LEAD-008": results(naming)}
    id = made.at("lead.id")
    changed = owner_a.call("updateLeads", json={"id": id, **then["LG-LEAD-006"], **then["LG-LEAD-008"]})
    read = by_id(owner_a, id)
    for requirement, sent in then.items():
        verify(requirement, changed, expected=200, actual=changed.status)
        judge(requirement, [changed, read], stored(sent, lead_in(read), where="the changed lead"))


@pytest.mark.requirement("LG-LEAD-010", "LG-LEAD-055")
def test_null_counts_as_not_sent_and_no_time_is_taken_from_a_body(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, verify: Verify, judge: Judge
) -> None:
    nothing: dict[str, object] = {name: None for name in (*STATED, "fullName", "status") if name != "email"}
    sent = naming.lead(workspace.client_id, **nothing)
    made = owner_a.call("createLeads", json={**sent, **LONG_AGO})
    verify("LG-LEAD-055", made, expected=one_of(201, 400), actual=made.status)
    judge("LG-LEAD-055", made, not_taken(LONG_AGO, lead_in(made)))
    if not made.succeeded:
        made = owner_a.call("createLeads", json=sent)
    verify("LG-LEAD-010", made, expected=201, actual=made.status)
    read = by_id(owner_a, made.at("lead.id"))
    judge("LG-LEAD-010", [made, read], stored(sent, lead_in(read), where="the lead, with the nulls unset"))


ODD: Mapping[str, dict[str, object]] = {
    "LG-LEAD-015": {"phone": "+1 555 0100"},
    "LG-LEAD-016": dict.fromkeys(STATED, ""),
    "LG-LEAD-017": {"lastName": "."},
}
"""What breaks the real service (reference: Errors), by the requirement that says so."""


@pytest.mark.requirement(*ODD)
def test_a_phone_an_empty_text_and_a_dot_for_a_name_break_nothing(
    owner_a: Actor, workspace: TemporaryClient, naming: Naming, verify: Verify, judge: Judge
) -> None:
    def survived(requirements: Mapping[str, dict[str, object]]) -> bool:
        """Made with these odd fields, or refused by 400 for one of them alone; whether it is decided."""
        odd = {name: value for fields in requirements.values() for name, value in fields.items()}
        body = naming.lead(workspace.client_id, city="Lyon", country="France") | odd
        made = owner_a.call("createLeads", json=body)
        if not made.succeeded and len(odd) > 1:
            return False
        read = by_id(owner_a, made.at("lead.id")) if made.succeeded else made
        others = {name: value for name, value in body.items() if name not in odd}
        for requirement in requirements:
            verify(requirement, made, expected=one_of(201, 400), actual=made.status)
            if made.succeeded:
                judge(requirement, [made, read], stored(others, lead_in(read), where="the lead, but for what is odd"))
        return True

    if not survived(ODD):
        for requirement, fields in ODD.items():
            for name, value in fields.items():
                survived({requirement: {name: value}})
