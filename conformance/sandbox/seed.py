"""Drawing the first database: companies, people and their keys, then each resource's own rows."""

import random
import uuid
from dataclasses import asdict
from typing import TYPE_CHECKING

import orjson

from conformance.sandbox import words
from conformance.sandbox.actors import CAST, Actor, Part
from conformance.sandbox.values import Object, iso

if TYPE_CHECKING:
    from conformance.sandbox.application import Application

DAYS_BACK = 20


class Seeding:
    """One drawing: everything random in it comes from `rng`, so that one seed always gives the same rows.

    `actors` and `companies` (the profile's word → company id) are known once `draw` has run, also for a database that
    was drawn by an earlier start.
    """

    def __init__(self, application: "Application") -> None:
        self.application = application
        self.rng = random.Random(application.options.seed)
        self.actors: dict[str, Actor] = {}
        self.companies: dict[str, str] = {}
        self._moment = application.clock() - DAYS_BACK * 86_400

    def draw(self) -> None:
        """Draw a new database; of one that is there already only read who its actors are."""
        drawn: list[Object] = orjson.loads(self.application.store.kept("actors", lambda: b"[]"))
        if drawn:
            self._know([Actor(**entry) for entry in drawn])  # type: ignore[arg-type]  # written below, by asdict
            return
        self._know([self._person(part) for part in CAST])
        actors = orjson.dumps([asdict(actor) for actor in self.actors.values()])
        self.application.store.execute("UPDATE meta SET value = ? WHERE name = 'actors'", (actors,))
        for resource in sorted(self.application.resources, key=lambda resource: resource.seed_order):
            resource.seed(self)
        self.application.store.settle_all()

    def members(self, company: str) -> list[Actor]:
        """The actors of a company (by the profile's word), its Owner first."""
        return [actor for actor in self.actors.values() if actor.company == company]

    def uuid(self) -> str:
        """A drawn UUID."""
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def moment(self) -> str:
        """A time in the last weeks as ISO text, later than all before it, so that rows come in their order."""
        self._moment = min(self._moment + self.rng.uniform(1, 200), self.application.clock() - 60)
        return iso(self._moment)

    def business(self) -> tuple[str, str]:
        """A company's name and its domain."""
        name = f"{self.rng.choice(words.ADJECTIVES)} {self.rng.choice(words.NOUNS)} {self.rng.choice(words.FORMS)}"
        return name, f"{name.lower().replace(' ', '-')}-{self.rng.randrange(1000)}.example"

    def full_name(self) -> tuple[str, str]:
        """A first and a last name."""
        return self.rng.choice(words.FIRST_NAMES), self.rng.choice(words.LAST_NAMES)

    def _know(self, actors: list[Actor]) -> None:
        self.actors = {actor.name: actor for actor in actors}
        for actor in actors:
            membership = self.application.identity.membership(actor.user_id)
            if actor.company and membership:
                self.companies[actor.company] = membership[0]

    def _person(self, part: Part) -> Actor:
        identity = self.application.identity
        token = f"{self.rng.getrandbits(192):048x}"
        tag = f"{self.rng.getrandbits(32):08x}"
        email = f"{part.name}.{tag}@sandbox.example"
        actor = Actor(
            **asdict(part), username=email, password=f"Pw-{token[:24]}", user_id=self.uuid(), api_key=f"lgp_{token}"
        )
        identity.add_user(
            sub=actor.user_id,
            username=f"{part.name}.{tag}",
            email=email,
            password=actor.password,
            tier=actor.tier,
            platform_admin=actor.platform_admin,
            at=self.moment(),
            salt=tag,
        )
        if actor.company and actor.role:
            self._join(actor, actor.company, actor.role)
        identity.add_api_key(
            owner=actor.user_id,
            company_id=self.companies.get(actor.company or "", ""),
            fields={"name": f"Key of {part.name}"},
            key=actor.api_key,
        )
        return actor

    def _join(self, actor: Actor, company: str, role: str) -> None:
        if company in self.companies:
            self.application.identity.add_member(self.companies[company], actor.user_id, role)
            return
        self.companies[company] = f"company-{self.rng.randrange(10**12, 10**13)}"
        self.application.identity.add_company(
            id=self.companies[company], name=self.business()[0], owner=actor.user_id, at=self.moment()
        )
