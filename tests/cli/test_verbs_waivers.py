"""`conformance run` with waivers, with a baseline, and in another order: what the shell is told."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conformance import launcher
from conformance.exits import Exit
from tests.proof.runs import conformance, report_of, statuses

BROKEN, KEPT = "LG-LEAD-024", "LG-CLI-001"
DEFECT = "total-is-page-size"
Process = subprocess.CompletedProcess[str]
Run = Callable[..., Process]


@pytest.fixture(scope="module")
def faulty() -> Iterator[Path]:
    """The profile of a sandbox that breaks one of the two requirements."""
    with launcher.sandbox([*launcher.arguments_of_a_run(seed=1), "--defect", DEFECT]) as file:
        yield file


@pytest.fixture
def run(faulty: Path, tmp_path: Path) -> Run:
    """A run of both requirements with more flags."""

    def ran(*flags: str) -> Process:
        asked = ("--requirement", BROKEN, "--requirement", KEPT, "--out", str(tmp_path), "-q")
        return conformance("run", "--profile", str(faulty), *asked, *flags, state=tmp_path)

    return ran


def waivers(folder: Path, requirement: str, expires: str = "2099-12-31", operation: str = "") -> tuple[str, str]:
    """The flag for a file with one waiver."""
    file = folder / "waivers.toml"
    lines = [f'requirement = "{requirement}"', 'owner = "ada"', 'reason = "known"', f"expires = {expires}"]
    lines += [f'operation = "{operation}"'] if operation else []
    file.write_text("\n".join(["[[waiver]]", *lines]), encoding="utf-8")
    return "--waivers", str(file)


def test_a_waived_breach_leaves_the_run_incomplete(run: Run, tmp_path: Path) -> None:
    ran = run(*waivers(tmp_path, BROKEN))
    assert ran.returncode == Exit.INCOMPLETE, ran.stdout + ran.stderr
    assert statuses(report_of(tmp_path))[BROKEN] == "waived"
    assert f"waiver   {BROKEN}, by ada until 2099-12-31: waiving" in ran.stdout


def test_an_expired_waiver_lets_the_breach_fail(run: Run, tmp_path: Path) -> None:
    ran = run(*waivers(tmp_path, BROKEN, "2020-01-01"))
    assert ran.returncode == Exit.NOT_CONFORMANT, ran.stdout + ran.stderr
    assert "expired: take it out, or renew it" in ran.stdout


def test_a_waiver_that_is_not_needed_fails_until_it_is_gone(run: Run, tmp_path: Path) -> None:
    ran = run(*waivers(tmp_path, KEPT))
    assert ran.returncode == Exit.NOT_CONFORMANT
    assert "no longer needed: the requirement is kept: take it out" in ran.stdout


def test_the_last_lines_of_a_run_that_kept_all_tell_that_a_waiver_fails_it(tmp_path: Path) -> None:
    asked = ("--requirement", KEPT, "--out", str(tmp_path), "-q", *waivers(tmp_path, KEPT, "2020-01-01"))
    ran = conformance("run", *asked, state=tmp_path)
    assert ran.returncode == Exit.NOT_CONFORMANT, ran.stdout + ran.stderr
    verdict, reason, _ = ran.stdout.splitlines()[-3:]
    assert verdict.startswith("CONFORMANT for ")
    assert reason == f"exit 1: waivers that have had their day: {KEPT} (expired)"


def test_a_waiver_of_an_operation_that_its_requirement_does_not_show_on_fails_until_it_is_gone(
    run: Run, tmp_path: Path
) -> None:
    ran = run(*waivers(tmp_path, KEPT, operation="chat"))
    assert ran.returncode == Exit.NOT_CONFORMANT, ran.stdout + ran.stderr
    assert f"waiver   {KEPT} on chat, by ada until 2099-12-31: no longer needed" in ran.stdout


def test_only_what_is_new_since_the_baseline_fails(run: Run, tmp_path: Path) -> None:
    run()
    baseline = tmp_path / "baseline.json"
    baseline.write_bytes((tmp_path / "latest" / "report.json").read_bytes())
    ran = run("--fail-on", "new", "--baseline", str(baseline))
    assert ran.returncode == Exit.CONFORMANT, ran.stdout + ran.stderr
    assert "NOT CONFORMANT" in ran.stdout
    assert "baseline 0 new findings; 1 known; 0 gone" in ran.stdout


def test_what_the_baseline_does_not_hold_fails(run: Run, tmp_path: Path) -> None:
    run()
    baseline = tmp_path / "baseline.json"
    held = json.loads((tmp_path / "latest" / "report.json").read_text(encoding="utf-8"))
    for row in held["requirements"]:
        row["status"], row["findings"] = "passed", []
    baseline.write_text(json.dumps(held), encoding="utf-8")
    ran = run("--fail-on", "new", "--baseline", str(baseline))
    assert ran.returncode == Exit.NOT_CONFORMANT
    assert f"baseline 1 new finding, of {BROKEN}; 0 known; 0 gone" in ran.stdout


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (("--waivers", "none.toml"), "the waivers none.toml does not exist"),
        (("--fail-on", "new"), "--fail-on new needs a --baseline"),
        (("--baseline", "none.json"), "--baseline does nothing without --fail-on new"),
        (("--fail-on", "new", "--baseline", "none.json"), "the baseline none.json does not exist"),
    ],
)
def test_what_cannot_be_used_is_one_line_and_leaves_with_2(tmp_path: Path, flags: tuple[str, ...], told: str) -> None:
    ran = conformance("run", *flags, "--out", str(tmp_path / "out"), state=tmp_path, cwd=tmp_path)
    assert ran.returncode == Exit.USAGE
    assert told in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def begun(folder: Path) -> list[str]:
    """The tests of the newest run in the order in which they began."""
    lines = (folder / "latest" / "journal" / "main.jsonl").read_bytes().split(b"\n")
    records = [json.loads(line) for line in lines if line]
    return [record["test"] for record in records if record["kind"] == "test_started" and record["attempt"] == 1]


def orders(folder: Path, *seeds: str) -> list[list[str]]:
    """The orders of a suite's tests that these seeds draw."""
    found = []
    for seed in seeds:
        flags = ("--suite", "clients", "--shuffle", "--seed", seed, "--out", str(folder), "-q")
        assert conformance("run", *flags, state=folder).returncode == Exit.CONFORMANT
        found.append(begun(folder))
    return found


def test_a_seed_draws_one_order_and_another_seed_another(tmp_path: Path) -> None:
    one, again, other = orders(tmp_path, "1", "1", "2")
    assert one == again
    assert one != other
    assert sorted(one) == sorted(other)
