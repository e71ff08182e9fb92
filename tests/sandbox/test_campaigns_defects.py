from typing import Any

from conformance.sandbox.defects import campaigns_answers, campaigns_lists, routes_bodies, routes_walls
from tests.sandbox.conftest import Build
from tests.sandbox.defect_probes import Probe, probes, seen
from tests.sandbox.driver import Sandbox
from tests.sandbox.test_campaigns import PATH, client_id, listed, made


def kept(**fields: Any) -> Any:
    """Whether the newest campaign of the list is the one just made, as it was answered."""

    def look(sandbox: Sandbox) -> bool:
        campaign = made(sandbox, **fields)
        return listed(sandbox)[-1:] == [campaign]

    return look


def in_strangers_list(sandbox: Sandbox, **fields: Any) -> bool:
    id = sandbox.by("owner_a", "POST", PATH, {"name": "n", **fields}).body.get("id")
    return id in [campaign["id"] for campaign in listed(sandbox, "owner_b")]


def with_strangers_company(sandbox: Sandbox) -> bool:
    return in_strangers_list(sandbox, company_id=sandbox.application.seeding.companies["b"])


def with_strangers_client(sandbox: Sandbox) -> bool:
    return in_strangers_list(sandbox, client_id=client_id(sandbox, "owner_b"))


@probes(
    Probe(campaigns_lists.CampaignNotListed, kept(), True, False),
    Probe(campaigns_lists.CampaignTypeDropped, kept(campaignType="linkedin"), True, False),
    Probe(routes_bodies.CompanyInBodyActs, with_strangers_company, False, True),
    Probe(routes_walls.ListOfAllCompanies, in_strangers_list, False, True),
    Probe(routes_walls.ForeignClientLinked, with_strangers_client, False, True),
)
def test_what_goes_wrong_with_campaigns_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)


def answered(key: str) -> Any:
    return lambda sandbox: key in sandbox.by("owner_a", "POST", PATH, {"name": "n"}).body


@probes(
    Probe(campaigns_answers.CampaignIdNested, answered("id"), True, False),
    Probe(
        campaigns_answers.CampaignsUnderItems,
        lambda sandbox: "campaigns" in sandbox.by("owner_a", "GET", PATH).body,
        True,
        False,
    ),
    Probe(
        campaigns_answers.CampaignWithoutName,
        lambda sandbox: sandbox.by("owner_a", "POST", PATH, {"name": ""}).status,
        400,
        201,
    ),
)
def test_what_goes_wrong_with_their_answers_goes_wrong_with_the_defect_alone(build: Build, probe: Probe) -> None:
    assert seen(build, probe) == (probe.sound, probe.broken)
