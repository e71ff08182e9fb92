"""Who takes part in a walk over links: what may be called, by somebody who is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance import contract
from conformance.harness import Harness
from conformance.suites.properties.links.partaking import LEFT_OUT, reason
from tests.engine.building import harness as harness_of


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Harness]:
    """The harness of one owner without an API key, to whom nothing but data is allowed."""
    made = harness_of(tmp_path, "http://127.0.0.1:9")
    yield made
    made.close()


@pytest.mark.parametrize("operation", ["chat", "createSearchHistory", "startLeadScrape", "processEnrich"])
def test_an_operation_whose_effects_nobody_allowed_takes_no_part(operation: str, alone: Harness) -> None:
    assert reason(contract.load()[operation], alone) == "its effects are not allowed"


@pytest.mark.parametrize("operation", ["listAdminUsers", "bulkEnrichLeads"])
def test_an_operation_that_nobody_of_the_profile_may_call_takes_no_part(operation: str, alone: Harness) -> None:
    assert reason(contract.load()[operation], alone) == "the profile has nobody who could call it"


@pytest.mark.parametrize("operation", ["getUrlSettings", "getAgentSettings"])
def test_what_a_company_has_but_one_of_takes_no_part(operation: str, alone: Harness) -> None:
    assert reason(contract.load()[operation], alone) == list(LEFT_OUT)[-1]


@pytest.mark.parametrize("operation", ["login", "createClient", "deleteLeads", "getTaskStatus", "listClients"])
def test_what_leaves_data_alone_and_anybody_may_call_takes_part(operation: str, alone: Harness) -> None:
    assert reason(contract.load()[operation], alone) is None
