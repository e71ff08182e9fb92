"""What a seed draws does not depend on the modules that are loaded."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

DRAW = """
import sys
from tests.generating.test_drawing import digest
if sys.argv[1] == "more":
    import conformance.cli, conformance.laws.pages, conformance.laws.rates
print(digest(5))
"""


def test_a_process_that_has_imported_more_draws_the_same() -> None:
    with ThreadPoolExecutor(2) as pool:
        few, more = pool.map(drawn, ("few", "more"))
    assert few == more


def drawn(modules: str) -> str:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    ran = subprocess.run(
        [sys.executable, "-c", DRAW, modules], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    return ran.stdout.strip()
