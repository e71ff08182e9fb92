"""The tables of leads, which several resources read: enrich leads, and source leads as scraping brings them."""

from conformance.sandbox.tables import Table

_MIRRORED = {"email": "email", "linkedin_url": "linkedinUrl", "company_name": "companyName", "status": "status"}
_INDEXES = (("company_id", "client_id"), ("company_id", "email"), ("company_id", "linkedin_url"))

LEADS = Table("leads", columns=("client_id",), mirrored=_MIRRORED, indexes=_INDEXES)
SOURCE_LEADS = Table("source_leads", columns=("client_id",), mirrored=_MIRRORED, indexes=_INDEXES)
