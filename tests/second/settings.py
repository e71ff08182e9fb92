"""Settings: three sets, one of each per company."""

from collections.abc import Iterator

from tests.second import bodies
from tests.second.lead_fields import ENRICHMENTS, SDR
from tests.second.operations import Answer, Call, Operation
from tests.second.refusals import Refusal, forbidden, not_found
from tests.second.tables import Row
from tests.second.world import World

SERVICES = ("companyUrl", "emailFinder", *ENRICHMENTS)
_SECRET, _BLOT = "_Apikey", "•"
FIELDS = {
    "url": (*SERVICES, *(f"{service}{_SECRET}" for service in SERVICES)),
    "agent": ("projectId", *(f"{name}AgentId" for name in ENRICHMENTS)),
    "sdr-ai": ("projectId", *(f"{name}AgentId" for name in SDR)),
}


def write(world: World, company: str, kind: str, values: Row) -> Row:
    """Take values over into a company's set, which is made where there is none."""
    now = world.clock.now()
    new: Row = {"values": {}, "createdAt": now, "updatedAt": now}
    row = world.settings.setdefault((company, kind), new)
    if any(row["values"].get(name) != value for name, value in values.items()):
        row["values"].update(values)
        row["updatedAt"] = max(now, row["updatedAt"] + 1e-6)
    return row


def operations(kind: str) -> Iterator[Operation]:
    """GET, POST and PUT of one set."""
    path = f"/settings/{kind}"

    def read(call: Call) -> Answer:
        _see_allowed(call)
        row = call.world.settings.get((call.user.company, kind))
        if row is None and call.choices.no_settings == "404":
            raise not_found("settings")
        return 200, {"settings": _shown(call, kind, row) if row else None}

    def create(call: Call) -> Answer:
        _see_allowed(call)
        bodies.texts(call.body, FIELDS[kind])
        there = (call.user.company, kind) in call.world.settings
        if there and call.choices.second_settings == "409":
            raise Refusal(409, "already_exists", "There are settings.")
        sent = {name: value for name, value in call.body.items() if value is not None}
        return 200 if there else call.choices.created, {"settings": _shown(call, kind, _written(call, kind, sent))}

    def update(call: Call) -> Answer:
        _see_allowed(call)
        bodies.texts(call.body, FIELDS[kind])
        if (call.user.company, kind) not in call.world.settings:
            raise not_found("settings")
        return 200, {"settings": _shown(call, kind, _written(call, kind, call.body))}

    yield Operation("GET", path, read, "jwt")
    yield Operation("POST", path, create, "jwt")
    yield Operation("PUT", path, update, "jwt")


def _see_allowed(call: Call) -> None:
    if not call.choices.member_settings and not call.user.leads_company:
        raise forbidden("For Owners and Admins.")


def _written(call: Call, kind: str, sent: Row) -> Row:
    texts = call.world.texts
    new: Row = {}
    for name in FIELDS[kind]:
        value = sent.get(name) or None
        secret = name.endswith(_SECRET)
        if name not in sent or (secret and value and _BLOT in value):
            continue
        tidy = texts.url if kind == "url" else texts.plain
        new[name] = value if secret or value is None else tidy(value) or None
    return write(call.world, call.user.company, kind, new)


def _shown(call: Call, kind: str, row: Row) -> Row:
    shown: Row = {"company_id": call.user.company}
    for name in FIELDS[kind]:
        value = row["values"].get(name)
        if name.endswith(_SECRET):
            if value and call.choices.api_keys_shown == "masked":
                shown[name] = _BLOT * 6 + (value[-2:] if len(value) > 8 else _BLOT * 2)
        elif value or call.choices.unset == "null":
            shown[name] = value
    if call.choices.extras:
        shown |= {name: call.world.clock.text(row[name]) for name in ("createdAt", "updatedAt")}
    return shown


OPERATIONS = tuple(operation for kind in FIELDS for operation in operations(kind))
