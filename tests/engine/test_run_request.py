"""The commands that a run tells to type: whole enough to be typed, and without a secret."""

from pathlib import Path

import pytest

from conformance.profile import Consent
from conformance.run_request import RunRequest

LOGIN = RunRequest(base_url="https://staging.example.com", username="o'neil@example.com", password="secret")
RUN = Path("runs/of today")


def test_a_sweep_names_the_run_the_target_and_who_logs_in_and_asks_for_the_password() -> None:
    told = LOGIN.sweep(RUN)
    assert told == (
        "conformance sweep 'runs/of today' --base-url https://staging.example.com"
        """ --username 'o'"'"'neil@example.com' --password -"""
    )


def test_a_sweep_of_a_profile_names_that() -> None:
    assert RunRequest(profile=Path("p.toml")).sweep(Path("run")) == "conformance sweep run --profile p.toml"


@pytest.mark.parametrize(("allow", "said"), [(("production",), True), (("billable",), False)])
def test_a_sweep_of_production_says_so(allow: tuple[Consent, ...], said: bool) -> None:
    told = RunRequest(profile=Path("p.toml"), allow=allow).sweep(Path("run"))
    assert told.endswith(" --allow production") == said
