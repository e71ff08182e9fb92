"""People of a target that are alike: a profile may give several of them one password."""

from pathlib import Path

from conformance import launcher, profile
from conformance.exits import Exit
from tests.proof.runs import conformance, report_of, statuses


def test_one_password_for_all_is_no_login_with_somebody_elses(tmp_path: Path) -> None:
    with launcher.sandbox() as file:
        people = profile.read(file).actors
        text = file.read_text(encoding="utf-8")
        mine, theirs = (str(people[name].secret("password")) for name in ("owner_a", "owner_b"))
        alike = file.with_name("alike.toml")
        alike.write_text(text.replace(theirs, mine), encoding="utf-8")
        done = conformance(
            *("run", "--profile", str(alike), "--requirement", "LG-AUTH-032", "--out", str(tmp_path / "runs")),
            state=tmp_path / "state",
        )
    assert done.returncode == Exit.CONFORMANT, done.stdout + done.stderr
    assert statuses(report_of(tmp_path / "runs"))["LG-AUTH-032"] == "passed"
