"""Operations whose answers show whose they are, and in which order one mixed request after the other is sent."""

from collections.abc import Iterable

FIRST, LAST = ("createClient", "createLeads"), ("deleteLeads", "deleteClient")
"""What makes the records that the requests in between are about, and what removes them again."""

BY_SUCCESS = frozenset(
    {"submitTask", "triggerEnrichment", "startLeadScrape", "getLeadGenerationStatus", "getTaskStatus"}
)
"""Operations that name a record of the person's, and whose answers need not show it: nobody else would get a 2xx."""


MAKERS = (
    "createSearchHistory",
    "triggerEnrichment",
    "startLeadScrape",
    "createWebhook",
    "reportBug",
    "requestEnhancement",
)
"""What makes the lasting records that other requests name, or that lists must show."""

OF_THE_COMPANY = ("getCompany", "updateCompany")
"""What reads the company's name, and what sends it again: one soon after the other."""

LATE = (*OF_THE_COMPANY, "getLeadGenerationStatus")
"""What rests on another answer, with that of the company: its name, the run of a scrape."""


def ordered(operations: Iterable[str]) -> list[str]:
    """Makers first, then what names or lists what they made, removals last."""

    def rank(id: str) -> tuple[int, bool]:
        if id in FIRST:
            return FIRST.index(id), False
        if id in LAST:
            return 4 + LAST.index(id), False
        if id in MAKERS:
            return 2, False
        return 3, id in LATE

    return sorted(operations, key=rank)
