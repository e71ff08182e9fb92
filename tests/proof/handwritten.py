"""What a run's hand-written tests showed by themselves: a journal without the records of its generated tests."""

from collections.abc import Iterable

from conformance.journal.records import AnyRecord, Planned


def without_generated(records: Iterable[AnyRecord]) -> list[AnyRecord]:
    """The records that no generated test made; set-up and clean-up outside of tests are among them.

    Judged, they give the verdicts that the seed has no part in.
    """
    gathered = list(records)
    generated = {each.test for each in gathered if isinstance(each, Planned) and each.generated}
    return [each for each in gathered if getattr(each, "test", None) not in generated]
