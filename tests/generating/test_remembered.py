"""What was drawn once is read the next time, as it was, and never in the place of something else."""

from pathlib import Path

import pytest

from conformance import contract
from conformance.exchange import ABSENT, Phase
from conformance.generating import drawing, remembered
from conformance.generating.draft import Draft

DRAFTS = [
    Draft("createClient", body={"clientName": "é \ud800", "n": [1, 1.0, True, None, 10**30, -0.0]}, about="odd"),
    Draft("getEnrichLead", path=(("id", "{{own lead}}"),), query=(("a", "b c"), ("a", "")), valid=False),
    Draft("chat", raw="\x00{", media="application/json", valid=True),
]


class Drawn:
    """Gives drafts, and counts how often it was asked."""

    def __init__(self, *drafts: Draft) -> None:
        self.drafts = drafts
        self.times = 0

    def __call__(self) -> tuple[Draft, ...]:
        self.times += 1
        return self.drafts


def test_what_was_drawn_is_not_drawn_again(tmp_path: Path) -> None:
    drawn = Drawn(*DRAFTS)
    for _ in range(3):
        remembered.drafts("valid-chat-2", 1, drawn, tmp_path)
    assert drawn.times == 1


def test_it_is_read_as_it_was(tmp_path: Path) -> None:
    remembered.drafts("some", 1, Drawn(*DRAFTS), tmp_path)
    read = remembered.drafts("some", 1, Drawn(), tmp_path)
    assert [(each, repr(each)) for each in read] == [(each, repr(each)) for each in DRAFTS]


def test_what_draws_nothing_is_not_asked_again(tmp_path: Path) -> None:
    drawn = Drawn()
    for _ in range(2):
        assert remembered.drafts("none", 1, drawn, tmp_path) == []
    assert drawn.times == 1


@pytest.mark.parametrize(("what", "seed"), [("other", 1), ("some", 2)])
def test_something_else_is_drawn_anew(tmp_path: Path, what: str, seed: int) -> None:
    remembered.drafts("some", 1, Drawn(*DRAFTS), tmp_path)
    assert remembered.drafts(what, seed, Drawn(DRAFTS[0]), tmp_path) == [DRAFTS[0]]


@pytest.mark.parametrize("text", ["", "[", "{}", '[{"operation": "chat"}]', "null", "[" * 100_000])
def test_a_file_that_is_none_is_drawn_anew(tmp_path: Path, text: str) -> None:
    remembered.drafts("some", 1, Drawn(*DRAFTS), tmp_path)
    (file,) = tmp_path.rglob("some.json")
    file.write_text(text)
    assert remembered.drafts("some", 1, Drawn(DRAFTS[0]), tmp_path) == [DRAFTS[0]]


@pytest.mark.parametrize(
    "draft",
    [
        Draft("chat", query=(("q", "\ud800"),)),
        Draft("chat", body={1: "a number for a name"}),
        Draft("chat", body=("a tuple",)),
        Draft("chat", raw="x", media="text/é"),
    ],
)
def test_what_does_not_read_back_as_it_was_is_not_kept(tmp_path: Path, draft: Draft) -> None:
    drawn = Drawn(draft)
    for _ in range(2):
        assert remembered.drafts("some", 1, drawn, tmp_path) == [draft]
    assert drawn.times == 2


def test_a_draft_without_a_body_has_none_when_it_is_read(tmp_path: Path) -> None:
    remembered.drafts("some", 1, Drawn(Draft("chat"), Draft("chat", body=None)), tmp_path)
    read = remembered.drafts("some", 1, Drawn(), tmp_path)
    assert [each.body is ABSENT for each in read] == [True, False]


def test_few_seeds_are_kept(tmp_path: Path) -> None:
    for seed in range(20):
        remembered.drafts("some", seed, Drawn(*DRAFTS), tmp_path)
    assert len(list(tmp_path.iterdir())) <= 8


def test_a_folder_that_cannot_be_made_keeps_nobody_from_drawing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert remembered.drafts("some", 1, Drawn(*DRAFTS), tmp_path / "file") == DRAFTS


@pytest.mark.parametrize("operation", ["createLeads", "updateEnrichLead"])
@pytest.mark.parametrize("phase", drawing.PHASES)
def test_what_is_really_drawn_is_kept(tmp_path: Path, phase: Phase, operation: str) -> None:
    def draw() -> list[Draft]:
        return drawing.drafts(phase, operation, 4, 1, contract.load())

    drawn = remembered.drafts("some", 1, draw, tmp_path)
    assert remembered.drafts("some", 1, Drawn(), tmp_path) == drawn
