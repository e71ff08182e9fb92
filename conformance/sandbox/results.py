"""What processing finds for a lead: made from the lead, the field and the configured value, and from nothing else.

The sandbox calls no service. Equal causes give equal results, and a change of any of the three shows.
"""

import hashlib
import re
from urllib.parse import urlsplit

from conformance.sandbox.records import Record
from conformance.sandbox.values import Json

OPINIONS = ("promising", "lukewarm", "strong", "open", "sceptical", "urgent", "early", "settled")
THEMES = ("hiring", "cost pressure", "a new market", "compliance", "a merger", "growth", "a renewal", "automation")
NUMERIC = ("aiLeadScore", "aiRiskScore", "aiProductFitScore")


def result(lead: Record, field: str, configured: str) -> str:
    """The value of `field` for this lead, found by what is configured (a URL, or an agent's id)."""
    digest = hashlib.sha256("\n".join((lead.id, field, configured)).encode()).hexdigest()
    if field == "companyUrl":
        return f"https://www.{domain_of(lead)}/{digest[:8]}"
    if field == "email":
        return f"{mailbox_of(lead)}.{digest[:8]}@{domain_of(lead)}"
    if field in NUMERIC:
        return f"{int(digest[:8], 16) % 10_000 / 100:.2f}"
    return sentence(lead, field, configured, digest)


def sentence(lead: Record, field: str, configured: str, digest: str) -> str:
    """A finding in words, which ends with a mark of its causes."""
    person = f"{text(lead, 'firstName')} {text(lead, 'lastName')}".strip()
    company = text(lead, "companyName") or domain_of(lead)
    number = int(digest[:8], 16)
    opinion, theme = OPINIONS[number % len(OPINIONS)], THEMES[number // len(OPINIONS) % len(THEMES)]
    source = urlsplit(configured).hostname if configured.startswith(("http://", "https://")) else configured
    return (
        f"{field}: {person} at {company} looks {opinion}, with signs of {theme} ({source or configured}, {digest[:8]})"
    )


def text(lead: Record, field: str) -> str:
    """A field of the lead as text, "" where it has none."""
    value: Json = lead.fields.get(field)
    return value if isinstance(value, str) else ""


def domain_of(lead: Record) -> str:
    """The domain of the lead's company, as given or made from the company's name."""
    given = text(lead, "companyDomain").lower()
    if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", given):
        return given
    return f"{slug(text(lead, 'companyName'), 'company')}.example"


def mailbox_of(lead: Record) -> str:
    """The part of an address before the @."""
    return f"{slug(text(lead, 'firstName'), 'first')}.{slug(text(lead, 'lastName'), 'last')}"


def slug(value: str, otherwise: str) -> str:
    """Letters and digits of a text with hyphens between them, at most 24 signs."""
    return re.sub(r"[^a-z0-9]+", "-", value.lower())[:24].strip("-") or otherwise
