"""Laws of processing: what an answer names as triggered and skipped, against what was asked for and is configured.

Copyright process N goes by three names: `enrichment<N>`, "N" and N (reference: Processing leads).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from conformance.exchange import Exchange
from conformance.expectations import Judgement, shown


@dataclass(frozen=True)
class Answer:
    """What an answer tells of one process: lists as they came, [] where there is none."""

    runs: list[object]
    triggered: list[object]
    skipped: list[object]


def answer_of(exchange: Exchange) -> Answer:
    """The three lists of an answer."""
    found = [exchange.at(name) for name in ("runIds", "triggered", "skipped")]
    runs, triggered, skipped = (list(each) if isinstance(each, list) else [] for each in found)
    return Answer(runs, triggered, skipped)


def named(entry: object) -> str:
    """The one name of what an answer or a request names: a number N, or its digits, stands for `enrichment<N>`."""
    text = str(entry)
    return f"enrichment{text}" if text.isascii() and text.isdigit() else text


def names(entries: Iterable[object]) -> list[str]:
    """The names of several, sorted."""
    return sorted(named(each) for each in entries)


def well_formed(exchange: Exchange, lead: str, *, numbers: bool) -> Judgement:
    """An answer holds the lead's id as sent, a batch tag, and three lists of strings; `numbers` allows numbers too."""
    wrong: dict[str, object] = {}
    if exchange.at("leadId") != lead:
        wrong["leadId"] = exchange.at("leadId")
    if not isinstance(exchange.at("batchTag"), str):
        wrong["batchTag"] = exchange.at("batchTag")
    for name in ("runIds", "triggered", "skipped"):
        value = exchange.at(name)
        taken = (str, int) if numbers and name != "runIds" else (str,)
        if not isinstance(value, list) or any(not isinstance(each, taken) or isinstance(each, bool) for each in value):
            wrong[name] = value
    expected = f"leadId {shown(lead)}, batchTag, and lists of strings runIds, triggered and skipped"
    return Judgement(not wrong, expected, f"wrong: {shown(wrong)}" if wrong else "all of them")


def nothing_more(asked: Iterable[object], answer: Answer) -> Judgement:
    """Nothing is triggered that was not asked for."""
    wanted = names(asked)
    more = [each for each in names(answer.triggered) if each not in wanted]
    actual = f"triggered besides: {shown(more)}" if more else f"triggered {shown(answer.triggered)}"
    return Judgement(not more, f"nothing triggered but of {shown(wanted)}", actual)


def exactly(wanted: Iterable[object], answer: Answer) -> Judgement:
    """What is triggered are the wanted ones, each once, and nothing else."""
    due = names(wanted)
    return Judgement(names(answer.triggered) == due, f"triggered {shown(due)}", f"triggered {shown(answer.triggered)}")


def skipped_alone(wanted: Iterable[object], answer: Answer) -> Judgement:
    """The wanted ones are skipped, and not triggered."""
    due = set(names(wanted))
    holds = due <= set(names(answer.skipped)) and not due & set(names(answer.triggered))
    return Judgement(holds, f"{shown(sorted(due))} in skipped alone", _split(answer))


def parted(asked: Iterable[object], answer: Answer) -> Judgement:
    """What is triggered and what is skipped are together what was asked for, each once."""
    due = Counter(names(asked))
    told = Counter(names([*answer.triggered, *answer.skipped]))
    return Judgement(told == due, f"{shown(sorted(due))}, each once in triggered or skipped", _split(answer))


def a_run_each(answer: Answer, earlier: Collection[object]) -> Judgement:
    """There are as many runs as things triggered, all different, and none that an earlier answer gave."""
    again = [each for each in answer.runs if each in earlier]
    doubled = len(set(map(str, answer.runs))) < len(answer.runs)
    holds = len(answer.runs) == len(answer.triggered) and not doubled and not again
    expected = f"{len(answer.triggered)} runs, all different and new"
    return Judgement(
        holds, expected, f"runIds {shown(answer.runs)}" + (f", given before: {shown(again)}" * bool(again))
    )


def nothing_started(answer: Answer) -> Judgement:
    """No run was started, and nothing triggered."""
    holds = not answer.runs and not answer.triggered
    actual = f"runIds {shown(answer.runs)}, triggered {shown(answer.triggered)}"
    return Judgement(holds, "no runIds and nothing triggered", actual)


def results_there(fields: Sequence[str], row: dict[str, object] | None) -> Judgement:
    """Every field of a result holds something."""
    found = row or {}
    empty = [name for name in fields if not found.get(name)]
    actual = f"empty: {shown(empty)}" if empty else "a value of each"
    return Judgement(not empty, f"a non-empty value of {', '.join(fields)}", actual)


def _split(answer: Answer) -> str:
    return f"triggered {shown(answer.triggered)}, skipped {shown(answer.skipped)}"
