"""An export: every lead of a source once, page by page, into a part that can be gone on with."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from conformance.errors import NotThisApi
from conformance.exchange import Exchange
from conformance.lgp import lead_fields
from conformance.lgp.lead_sources import LeadSource
from conformance.lgp.part_file import PartFile, Position
from conformance.lgp.refusals import ApiRefused
from conformance.lgp.row_forms import Form
from conformance.lgp.session import Session
from conformance.walking import next_token

_GONE = 404
_TOKEN_REFUSED = 400


@dataclass
class Export:
    """One export under way; `limit` is rows a page.

    `note` tells a line, and `seen` each position reached. Rows are known by their ids, so that none stands twice.
    """

    session: Session
    source: LeadSource
    form: Form
    part: PartFile
    limit: int
    note: Callable[[str], None]
    seen: Callable[[Position], None]
    _ids: set[str] = field(default_factory=set)
    _anew: Position | None = None

    def run(self) -> Position:
        """Go through all pages, from where the part is; what refused a page is raised, and the part stays.

        A token that the service no longer takes makes the export begin anew, once; the rows that are kept stay until
        the first page of the new walk has come.
        """
        at = self._resumed() or self._begun()
        try:
            return self._through(at)
        except ApiRefused as refusal:
            kept = self.part.position()
            if refusal.status != _TOKEN_REFUSED or kept is None or kept.token is None:
                raise
            self._anew = Position(self.source.listings(self.session))
            self._ids.clear()
            return self._through(self._anew)

    def _begun(self) -> Position:
        at = Position(self.source.listings(self.session))
        self.part.begin(at)
        return at

    def _resumed(self) -> Position | None:
        at = self.part.position()
        if at is None:
            return None
        self._ids = self.part.ids(self.form, at)
        if at.pages:
            self.note(f"going on after {at.rows} rows in {at.pages} pages")
        return at

    def _through(self, at: Position) -> Position:
        self.seen(at)
        while at.left:
            try:
                for reached in self._listing(at):
                    at = reached
            except ApiRefused as refusal:
                if not self._passes_over(refusal):
                    raise
                self.note(f"client {at.left[0]} is there no longer")
                at = self._kept(b"", replace(at, left=at.left[1:], token=None))
        if not at.columns:
            at = self._kept(*self._headed(at, ()))
        return at

    def _passes_over(self, refusal: ApiRefused) -> bool:
        """Whether the API says that a client is gone, of many: the rest are exported all the same."""
        one_of_many = not self.source.is_bulk and not self.source.client
        return one_of_many and refusal.status == _GONE and bool(refusal.kind)

    def _listing(self, at: Position) -> Iterator[Position]:
        """Walk the first listing that is left, from the token on; each position is kept before it is given."""
        for page in self.session.pages(self.source.operation, self.source.query(at.left[0]), self.limit, at.token):
            rows = list(self._new(page))
            data, at = self._headed(at, rows) if rows and not at.columns else (b"", at)
            at = self._with_late(rows, at)
            data += b"".join(self.form.row(row, at.columns) for row in rows)
            token = next_token(page)
            left = at.left if token is not None else at.left[1:]
            at = self._kept(data, replace(at, left=left, token=token, rows=at.rows + len(rows), pages=at.pages + 1))
            yield at

    def _kept(self, data: bytes, at: Position) -> Position:
        at = replace(at, size=at.size + len(data))
        if self._anew is not None:
            if at.left and not at.pages:
                return at
            self.note("the service no longer knows the page to go on with: the export begins anew")
            self.part.begin(self._anew)
            self._anew = None
        self.part.add(data, at)
        self.seen(at)
        return at

    def _new(self, page: Exchange) -> Iterable[Mapping[str, Any]]:
        """The rows of a page that no page before had."""
        for row in page.rows("leads"):
            id = row.get("id")
            if not isinstance(id, str) or not id:
                raise NotThisApi(f"{self.source.operation} showed a lead without an id", "See that it is the API")
            if id not in self._ids:
                self._ids.add(id)
                yield row

    def _headed(self, at: Position, rows: Sequence[Mapping[str, Any]]) -> tuple[bytes, Position]:
        """The header, and the position that knows its columns: the asked ones, else all that are documented or seen."""
        further = (name for row in rows for name in row)
        columns = self.source.fields or tuple(dict.fromkeys([*lead_fields.shown(self.session.contract), *further]))
        return self.form.header(columns), replace(at, columns=columns)

    def _with_late(self, rows: Sequence[Mapping[str, Any]], at: Position) -> Position:
        """The position that knows the fields of these rows that have no column; each is told once."""
        if self.source.fields or not self.form.has_columns:
            return at
        late = tuple(sorted({name for row in rows for name in row} - {*at.columns, *at.late}))
        if late:
            self.note(
                f"no column has been made for {', '.join(late)}, which no row of the first page had; "
                "an export to JSONL has every field"
            )
        return replace(at, late=(*at.late, *late))
