"""How much of the contract a run exercised, from its exchanges and from what its journal says is documented."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from conformance.exchange import JUDGED_PURPOSES
from conformance.journal.records import ExchangeRecord, OperationFact
from conformance.outcome.coverage_model import Coverage, Exercised, Figures, InputCoverage, OperationCoverage, Share
from conformance.outcome.due import statuses_due
from conformance.outcome.exercise import Inputs
from conformance.outcome.places import Mark
from conformance.outcome.transcript import Transcript
from conformance.spelling import plain_values

UNNAMED = "unnamed"
"""The phase of generated requests of which an old journal does not say what made them."""

_AGAIN = frozenset({"shrinking", "kept"})
"""Phases that send what failed before: they say nothing about how right the generated data is."""


def coverage(transcript: Transcript) -> Coverage:
    """What the run exercised; judged are requests of all purposes but preflight and clean-up.

    A request counts for its operation where method and path are as documented.
    """
    facts = transcript.started.operations
    literal = frozenset(f"/api{each.path}" for each in facts if "{" not in each.path)
    sent: dict[str | None, list[ExchangeRecord]] = defaultdict(list)
    for exchange in transcript.sent:
        if exchange.purpose in JUDGED_PURPOSES:
            sent[exchange.operation].append(exchange)
    operations = tuple(_operation(each, sent[each.id], literal) for each in facts)
    return Coverage(
        known=any(each.statuses for each in facts),
        called=Share(met=sum(each.called > 0 for each in operations), due=len(operations)),
        totals=_totals([each.figures for each in operations]),
        generated=_sorted(sum((Counter(each.generated) for each in operations), Counter())),
        operations=operations,
    )


def _operation(fact: OperationFact, sent: list[ExchangeRecord], literal: frozenset[str]) -> OperationCoverage:
    documented = [each for each in sent if _is_documented(each, fact, literal)]
    statuses = _statuses(fact, documented)
    inputs = _inputs(Inputs(fact), documented)
    words = [each for row in inputs for each in row.keywords.values()]
    refusable = [row for row in inputs if row.refusable]
    generated = [each for each in sent if each.purpose == "generated"]
    return OperationCoverage(
        id=fact.id,
        called=len(documented),
        statuses=statuses,
        inputs=inputs,
        generated=_sorted(Counter(each.phase or UNNAMED for each in generated)),
        figures=Figures(
            statuses=_share(statuses.values()),
            valid=_share(row.valid for row in inputs),
            invalid=_share(row.invalid for row in refusable),
            kept=_share(each.kept for each in words),
            broken=_share(each.broken for each in words),
            accepted=_accepted(generated),
        ),
    )


def _is_documented(exchange: ExchangeRecord, fact: OperationFact, literal: frozenset[str]) -> bool:
    if exchange.request.method != fact.method:
        return False
    try:
        path = urlsplit(exchange.request.url).path
    except ValueError:
        return False
    values = plain_values(fact.path, path)
    return values is not None and not (values and path in literal)


def _statuses(fact: OperationFact, exchanges: list[ExchangeRecord]) -> dict[str, int]:
    seen = Counter(each.response.status for each in exchanges if each.response is not None)
    return {
        name: sum(seen[int(status)] for status in name.split(" or "))
        for name in statuses_due(fact.statuses, fact.tolerated, seen)
    }


def _inputs(inputs: Inputs, exchanges: list[ExchangeRecord]) -> tuple[InputCoverage, ...]:
    """Every input once, though several choices of a body may describe it."""
    marks: Counter[Mark] = Counter()
    for exchange in exchanges:
        marks.update(inputs.exercised(exchange))
    due: dict[str, dict[str, None]] = {}
    for name, word in inputs.due():
        words = due.setdefault(name, {})
        if word:
            words[word] = None
    return tuple(
        InputCoverage(
            name=name,
            valid=marks[name, "", True],
            invalid=marks[name, "", False],
            refusable=_refusable(name, due),
            keywords={word: Exercised(kept=marks[name, word, True], broken=marks[name, word, False]) for word in words},
        )
        for name, words in due.items()
    )


def _refusable(name: str, due: Mapping[str, Mapping[str, None]]) -> bool:
    """Whether an input can be sent invalid: by a keyword of its own, or by anything below it, a missing part too."""
    own = due[name].keys() - {"required"}
    return bool(own) or any(words for below, words in due.items() if below.startswith((f"{name}.", f"{name}[]")))


def _accepted(generated: list[ExchangeRecord]) -> Share:
    """Answered requests only: one that met no answer, or a limit that nobody meant to reach, was sent again."""
    valid = [
        each.response.status
        for each in generated
        if each.valid and each.phase not in _AGAIN and each.response is not None and not each.unplanned_429
    ]
    return Share(met=sum(200 <= status < 300 for status in valid), due=len(valid))


def _share(counts: Iterable[int]) -> Share:
    gathered = list(counts)
    return Share(met=sum(count > 0 for count in gathered), due=len(gathered))


def _totals(figures: list[Figures]) -> Figures:
    def total(name: str) -> Share:
        shares: list[Share] = [getattr(each, name) for each in figures]
        return Share(met=sum(each.met for each in shares), due=sum(each.due for each in shares))

    return Figures(**{name: total(name) for name in Figures.model_fields})


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items()))
