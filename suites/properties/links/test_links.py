"""Links: each request takes from an earlier answer what the contract says it can, as a client's program would."""

import pytest

from conformance import levels
from conformance.fixtures.causes import Causes
from conformance.fixtures.dispatch import Dispatcher
from conformance.fixtures.pool import Pool
from conformance.generating import links
from conformance.generating.draft import Draft
from conformance.harness import Harness
from conformance.suites.properties.links.walking import Walk


@pytest.mark.generated
@pytest.mark.level("standard")
@pytest.mark.operation(*links.linked())
def test_a_walk_over_the_documented_links_breaks_no_requirement(harness: Harness, pool: Pool) -> None:
    causes = Causes(harness)
    dose = levels.load().level(harness.context.level).doses.get("links", 0)
    walk = Walk(harness, Dispatcher(harness, pool), causes, dose)
    for kept in harness.kept.examples():
        walk.again([each for each in map(Draft.from_json, kept if isinstance(kept, list) else []) if each is not None])
    if harness.stage.attempt == 1:
        walk.go()
    causes.finish()
    if walk.trouble is not None and not walk.steps:
        raise walk.trouble
