"""The pipeline: the company's leads of some days, counted by their status."""

from collections import Counter
from datetime import timedelta

from tests.second import queries
from tests.second.clock import day
from tests.second.operations import Answer, Call, Operation
from tests.second.refusals import wrong_value
from tests.second.visibility import of_company

_DAYS = timedelta(days=30)


def stages(call: Call) -> Answer:
    """How many leads were created between two days, both included, in each stage."""
    first, last = queries.day(call.query, "startDate"), queries.day(call.query, "endDate")
    today = day(call.world.clock.now())
    last = last or today
    first = first or min(last, today) - _DAYS
    if first > last:
        raise wrong_value("startDate")
    rows = of_company(call.user, call.world.leads.seen())
    counted = Counter(row.get("status") or "new" for row in rows if first <= day(row["createdAt"]) <= last)
    from_, to = ("T00:00:00Z", "T23:59:59Z") if call.choices.pipeline_dates == "times" else ("", "")
    return 200, {
        "startDate": first.isoformat() + from_,
        "endDate": last.isoformat() + to,
        "total": counted.total(),
        "stages": [{"stage": stage, "count": count} for stage, count in counted.most_common()],
    }


OPERATIONS = (Operation("GET", "/analytics/pipeline", stages),)
