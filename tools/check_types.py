"""Type-checks the project as users import it: `suites`, `fixtures`, `reports` and `lgp` inside the package.

The checker does not follow the extended path of `conformance`, so a tree of links shows it what an installed wheel
looks like.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIBLINGS = ("suites", "fixtures", "reports", "lgp")


def main() -> int:
    """Run mypy over the package and over the project's own tests; gives its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "conformance"
        package.mkdir()
        for source in [*(ROOT / "conformance").iterdir(), *(ROOT / name for name in SIBLINGS)]:
            (package / source.name).symlink_to(source)
        command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml")]
        command += ["--cache-dir", str(ROOT / ".mypy_cache"), "-p", "conformance"]
        for name in ("tests", "benchmarks", "tools"):
            (Path(folder) / name).symlink_to(ROOT / name)
            command += ["-p", name]
        return subprocess.run(command, cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
