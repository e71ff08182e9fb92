"""Links: each request takes from an earlier answer what the contract says it can, as a client's program would."""

import pytest

from conformance import levels
from conformance.contract import Contract
from conformance.evidence import Unusable
from conformance.exchange import Json
from conformance.fixtures.causes import Causes, KnownCauses
from conformance.fixtures.dispatch import Dispatcher
from conformance.fixtures.pool import Pool
from conformance.generating import links
from conformance.generating.draft import Draft
from conformance.harness import Harness
from conformance.suites.properties.links.walking import Walk


@pytest.mark.generated
@pytest.mark.level("standard")
@pytest.mark.operation(*links.linked())
def test_a_walk_over_the_documented_links_breaks_no_requirement(
    harness: Harness, pool: Pool, known_causes: KnownCauses
) -> None:
    causes = Causes(harness, known_causes, sequences=True)
    dose = levels.load().level(harness.context.level).doses.get("links", 0)
    walk = Walk(harness, Dispatcher(harness, pool), causes, dose)
    for kept in harness.kept.examples():
        walk.again(sequence_of(kept, harness.contract))
    if harness.stage.attempt == 1:
        walk.go()
    causes.finish()
    if harness.stage.attempt == 1 and not walk.steps:
        raise walk.trouble or Unusable("no request of a walk was answered")


def sequence_of(kept: Json, contract: Contract) -> list[Draft]:
    """The drafts of a kept sequence; none where one of them is of another contract: the rest name its answer."""
    drafts = [Draft.from_json(each) for each in (kept if isinstance(kept, list) else [])]
    known = [each for each in drafts if each is not None and each.operation in contract]
    return known if len(known) == len(drafts) else []
