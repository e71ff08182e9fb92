"""Consent: an effect that nobody allowed, or that a shared company would keep, is refused with the remedy."""

import pytest

from conformance import contract
from conformance.consent import Consent
from conformance.profile import Company

COMPANIES = {"own": Company(disposable=True), "shared": Company()}
ALL = ("permanent", "singleton", "billable")


@pytest.mark.parametrize(
    ("operation", "allowed", "company", "refused"),
    [
        ("listClients", (), "shared", None),
        ("createClient", (), "shared", None),
        ("deleteLeads", (), "shared", None),
        ("createSearchHistory", (), "own", "permanent, and that is not allowed"),
        ("createSearchHistory", ("billable", "singleton"), "own", "permanent, and that is not allowed"),
        ("createSearchHistory", ("permanent",), "own", None),
        ("createSearchHistory", ("permanent",), "shared", "company 'shared' is shared"),
        ("createSearchHistory", ("permanent",), "never named", "company 'never named' is shared"),
        ("updateUrlSettings", (), "own", "singleton, and that is not allowed"),
        ("updateUrlSettings", ("singleton",), "shared", None),
        ("createUrlSettings", ALL, "shared", "company 'shared' is shared"),
        ("createUrlSettings", ("permanent",), "own", "singleton, and that is not allowed"),
        ("createUrlSettings", ALL, "own", None),
        ("createCompany", ALL, None, None),
        ("processEnrich", (), "own", "billable, and that is not allowed"),
        ("processEnrich", ("billable",), "shared", None),
        ("startLeadScrape", ("billable",), "own", "permanent, and that is not allowed"),
    ],
)
def test_an_effect_needs_consent_and_a_company_of_its_own(
    operation: str, allowed: tuple[str, ...], company: str | None, refused: str | None
) -> None:
    refusal = Consent(allowed, COMPANIES).refusal(contract.load()[operation], company)
    assert (None if refusal is None else refusal.reason.removeprefix(f"{operation} is ")) == (
        refused if refused is None or "shared" not in refused else f"permanent, and {refused}"
    )


@pytest.mark.parametrize(("allowed", "remedy"), [((), "--allow permanent"), (("permanent",), "disposable = true")])
def test_a_refusal_says_what_to_add(allowed: tuple[str, ...], remedy: str) -> None:
    refusal = Consent(allowed, COMPANIES).refusal(contract.load()["createSearchHistory"], "shared")
    assert refusal is not None
    assert remedy in refusal.remedy


@pytest.mark.parametrize(("company", "refused"), [("shared", True), ("own", False)])
def test_a_services_key_is_not_written_on_a_shared_company(company: str, refused: bool) -> None:
    body = {"companyUrl": "https://x.example", "enrichment1_Apikey": "k"}
    refusal = Consent(ALL, COMPANIES).refusal(contract.load()["updateUrlSettings"], company, body)
    assert (refusal is not None) is refused
