"""Lines of a file in few words."""

import pytest

from conformance.lgp import line_spans
from conformance.lgp.line_spans import Span


@pytest.mark.parametrize(
    ("spans", "told"),
    [
        ([], ""),
        ([(3, 3)], "line 3"),
        ([(3, 4)], "lines 3-4"),
        ([(9, 9), (3, 3), (4, 4)], "lines 3-4, 9"),
        ([(2, 101), (102, 201), (50, 60)], "lines 2-201"),
    ],
)
def test_lines_that_follow_each_other_are_one_span(spans: list[Span], told: str) -> None:
    assert line_spans.in_words(spans) == told


def test_of_many_spans_the_first_are_told() -> None:
    told = line_spans.in_words((each, each) for each in range(2, 200, 2))
    assert (told.startswith("lines 2, 4, 6"), told.endswith(", 40, …")) == (True, True)
