"""All that a running server holds."""

from collections.abc import Iterable
from typing import Literal, get_args

from tests.second.choices import Choices
from tests.second.clock import Clock
from tests.second.ids import Ids
from tests.second.pages import Pages
from tests.second.people import People
from tests.second.tables import Row, Table
from tests.second.texts import Texts
from tests.second.tokens import Tokens

Mistake = Literal[
    "campaigns-of-everybody",
    "pages-that-repeat-a-row",
    "updates-that-forget",
    "expired-tokens-open",
    "total-of-the-page",
    "budget-twice-over",
]
"""What a server may be made to do wrong, so that a run against it has something to find."""

MISTAKES: tuple[Mistake, ...] = get_args(Mistake)


class World:
    """The state of one server, in memory alone.

    Args:
        choices: Which way it goes where the contract leaves it open.
        mistakes: What it does wrong, if anything.
    """

    def __init__(self, choices: Choices, mistakes: Iterable[Mistake] = ()) -> None:
        self.choices = choices
        self.mistakes = frozenset(mistakes)
        self.origin = ""
        self.clock = Clock(choices)
        self.ids = Ids(choices, self.clock)
        self.texts = Texts(choices)
        self.people = People(self.ids, self.clock)
        self.tokens = Tokens(choices, self.clock, self.people, expire="expired-tokens-open" not in self.mistakes)
        self.pages = Pages(choices, repeated=int("pages-that-repeat-a-row" in self.mistakes))
        self.clients = self._table()
        self.leads = self._table()
        self.source_leads = self._table()
        self.searches = self._table()
        self.webhooks = self._table()
        self.territory = self._table()
        self.campaigns = self._table()
        self.bugs = self._table()
        self.enhancements = self._table()
        self.runs = self._table()
        self.settings: dict[tuple[str, str], Row] = {}
        self.threads: dict[str, tuple[str, list[str]]] = {}

    def _table(self) -> Table:
        return Table(self.choices, self.clock)
