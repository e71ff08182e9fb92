"""Leads as they are kept: their fields, their tables, and which of them are one client's, for several resources.

`LEADS` are the enrich leads that `/leads` shows; `SOURCE_LEADS` are those that scraping brings.
"""

from conformance.sandbox.fields import Field, FieldTable
from conformance.sandbox.filters import Filter
from conformance.sandbox.records import Record
from conformance.sandbox.store import Store
from conformance.sandbox.tables import Table

ENRICHMENTS = tuple(f"enrichment{number}" for number in range(1, 11))
"""Where a run of the enrichment service of that number leaves its result."""

COPYRIGHTS = tuple(f"copyright{number}" for number in range(1, 11))
"""Where a run of the copyright agent of that number leaves its result."""

SDR_FIELDS = (
    *(f"message{number}" for number in range(1, 11)),
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

PLAIN_FIELDS = (
    "email",
    "companyName",
    "companyDomain",
    "companyUrl",
    "title",
    "linkedinUrl",
    "notes",
    "fullName",
    "contactName",
    "phoneNumber",
    "campaignId",
    "status",
    "city",
    "country",
)
"""The optional fields that people fill in."""

LEAD_FIELDS = FieldTable(
    Field("firstName", required=True),
    Field("lastName", required=True),
    *(Field(name) for name in (*PLAIN_FIELDS, *ENRICHMENTS, *COPYRIGHTS, *SDR_FIELDS)),
)

_MIRRORED = {"email": "email", "linkedin_url": "linkedinUrl", "company_name": "companyName", "status": "status"}
_INDEXES = (("company_id", "client_id"), ("company_id", "linkedin_url"))

LEADS = Table("leads", columns=("client_id",), mirrored=_MIRRORED, indexes=_INDEXES)
SOURCE_LEADS = Table("source_leads", columns=("client_id",), mirrored=_MIRRORED, indexes=_INDEXES)


def same_client(record: Record) -> Filter:
    """All leads of one client, whoever owns them; `record` is the client itself or any of its leads."""
    return Filter().equals("company_id", record.company_id).equals("client_id", record.columns["client_id"])


def index_emails(store: Store) -> None:
    """Let leads be found by e-mail in any letter case: duplicates are looked for at every write."""
    store.execute("CREATE INDEX IF NOT EXISTS leads_by_email ON leads (company_id, email COLLATE NOCASE)")
