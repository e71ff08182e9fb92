"""The services' keys: taken for every service beside its URL, and not lost by sending back what was read."""

from functools import partial

import pytest

from conformance.evidence import needed
from conformance.exchange import Json
from conformance.fixtures.homes import Settled
from conformance.fixtures.naming import Naming
from conformance.fixtures.settings import KINDS, Kind, shown
from conformance.fixtures.types import Judge, Verify
from conformance.laws.rows import stored, unchanged
from conformance.polling import Patience

pytestmark = [pytest.mark.level("standard"), pytest.mark.xdist_group("settings")]

KEYED = [kind for kind in KINDS if kind.keys]
"""The sets that hold keys: /settings/url alone."""


@pytest.mark.requirement("LG-SET-014", "LG-SET-015")
@pytest.mark.parametrize(
    "kind", [pytest.param(kind, id=kind.name, marks=pytest.mark.operation(kind.read, kind.update)) for kind in KEYED]
)
def test_every_service_takes_a_key_which_a_masked_one_leaves_alone(
    settled: Settled, naming: Naming, patience: Patience, verify: Verify, judge: Judge, kind: Kind
) -> None:
    with settled(kind) as place:
        urls: dict[str, Json] = dict(kind.values(naming))
        keys: dict[str, Json] = {name: f"key-{naming.unique()}-of-{name.lower()}-0123456789" for name in kind.keys}
        set_up = place.put(kind, urls, purpose="setup")
        needed(set_up, expected=200, actual=set_up.status, what="a URL of every service")
        put = place.put(kind, keys)
        read = patience.until(partial(place.get, kind), lambda page: shown(page).items() >= urls.items())
        verify("LG-SET-014", put, expected=200, actual=put.status)
        judge("LG-SET-014", [put, read], stored(urls, read.record("settings"), where="the services' URLs"))
        whole = {name: value for name, value in shown(read).items() if name in urls or name in keys}
        sent_back = place.put(kind, whole)
        again = place.get(kind)
        place.insist_undisturbed(kind, (put, read, sent_back, again))
        verify("LG-SET-015", sent_back, expected=200, actual=sent_back.status)
        same = unchanged(shown(read), again.record("settings"), where="the settings, keys as they are shown")
        judge("LG-SET-015", [read, sent_back, again], same)
