"""A run of what is right is an alarm by anything that it finds, and by not coming to its end."""

from typing import Any

import pytest

from conformance.proving.false_alarms import alarm
from tests.proving.building import breach, ended


def test_a_run_that_finds_nothing_is_none() -> None:
    assert alarm(ended()) is None


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        ({"breaches": (breach(),)}, "LG-CLI-001 at t: status 500"),
        ({"breaches": (breach(advisory=True, test=""),)}, "LG-CLI-001 at no test: status 500"),
        ({"flaky": ("LG-CLI-001",)}, "LG-CLI-001 flaky"),
        ({"undecided": ("LG-CLI-001",)}, "LG-CLI-001 undecided"),
        ({"ending": "too long", "reason": "it hung"}, "too long: it hung"),
        ({"ending": "broken", "reason": "no space left"}, "broken: no space left"),
        ({"verdict": "INCOMPLETE"}, "INCOMPLETE"),
        ({"verdict": ""}, "no verdict"),
        ({"leftovers": 2}, "2 left behind"),
    ],
)
def test_what_a_run_finds_is_one(facts: dict[str, Any], what: str) -> None:
    found = alarm(ended(**{"trial": "foreign-is-403 seed 1", **facts}))
    assert found is not None
    assert (found.trial, found.what) == ("foreign-is-403 seed 1", what)


def test_all_that_a_run_finds_is_told() -> None:
    found = alarm(ended(breach(), flaky=("LG-CLI-002",), leftovers=1))
    assert found is not None
    assert found.what == "LG-CLI-001 at t: status 500; LG-CLI-002 flaky; 1 left behind"
