"""The people that a scrape finds: drawn from what was searched for and from the run, always the same for both."""

import random
from collections.abc import Mapping

import orjson

from conformance.sandbox import words
from conformance.sandbox.values import Json, Object

FEWEST, MOST = 4, 40
CRITERIA = {
    "title": "title",
    "jobTitle": "title",
    "location": "city",
    "city": "city",
    "country": "country",
    "company": "companyName",
    "companyName": "companyName",
}
"""A criterion → the field of each person found that follows it."""


def people(run_id: str, criteria: Mapping[str, Json], most: int) -> list[Object]:
    """The fields of those found, at most `most`; the first one always has an e-mail, some others have none."""
    rng = random.Random(f"{run_id} {orjson.dumps(dict(criteria), option=orjson.OPT_SORT_KEYS).decode()}")
    number = min(most, rng.randint(FEWEST, MOST))
    return [person(rng, criteria, with_email=index == 0 or rng.random() < 0.85) for index in range(number)]


def person(rng: random.Random, criteria: Mapping[str, Json], *, with_email: bool) -> Object:
    """The fields of one person."""
    first, last = rng.choice(words.FIRST_NAMES), rng.choice(words.LAST_NAMES)
    company = f"{rng.choice(words.ADJECTIVES)} {rng.choice(words.NOUNS)} {rng.choice(words.FORMS)}"
    domain = f"{company.lower().replace(' ', '-')}.example"
    number = rng.randrange(10**6)
    fields: Object = {
        "firstName": first,
        "lastName": last,
        "companyName": company,
        "companyDomain": domain,
        "title": rng.choice(words.TITLES),
        "linkedinUrl": f"https://linkedin.example/in/{first}-{last}-{number}".lower(),
        "city": rng.choice(words.CITIES),
        "country": rng.choice(words.COUNTRIES),
    }
    if with_email:
        fields["email"] = f"{first}.{last}.{number}@{domain}".lower()
    return fields | followed(rng, criteria)


def followed(rng: random.Random, criteria: Mapping[str, Json]) -> Object:
    """The fields that follow the criteria; of a list any entry."""
    fields: Object = {}
    for criterion, field in CRITERIA.items():
        wanted = criteria.get(criterion)
        choices = wanted if isinstance(wanted, list) else [wanted]
        texts = [text for text in choices if isinstance(text, str) and text]
        if texts:
            fields[field] = rng.choice(texts)
    return fields
