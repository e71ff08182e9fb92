"""What each operation is tried by, beyond the rows of `reads` and `changes`; a missing row stops the collection."""

from conformance.suites.e2e.isolation.records import KINDS
from conformance.suites.e2e.isolation.ways import tried
from conformance.suites.e2e.pages.listings import PAGED

LISTS = {
    **{kind.listing: kind.walled for kind in KINDS if not kind.by_client},
    "listClients": "LG-ISO-001",
    "findLead": "LG-ISO-005",
    "listRecentRuns": "LG-ISO-021",
    "listUnipileAccounts": "LG-ISO-019",
    "getPipeline": "LG-ISO-016",
    "bulkEnrichLeads": "LG-ISO-023",
    "bulkSourceLeads": "LG-ISO-023",
}
"""The requirement that keeps another company's rows out of each list that no id is needed for."""

REFERENCES = {
    **{kind.post: "LG-ISO-014" for kind in KINDS if kind.linked},
    "createLeads": "LG-ISO-012",
    "startLeadScrape": "LG-ISO-022",
}
"""The requirement on a body that names another's client."""

BATCHES = {
    "createLeads": "LG-ISO-012",
    "updateLeads": "LG-ISO-010",
    "deleteLeads": "LG-ISO-010",
    "triggerEnrichment": "LG-ISO-022",
}
"""The requirement on a list that holds another's id."""

CURSORS = dict.fromkeys((each for each in PAGED if not each.startswith("listAdmin")), "another company's token")
"""Tried by the suite of pages, on every listing that it knows to make."""

tried("list", LISTS)
tried("reference", REFERENCES)
tried("batch", BATCHES)
tried("cursor", CURSORS)
