"""The fields of a lead: which there are, and what they are kept as."""

from collections.abc import Callable, Iterable
from typing import Any

from tests.second import bodies
from tests.second.operations import Call
from tests.second.refusals import Refusal, wrong_value
from tests.second.showing import dated, values
from tests.second.tables import Row
from tests.second.texts import Texts
from tests.second.world import World

NUMBERS = range(1, 11)
AI = (
    *("aiLeadScore", "aiQualification", "aiNextAction", "aiColdEmail", "aiInterest", "aiLinkedinConnect"),
    *("aiCompetitorAnalysis", "aiEngagementLevel", "aiPurchaseWindow", "aiDecisionMakerRole", "aiSentiment"),
    *("aiSocialEngagement", "aiNurturingStage", "aiBudgetEstimation", "aiRiskScore", "aiProductFitScore"),
)
SDR = (*(f"message{number}" for number in NUMBERS), *AI)
ENRICHMENTS = tuple(f"enrichment{number}" for number in NUMBERS)
COPYRIGHTS = tuple(f"copyright{number}" for number in NUMBERS)
NAMES = ("firstName", "lastName")
DETAILS = (
    *("email", "companyName", "companyDomain", "title", "linkedinUrl", "notes", "fullName", "contactName"),
    *("phoneNumber", "companyUrl", "campaignId", "status", "city", "country", *SDR, *ENRICHMENTS, *COPYRIGHTS),
)
FIELDS = (*NAMES, *DETAILS)


def shown(world: World, row: Row) -> Row:
    """A lead as callers see it."""
    fixed = {name: row[name] for name in ("id", "client_id", "owner", "company_id")}
    return dated(world, row, {**fixed, **values(world, row, FIELDS)})


def kept(texts: Texts, name: str, sent: str | None) -> str | None:
    """What is stored of a field's value; None for one that says nothing."""
    special: dict[str, Callable[[str], str]] = {
        "email": texts.email,
        "linkedinUrl": texts.url,
        "companyUrl": texts.url,
        "notes": texts.lines,
    }
    return special.get(name, texts.plain)(sent or "") or None


def see_fields(call: Call, body: Any, known: Iterable[str]) -> Row:
    """A lead's body, seen to hold text in all its fields, and no field that is unknown where those are refused.

    Args:
        call: The request.
        body: The lead as it was sent, one of a batch perhaps.
        known: The names that may be in it.
    """
    if not isinstance(body, dict):
        raise Refusal(400, "invalid_format", "A lead is an object.", ["leads"])
    bodies.texts(body, (*FIELDS, "client_id", "id"))
    strange = set(body).difference(known)
    if strange and call.choices.unknown_fields == "refused":
        raise Refusal(400, "invalid_value", "There are fields that nobody knows.", sorted(strange))
    if call.choices.empty_text == "refused":
        for name in DETAILS:
            if body.get(name) == "":
                raise wrong_value(name)
    return body
