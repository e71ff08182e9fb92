"""What processing can fill, by process: the name in requests, the setting that configures it, the lead's field."""

from dataclasses import dataclass

from conformance.sandbox.errors import InvalidFormat, InvalidValue
from conformance.sandbox.lead_tables import COPYRIGHTS, ENRICHMENTS, SDR_FIELDS
from conformance.sandbox.values import Json, Object

SERVICES = ("companyUrl", "emailFinder", *ENRICHMENTS)


@dataclass(frozen=True, slots=True)
class Target:
    """One result: how requests and answers name it, the setting that configures it, the lead field that holds it."""

    name: str
    setting: str
    field: str


@dataclass(frozen=True)
class Process:
    """One kind of processing: its `taskId`, the request field that selects among its targets, and these."""

    task: str
    selector: str
    targets: tuple[Target, ...]

    def asked(self, body: Object) -> list[Target] | None:
        """The targets that the body selects, each once; None where it selects none in particular.

        Raises InvalidFormat or InvalidValue for a selector that is no list or holds an unknown name.
        """
        selected = body.get(self.selector)
        if selected is None:
            return None
        if not isinstance(selected, list):
            raise InvalidFormat(f"{self.selector} must be a list.", {"field": self.selector})
        return list(dict.fromkeys(self.target(value) for value in selected))

    def target(self, value: Json) -> Target:
        """The target of one entry of the selector."""
        if not isinstance(value, str):
            raise InvalidFormat(f"{self.selector} must hold strings.", {"field": self.selector})
        return self.named(value)

    def named(self, name: str) -> Target:
        """The target of that name."""
        for target in self.targets:
            if target.name == name:
                return target
        raise InvalidValue(f"{self.selector} holds an unknown name.", {"field": self.selector, "value": name})


class NumberedProcess(Process):
    """A process whose selector holds whole numbers from 1 to 10."""

    def target(self, value: Json) -> Target:
        """The target of one number."""
        if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
            raise InvalidFormat(f"{self.selector} must hold whole numbers.", {"field": self.selector})
        return self.named(f"enrichment{int(value)}")


ENRICH = Process(
    "enrich",
    "services",
    tuple(Target(name, name, "email" if name == "emailFinder" else name) for name in SERVICES),
)
COPYRIGHT = NumberedProcess(
    "copyright",
    "processes",
    tuple(Target(name, f"{name}AgentId", field) for name, field in zip(ENRICHMENTS, COPYRIGHTS, strict=True)),
)
SDR = Process("sdr", "fields", tuple(Target(name, f"{name}AgentId", name) for name in SDR_FIELDS))
PROCESSES = {process.task: process for process in (ENRICH, COPYRIGHT, SDR)}
