"""Many leads in one call: each row for itself, and an account of what became of it."""

from collections.abc import Iterator

from conformance.sandbox.call import Answer, Call, created, ok
from conformance.sandbox.errors import ApiError, InvalidFormat, InvalidValue
from conformance.sandbox.fields import required_string
from conformance.sandbox.resources.leads_rows import LeadRows
from conformance.sandbox.values import Json, Object

MAXIMUM = 500


class LeadBatches:
    """Batches over `LeadRows`. A row that cannot be done is skipped and named; the others are done."""

    def __init__(self, rows: LeadRows) -> None:
        self.rows = rows

    def create(self, call: Call, sent: list[Json]) -> Answer:
        """Store the rows. `skipped` names by e-mail, or by index where there is none; `errors` says why."""
        done = 0
        skipped: list[Json] = []
        errors: list[Json] = []
        for index, entry in enumerate(sent):
            try:
                row = self.row(entry)
                self.create_one(call, row)
            except ApiError as error:
                skipped.append(self.named(entry, "email", index))
                errors.append({"index": index, "errorType": error.error_type, "error": error.error})
            else:
                done += 1
        return created(created=done, skipped=skipped, errors=errors)

    def update(self, call: Call, sent: list[Json]) -> Answer:
        """Change each lead by its own row. `skipped` names by id, or by index where there is none."""
        done = 0
        skipped: list[Json] = []
        for index, entry in enumerate(sent):
            try:
                row = self.row(entry)
                self.update_one(call, required_string(row, "id"), row)
            except ApiError:
                skipped.append(self.named(entry, "id", index))
            else:
                done += 1
        return ok(updated=done, skipped=skipped)

    def delete(self, call: Call, ids: list[str]) -> Answer:
        """Remove the leads of these ids; `skipped` holds those that named nothing."""
        skipped: list[Json] = []
        for id in ids:
            try:
                self.delete_one(call, id)
            except ApiError:
                skipped.append(id)
        return ok(deleted=len(ids) - len(skipped), skipped=skipped)

    def create_one(self, call: Call, row: Object) -> None:
        """Store one row."""
        self.rows.create(call, row)

    def update_one(self, call: Call, id: str, row: Object) -> None:
        """Change one lead."""
        self.rows.update(call, id, row)

    def delete_one(self, call: Call, id: str) -> None:
        """Remove one lead."""
        self.rows.delete(call, id)

    def entries(self, body: Object, name: str) -> list[Json]:
        """The list under `name`. Raises BadRequest unless it is one with 1 to 500 entries."""
        value = body[name]
        if not isinstance(value, list):
            raise InvalidFormat(f"{name} must be a list.", {"field": name})
        if not value or self.too_many(value):
            raise InvalidValue(f"{name} must hold 1 to {MAXIMUM} entries.", {"field": name, "sent": len(value)})
        return value

    def too_many(self, entries: list[Json]) -> bool:
        """Whether a batch is larger than one may be."""
        return len(entries) > MAXIMUM

    def row(self, entry: Json) -> Object:
        """One entry of `leads`. Raises InvalidFormat unless it is an object."""
        if not isinstance(entry, dict):
            raise InvalidFormat("Each lead must be a JSON object.")
        return entry

    def named(self, entry: Json, field: str, index: int) -> str:
        """How `skipped` names a row."""
        value = entry.get(field) if isinstance(entry, dict) else None
        return value.strip() or str(index) if isinstance(value, str) else str(index)


def texts(values: list[Json], name: str) -> Iterator[str]:
    """The same entries as strings. Raises InvalidFormat at the first that is none."""
    for value in values:
        if not isinstance(value, str):
            raise InvalidFormat(f"{name} must hold strings.", {"field": name})
        yield value
