"""The tools that are compared: how each is started on a sandbox, and how its report is read."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.peers import code, dredd, respect
from benchmarks.target import OWNER, UNLIMITED, Target
from benchmarks.tools import Tool, conformance_run, read, report_of_run, report_of_st, st_run
from benchmarks.verdicts import Failure, Verdict, counted, of_ours, of_schemathesis
from conformance import __version__, contract
from conformance.launcher import arguments_of_a_run

PINS = Path(__file__).with_name("package.json")
PEERS = ("owner_a", "owner_b")
"""The two identities, one a tenant, that schemathesis is given."""

EXAMPLES = "10"
"""Examples an operation for schemathesis: with more, a run takes longer than a minute."""


@dataclass(frozen=True)
class Contender:
    """A tool with its version, the flags of the sandboxes that it meets, and the digest of what makes its cells."""

    tool: Tool
    version: str
    flags: Sequence[str]
    code: str

    @property
    def name(self) -> str:
        """The tool's name."""
        return self.tool.name


def contenders(installed: Path, seed: int) -> tuple[Contender, ...]:
    """All tools of the comparison; `installed` is the folder that holds the peers from npm."""
    open_to_all = (*UNLIMITED, "--seed", str(seed))
    programs = installed / "node_modules" / ".bin"
    peers = (
        (_schemathesis(seed), version("schemathesis")),
        (_respect(programs / "redocly"), pinned("@redocly/cli")),
        (_dredd(programs / "dredd"), pinned("dredd")),
        (_script(), ""),
    )
    return (
        Contender(_ours(seed), __version__, arguments_of_a_run(seed), code.of_ours()),
        *(Contender(tool, release, open_to_all, code.of_peer(tool.name, release)) for tool, release in peers),
    )


def pinned(package: str) -> str:
    """The version of a package from npm that is installed."""
    return str(read(PINS)["dependencies"][package])


def _ours(seed: int) -> Tool:
    """The whole standard level."""
    return Tool(
        "conformance run",
        lambda target: conformance_run(target, str(seed)),
        lambda target: of_ours(report_of_run(target), contract.load()),
    )


def _schemathesis(seed: int) -> Tool:
    """All phases and default checks, with the tokens of two tenants who must not see each other's objects."""

    def command(target: Target) -> list[str]:
        tokens = [
            {"name": name, "fixedHeaders": [{"name": "Authorization", "value": target.bearer(name)}]} for name in PEERS
        ]
        users, config = target.folder / "users.json", target.folder / "schemathesis.toml"
        users.write_text(json.dumps({"auth": tokens}), encoding="utf-8")
        config.write_text(f'[auth.wfc]\npath = "{users}"\npeers = {json.dumps(PEERS)}\n', encoding="utf-8")
        return st_run(target, str(seed), "--max-examples", EXAMPLES, config=config)

    return Tool("st run", command, lambda target: of_schemathesis(report_of_st(target)))


def _respect(program: Path) -> Tool:
    """The Arazzo runner with the flows beside this module."""
    return Tool(
        "redocly respect",
        lambda target: respect.command(program, target),
        lambda target: respect.verdict(read(target.folder / "respect.json"), contract.load()),
    )


def _dredd(program: Path) -> Tool:
    """Dredd with the hooks beside this module."""
    return Tool(
        "dredd",
        lambda target: dredd.command(program, target),
        lambda target: dredd.verdict((target.folder / "dredd.xml").read_text(encoding="utf-8"), contract.load()),
    )


def _script() -> Tool:
    """The baseline."""

    def command(target: Target) -> list[str]:
        owner = target.actors()[OWNER]
        told = ["--base-url", target.origin, "--username", owner["username"], "--password", owner["password"]]
        return [sys.executable, "-m", "benchmarks.peers.script", *told, "--json", str(target.folder / "script.json")]

    def verdict(target: Target) -> Verdict:
        wrong = json.loads((target.folder / "script.json").read_text(encoding="utf-8"))
        return counted(Failure(step, operation) for step, operation in wrong)

    return Tool("E2E script", command, verdict)
