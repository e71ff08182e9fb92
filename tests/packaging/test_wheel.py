"""The wheel: in an environment of its own, outside the checkout, it does what the checkout does."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ("conformance", "suites", "fixtures", "reports", "lgp", "references")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built by the environment's own backend."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment that holds the wheel; its libraries are those of ours, the checkout is not."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=120)
    site = next(folder.glob("lib/python*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    libraries = [each for each in Path(sysconfig.get_path("purelib")).iterdir() if not is_our_own(each)]
    for library in libraries:
        if not (site / library.name).exists():
            (site / library.name).symlink_to(library)
    return folder / "bin" / "python"


def is_our_own(path: Path) -> bool:
    """Whether a file of the environment stands for our editable install."""
    return path.name.startswith(("_editable_impl_leadgenius", "leadgenius_conformance"))


def ran(python: Path, *arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """`python -m conformance …` of an environment, in a foreign folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}
    return subprocess.run(
        [str(python), "-m", "conformance", *arguments],
        capture_output=True,
        text=True,
        timeout=200,
        cwd=folder,
        env=environment | {"XDG_STATE_HOME": str(folder / "state")},
        check=False,
    )


def test_the_wheel_holds_every_file_of_the_project(wheel: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", *FOLDERS], cwd=ROOT, capture_output=True, text=True, check=True)
    named = {file if file.startswith("conformance/") else f"conformance/{file}" for file in tracked.stdout.splitlines()}
    with zipfile.ZipFile(wheel) as archive:
        assert named - set(archive.namelist()) == set()


def test_the_wheel_puts_nothing_under_a_common_name(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/", 1)[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"conformance"}


def test_the_installed_wheel_lists_its_requirements(installed: Path, tmp_path: Path) -> None:
    listed = ran(installed, "list", "requirements", folder=tmp_path)
    assert listed.stdout.startswith("LG-"), listed.stderr


def test_the_installed_wheel_runs_the_suites(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n", encoding="utf-8")
    (tmp_path / "conftest.py").write_text("raise RuntimeError('a foreign conftest')\n", encoding="utf-8")
    done = ran(installed, "run", "--level", "smoke", "-q", folder=tmp_path)
    assert (tmp_path / "conformance-runs" / "latest" / "report.json").is_file(), done.stderr
    assert "broke" not in done.stdout


def test_the_source_distribution_builds(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert len(list(tmp_path.glob("*.tar.gz"))) == 1
