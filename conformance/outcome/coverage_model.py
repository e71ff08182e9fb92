"""What a run exercised of what the contract documents; a part of `report.json`."""

from pydantic import BaseModel, ConfigDict, Field


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Share(_Fact):
    """How many of those that are due were met."""

    met: int = 0
    due: int = 0

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, rounded down so that only all of them are 100; None where nothing is due."""
        return self.met * 100 // self.due if self.due else None


class Exercised(_Fact):
    """In how many requests a keyword was kept, and in how many it was broken."""

    kept: int = 0
    broken: int = 0


class InputCoverage(_Fact):
    """A parameter (`query.limit`), a body (`body`), or a part of one (`body.leads[].email`).

    `valid` and `invalid` are requests that sent it so; `refusable` tells whether a request can send it invalid at all.
    `keywords` holds the keywords of its schema that a request can break, and `required`.
    """

    name: str
    valid: int = 0
    invalid: int = 0
    refusable: bool
    keywords: dict[str, Exercised]


class Figures(_Fact):
    """Shares of what is due: statuses seen, inputs sent valid and sent invalid, keywords kept and broken.

    `accepted` are generated requests whose data keeps the contract (due) and that got a 2xx (met).
    """

    statuses: Share = Share()
    valid: Share = Share()
    invalid: Share = Share()
    kept: Share = Share()
    broken: Share = Share()
    accepted: Share = Share()


class OperationCoverage(_Fact):
    """What was exercised of one operation."""

    id: str
    called: int = Field(description="requests as the contract documents the operation; clean-up is left out")
    statuses: dict[str, int] = Field(description="the statuses due, each with its answers; `200 or 201` is one")
    inputs: tuple[InputCoverage, ...]
    generated: dict[str, int] = Field(description="generated requests by the phase that made them")
    figures: Figures

    @property
    def statuses_missing(self) -> tuple[str, ...]:
        """The statuses due that no answer had."""
        return tuple(status for status, count in self.statuses.items() if not count)

    @property
    def never_valid(self) -> tuple[str, ...]:
        """The inputs that no request sent valid."""
        return tuple(each.name for each in self.inputs if not each.valid)

    @property
    def never_invalid(self) -> tuple[str, ...]:
        """The inputs that no request sent invalid, though one can."""
        return tuple(each.name for each in self.inputs if each.refusable and not each.invalid)

    @property
    def never_broken(self) -> tuple[str, ...]:
        """The keywords that no request broke, each with its input (`query.limit minimum`)."""
        return tuple(
            f"{each.name} {word}" for each in self.inputs for word, counts in each.keywords.items() if not counts.broken
        )


class Coverage(_Fact):
    """What a run exercised of the contract; `known` is false where the journal does not say what is documented."""

    known: bool = False
    called: Share = Field(default=Share(), description="operations")
    totals: Figures = Figures()
    generated: dict[str, int] = Field(default={}, description="generated requests of all operations by phase")
    operations: tuple[OperationCoverage, ...] = ()
