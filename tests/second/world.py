"""All that a running server holds."""

from typing import Literal, get_args

from tests.second.choices import Choices
from tests.second.clock import Clock
from tests.second.ids import Ids
from tests.second.pages import Pages
from tests.second.people import People
from tests.second.tables import Row, Table
from tests.second.texts import Texts
from tests.second.tokens import Tokens

Mistake = Literal["campaigns-of-everybody"]
"""What a server may be made to do wrong, so that a run against it has something to find."""

MISTAKES: tuple[Mistake, ...] = get_args(Mistake)


class World:
    """The state of one server, in memory alone.

    Args:
        choices: Which way it goes where the contract leaves it open.
        mistake: What it does wrong, if anything.
    """

    def __init__(self, choices: Choices, mistake: Mistake | None = None) -> None:
        self.choices = choices
        self.mistake = mistake
        self.origin = ""
        self.clock = Clock(choices)
        self.ids = Ids(choices, self.clock)
        self.texts = Texts(choices)
        self.people = People(self.ids, self.clock)
        self.tokens = Tokens(choices, self.clock, self.people)
        self.pages = Pages(choices)
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
