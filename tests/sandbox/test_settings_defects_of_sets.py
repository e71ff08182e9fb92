from collections.abc import Callable
from typing import Any

from conformance.sandbox.defects import settings_fields, settings_sets
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Answer, Sandbox

KINDS = ("url", "agent", "sdr-ai")
LAST = {"url": "enrichment10", "agent": "enrichment10AgentId", "sdr-ai": "aiProductFitScoreAgentId"}


def call(sandbox: Sandbox, method: str, kind: str, body: Any = None, by: str = "owner_a") -> Answer:
    return sandbox.by(by, method, f"/api/settings/{kind}", body)


def stored(sandbox: Sandbox, kind: str, by: str = "owner_a") -> dict[str, Any]:
    row: dict[str, Any] = call(sandbox, "GET", kind, by=by).body.get("settings") or {}
    return row


def found(sandbox: Sandbox) -> str:
    """Somebody without a company, who has just founded one."""
    sandbox.by("newcomer_1", "POST", "/api/company", {"name": "Fresh"})
    return "newcomer_1"


def created(look: Callable[[Answer, dict[str, Any]], Any], *kinds: str) -> Any:
    """What a look at the answer and at the stored set of a first creation gives, for each kind."""

    def looked(sandbox: Sandbox) -> list[Any]:
        by = found(sandbox)
        given = {kind: call(sandbox, "POST", kind, {LAST[kind]: "new"}, by) for kind in kinds}
        return [look(answer, stored(sandbox, kind, by)) for kind, answer in given.items()]

    return looked


def updated(changes: dict[str, Any], kind: str, *, after: dict[str, Any] | None = None) -> Any:
    """What an update leaves of the fields that it and the one before it named: its status, and the values stored."""

    def looked(sandbox: Sandbox) -> tuple[int, list[Any]]:
        call(sandbox, "PUT", kind, after or {})
        status = call(sandbox, "PUT", kind, changes).status
        row = stored(sandbox, kind)
        return status, [row.get(name) for name in sorted({*changes, *(after or {})})]

    return looked


def kept(name: str, kind: str) -> Any:
    """Whether an update of one field is stored."""
    return lambda sandbox: updated({name: "new"}, kind)(sandbox) == (200, ["new"])


def bare(method: str, body: Any = None) -> Any:
    """The status where there are no settings, and whether there are some afterwards, for each kind."""

    def looked(sandbox: Sandbox) -> list[Any]:
        by = found(sandbox)
        return [(call(sandbox, method, kind, body, by).status, bool(stored(sandbox, kind, by))) for kind in KINDS]

    return looked


@probes(
    Probe(
        settings_sets.SettingsReadBare, lambda sandbox: "settings" in call(sandbox, "GET", "agent").body, True, False
    ),
    Probe(
        settings_sets.SettingsCreatedSilently,
        created(lambda answer, _: "settings" in answer.body, *KINDS),
        [True] * 3,
        [False] * 3,
    ),
    Probe(
        settings_sets.SettingsCreatedWithoutLastField,
        created(lambda answer, row: (answer.body["settings"][LAST["sdr-ai"]], row.get(LAST["sdr-ai"])), "sdr-ai"),
        [("new", "new")],
        [("new", None)],
    ),
    Probe(
        settings_sets.SettingsUpdatedSilently,
        lambda sandbox: ["settings" in call(sandbox, "PUT", kind, {}).body for kind in KINDS],
        [True] * 3,
        [False] * 3,
    ),
    Probe(
        settings_sets.SettingsOfTheUser,
        lambda sandbox: [call(sandbox, "GET", kind, by="admin_a").status for kind in KINDS],
        [200] * 3,
        [404] * 3,
    ),
    Probe(settings_sets.SettingsNoneForbidden, bare("GET"), [(404, False)] * 3, [(403, False)] * 3),
    Probe(settings_sets.SettingsUpdateMakes, bare("PUT", {}), [(404, False)] * 3, [(404, True)] * 3),
)
def test_a_set_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)


@probes(
    Probe(settings_fields.SettingsUpdateNotStored, kept("projectId", "agent"), True, False),
    Probe(settings_fields.SettingsLastAgentDropped, kept("enrichment10AgentId", "agent"), True, False),
    Probe(settings_fields.SettingsSdrAgentDropped, kept("aiSentimentAgentId", "sdr-ai"), True, False),
    Probe(
        settings_fields.SettingsKeyClearsUrl,
        updated({"enrichment2_Apikey": "short"}, "url", after={"enrichment2": "https://x"}),
        (200, ["https://x", "****"]),
        (200, [None, "****"]),
    ),
    Probe(
        settings_fields.SettingsMaskStored,
        updated({"enrichment2_Apikey": "****6789"}, "url", after={"enrichment2_Apikey": "sk-0123456789"}),
        (200, ["****6789"]),
        (200, ["****"]),
    ),
    Probe(
        settings_fields.SettingsNullIgnored,
        updated({"projectId": None}, "agent", after={"projectId": "there"}),
        (200, [None]),
        (200, ["there"]),
    ),
    Probe(
        settings_fields.SettingsSameValuesRefused,
        updated({"projectId": "there"}, "agent", after={"projectId": "there"}),
        (200, ["there"]),
        (409, ["there"]),
    ),
)
def test_a_field_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
