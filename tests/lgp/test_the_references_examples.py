"""The lines that the skill reference shows for its scripts work as written there, with `lgp` in their place."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from conformance.profile import Profile
from tests.lgp.belongings import lead
from tests.lgp.typed import Lgp

SCRIPTS = {
    "python3 scripts/lgp.py ": "",
    "python3 scripts/auth.py ": "auth ",
    "python3 scripts/api_call.py ": "call ",
}
"""The scripts, and what stands behind `lgp` for each."""

LogIn = Callable[[str], Lgp]


@dataclass(frozen=True)
class Example:
    """A line of the reference: who runs it, how it ends, and a part of what it prints."""

    line: str
    shows: str
    actor: str = "owner_a"
    code: int = 0

    def run(self, lgp: Lgp) -> None:
        """Run it; a question is answered with yes."""
        words = next(self.line.replace(script, verb) for script, verb in SCRIPTS.items() if script in self.line)
        ended = lgp(words, typed="y\n", terminal=True)
        assert ended.code == self.code, ended.err
        assert self.shows in ended.out + ended.err


EXAMPLES = (
    Example('python3 scripts/lgp.py leads find --full-name "Hugo Sanchez"', "Hugo"),
    Example("python3 scripts/lgp.py leads list", "firstName"),
    Example("python3 scripts/lgp.py campaigns list", "Q2 Expansion"),
    Example('python3 scripts/lgp.py campaigns create --name "Q3 Expansion"', "Q3 Expansion"),
    Example("python3 scripts/lgp.py pipeline --start 2026-01-01 --end 2026-02-08", "2026-01-01 to 2026-02-08"),
    Example("python3 scripts/lgp.py maintenance bugs list", "description"),
    Example(
        'python3 scripts/lgp.py maintenance bugs report --desc "Enrichment fails on LinkedIn URLs"',
        "Enrichment fails on LinkedIn URLs",
    ),
    Example("python3 scripts/lgp.py maintenance enhancements list", "description"),
    Example(
        'python3 scripts/lgp.py maintenance enhancements request --desc "Add support for Google Maps leads"',
        "Add support for Google Maps leads",
    ),
    Example(
        'python3 scripts/lgp.py generate-key --name "Production Agent" --desc "Key for main auto-agent"',
        "lgp_",
    ),
    Example("python3 scripts/lgp.py admin companies", "name", actor="platform_admin"),
    Example("python3 scripts/lgp.py admin users", "email", actor="platform_admin"),
    Example("python3 scripts/api_call.py GET /clients", '"clients"'),
)

EXAMPLES_OF_WHAT_IS_NOT_THERE = (
    Example("python3 scripts/lgp.py auth --email your@email.com", "refused the login of your@email.com", code=1),
    Example("python3 scripts/auth.py --email your@email.com", "refused the login of your@email.com", code=1),
    Example("python3 scripts/lgp.py leads enrich --ids lead_1 lead_2", "was answered 404, not_found", code=1),
    Example("python3 scripts/lgp.py admin companies", "was answered 403, insufficient_permissions", code=1),
    Example("python3 scripts/lgp.py admin users", "was answered 403, insufficient_permissions", code=1),
    Example("python3 scripts/api_call.py GET /leads?client_id=your-client-id", '"leads": []'),
    Example(
        """python3 scripts/api_call.py POST /leads --data """
        """'{"client_id": "...", "firstName": "Test", "lastName": "User"}'""",
        "was answered 404, not_found",
        code=1,
    ),
)
"""Somebody, something or a right that the line names and the one who runs it has not: what is answered then."""


@pytest.fixture
def log_in(stranger: Lgp, known: Profile, monkeypatch: pytest.MonkeyPatch) -> LogIn:
    """Logs an actor in, by the line of the reference with the actor's address in it."""

    def as_(actor: str) -> Lgp:
        person = known.actors[actor]
        monkeypatch.setenv("LGP_BASE_URL", known.base_url)
        monkeypatch.setenv("LGP_PASSWORD", person.secret("password") or "")
        stranger.done(f"auth --email {person.username}")
        return stranger

    return as_


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: f"{each.line.partition('/')[2]}")
def test_a_line_works_as_written(log_in: LogIn, example: Example) -> None:
    lgp = log_in(example.actor)
    if "Hugo" in example.shows:
        lead(lgp, firstName="Hugo", lastName="Sanchez")
    if "campaigns list" in example.line:
        lgp.done('campaigns create --name "Q2 Expansion"')
    example.run(lgp)


@pytest.mark.parametrize("example", EXAMPLES_OF_WHAT_IS_NOT_THERE, ids=lambda each: f"{each.line.partition('/')[2]}")
def test_a_line_that_names_what_is_not_there_is_understood(log_in: LogIn, example: Example) -> None:
    example.run(log_in(example.actor))


def test_leads_that_are_there_are_enriched_by_the_same_words(log_in: LogIn) -> None:
    lgp = log_in("owner_a")
    ids = [lead(lgp)["id"] for _ in range(2)]
    Example(f"python3 scripts/lgp.py leads enrich --ids {ids[0]} {ids[1]}", "jobId").run(lgp)


def test_a_question_of_the_example_that_costs_may_be_answered_beforehand(log_in: LogIn) -> None:
    lgp = log_in("owner_a")
    ids = [lead(lgp)["id"] for _ in range(2)]
    assert "jobId" in lgp.done(f"leads enrich --ids {ids[0]} {ids[1]} --yes").out
