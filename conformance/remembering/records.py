"""The records of a process, found by their ids and by all else that a request may name them by."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from conformance.remembering.kinds import SINGLES, Name
from conformance.remembering.record import Remembered


class Records:
    """All that this process has made and remembers."""

    def __init__(self) -> None:
        self._by_id: dict[tuple[str, str], Remembered] = {}
        self._by_name: dict[str, dict[int, Remembered]] = defaultdict(dict)
        self._client_ids: dict[str, set[str]] = defaultdict(set)

    def get(self, kind: Name, id: object) -> Remembered | None:
        """The record of a kind with an id."""
        return self._by_id.get((kind, id)) if isinstance(id, str) else None

    def add(self, record: Remembered) -> None:
        """Remember a record that was just made."""
        self._by_id[(record.kind.name, record.id)] = record
        self.rename(record)

    def rename(self, record: Remembered) -> None:
        """Let a record be found by what names it now, too."""
        values = [record.value(each) for each in ("client_id", "email")]
        names = {record.id, *(each for each in values if isinstance(each, str) and each)}
        if record.kind.name in SINGLES:
            names = {record.kind.name}  # by the path of its operations: nothing else names it
        elif record.kind.name == "lead":
            names |= self._client_ids.get(str(values[0]), set())
        elif record.kind.name == "client":
            self._client_ids[str(values[0])].add(record.id)
        record.names |= names
        for name in names:
            self._by_name[name][id(record)] = record

    def named(self, names: Collection[str], kind: Name | None = None) -> list[Remembered]:
        """The records that are named, by whatever; of a kind or of all."""
        found: dict[int, Remembered] = {}
        for name in names:
            found |= self._by_name.get(name, {})
        return [each for each in found.values() if kind is None or each.kind.name == kind]

    def with_ids(self, kind: Name, ids: Iterable[str]) -> list[Remembered]:
        """The records of a kind with these ids, those that are remembered."""
        return [record for each in ids if (record := self._by_id.get((kind, each))) is not None]

    def leads_of(self, client: Remembered) -> list[Remembered]:
        """The leads that may lie in a client."""
        return self.named(client.names, "lead")
