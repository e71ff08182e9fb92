"""Generated data finds each kind of breach by itself: a defect for each rule, found by one generated suite alone."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from conformance import catalogue, launcher
from conformance.exits import Exit
from tests.proof.generated import evidence, exchanges, ran
from tests.proof.runs import placed, statuses

KNOWN = catalogue.load()


@dataclass(frozen=True)
class Rule:
    """A requirement, a defect that breaks it on an operation, and the generated suite that sees it.

    `level` is deep where the few requests of standard meet the breach with some seeds alone.
    """

    requirement: str
    defect: str
    operation: str
    suite: str
    level: str = "standard"


RULES = [
    Rule("LG-ENV-001", "errors-bare", "getEnrichLead", "fuzzing"),
    Rule("LG-ENV-002", "error-without-recommendation", "createClient", "invalid"),
    Rule("LG-ENV-003", "errors-say-success", "getEnrichLead", "fuzzing"),
    Rule("LG-ENV-004", "not-found-is-400", "updateEnrichLead", "fuzzing"),
    Rule("LG-ENV-005", "broken-json-breaks-server", "updateClient", "invalid"),
    Rule("LG-ENV-006", "updated-client-without-client-id", "updateClient", "examples"),
    Rule("LG-ENV-007", "pipeline-total-is-text", "getPipeline", "examples"),
    Rule("LG-ENV-008", "unknown-client-is-410", "deleteClient", "fuzzing", "deep"),
    Rule("LG-ENV-009", "error-called-html", "listLeads", "invalid"),
    Rule("LG-ENV-010", "owner-is-a-name", "getEnrichLead", "valid"),
    Rule("LG-ENV-011", "times-local", "createClient", "examples"),
    Rule("LG-ENV-012", "login-shows-password", "login", "examples"),
    Rule("LG-ENV-013", "errors-show-trace", "createLeads", "invalid", "deep"),
    Rule("LG-ENV-014", "foreign-client-read", "listClients", "fuzzing", "deep"),
    Rule("LG-RATE-014", "rate-headers-missing", "listClients", "examples"),
    Rule("LG-ENV-016", "odd-types-made-text", "updateClient", "coverage", "deep"),
    Rule("LG-LEAD-011", "lead-without-last-name-taken", "createLeads", "coverage", "deep"),
    Rule("LG-CLI-015", "nameless-client-taken", "createClient", "coverage", "deep"),
    Rule("LG-SRCH-010", "search-unknown-status-taken", "updateSearchHistory", "coverage", "deep"),
    Rule("LG-PROC-006", "processing-without-lead", "processSdr", "coverage", "deep"),
]


def flags(rule: Rule) -> tuple[str, ...]:
    """What chooses one suite and one operation."""
    return ("--level", rule.level, "--operation", rule.operation, "--suite", rule.suite)


@pytest.mark.parametrize("rule", RULES, ids=lambda each: f"{each.requirement}-{each.defect}")
def test_a_generated_request_finds_the_breach(rule: Rule, tmp_path: Path) -> None:
    with launcher.sandbox(["--window", "4", "--defect", placed(rule.defect, rule.operation)]) as profile:
        endings = (Exit.CONFORMANT, Exit.NOT_CONFORMANT, Exit.INCOMPLETE)
        report = ran(tmp_path, "--profile", str(profile), *flags(rule), suites=(), exits=endings)
    sent = {each["id"] for each in exchanges(tmp_path)}
    found = [each for each in evidence(tmp_path) if each["requirement"] == rule.requirement]
    by_generated = [each for each in found if not sent.isdisjoint(each["exchanges"])]
    assert statuses(report)[rule.requirement] == ("advisory" if KNOWN[rule.requirement].advisory else "failed")
    assert {each["test"].split("/")[1] for each in by_generated} == {rule.suite}
