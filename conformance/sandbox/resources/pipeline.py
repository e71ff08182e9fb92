"""The pipeline: how many leads of the company stand at which stage."""

from dataclasses import dataclass
from datetime import date, timedelta

from conformance.sandbox.call import Answer, Call, ok
from conformance.sandbox.days import Days, day, in_order, today
from conformance.sandbox.filters import Filter
from conformance.sandbox.lead_tables import LEADS
from conformance.sandbox.operations import operation
from conformance.sandbox.resource import Resource
from conformance.sandbox.values import Json

DEFAULT_DAYS = 30
UNSET = "new"


@dataclass(frozen=True, slots=True)
class Stage:
    """A status as leads carry it, and how many do."""

    name: str
    count: int


class Pipeline(Resource):
    """`/analytics/pipeline`: leads created in a range of days, by status."""

    @operation("getPipeline", "GET", "/api/analytics/pipeline")
    def get(self, call: Call) -> Answer:
        """The stages of the days asked for, the last 30 by default."""
        start, end = self.days(call)
        stages = self.stages(self.counted(call, start, end))
        shown: list[Json] = [{"stage": stage.name, "count": stage.count} for stage in stages]
        return ok(
            startDate=start.isoformat(),
            endDate=end.isoformat(),
            total=self.total(stages),
            stages=shown,
        )

    def days(self, call: Call) -> tuple[date, date]:
        """First and last day: the end is today unless given, the start such that the range has 30 days."""
        start, end = day(call.query, "startDate"), day(call.query, "endDate") or today(call.now)
        if start is None:
            start = self.default_start(end)
        self.check(Days(start, end))
        return start, end

    def default_start(self, end: date) -> date:
        """The first day of a range of which only the end is known."""
        return max(end, date.min + timedelta(DEFAULT_DAYS)) - timedelta(DEFAULT_DAYS - 1)

    def check(self, days: Days) -> None:
        """Raise InvalidValue for a range that ends before it starts."""
        in_order(days)

    def counted(self, call: Call, start: date, end: date) -> Filter:
        """Which leads count."""
        first, last = f"{start.isoformat()}T00:00:00.000Z", f"{end.isoformat()}T23:59:59.999Z"
        return self.access.readable(call).where("created_at BETWEEN ? AND ?", first, last)

    def total(self, stages: list[Stage]) -> int:
        """How many leads that are."""
        return sum(stage.count for stage in stages)

    def stages(self, leads: Filter) -> list[Stage]:
        """The leads by status, in the order of its name."""
        rows = self.store.all(
            f"SELECT coalesce(nullif(status, ''), ?) AS stage, count(*) FROM {self.store.listed(LEADS.name)} "
            f"WHERE {leads.sql} GROUP BY stage ORDER BY stage",
            (UNSET, *leads.values),
        )
        return [Stage(name, count) for name, count in rows]
