"""What a step may say: plain values, and texts of every script that a server may refuse as a whole."""

from collections.abc import Sequence
from string import ascii_letters

from hypothesis import strategies as st

from conformance.modelling.comparing import TEXTS
from conformance.modelling.steps import Fields

LEAD_FIELDS = (
    "firstName",
    "lastName",
    "notes",
    "title",
    "companyName",
    "city",
    "country",
    "contactName",
    "status",
)
CLIENT_FIELDS = ("description", "companyURL")

_PIECES = (
    "Łukasz",
    "Zoe\u0308",
    "漢字かな",
    "Ελλάδα",
    "Жанна",
    "שלום",
    "مرحبا",
    "한글",
    "😀",
    "𝒳",
    "“quoted”",
    "a \"b\" 'c'",
    "<b>bold</b> & more",
    "50% \\ 100",
)

_PLAIN = st.text(alphabet=ascii_letters, min_size=1, max_size=12)
_ODD = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=3)


def _value(name: str) -> st.SearchStrategy[str]:
    if name == "status":
        return st.sampled_from(("new", "contacted", "qualified"))
    if name == "companyURL":
        return _PLAIN.map(lambda text: f"https://{text.lower()}.example")
    if name == "notes":
        return st.one_of(_PLAIN, _ODD.map("\n".join))
    return st.one_of(_PLAIN, _ODD.map(" ".join)) if name in TEXTS else _PLAIN


@st.composite
def fields(draw: st.DrawFn, names: Sequence[str], least: int = 1, most: int = 2) -> Fields:
    """Values for some of the fields."""
    chosen = draw(st.lists(st.sampled_from(names), min_size=least, max_size=most, unique=True))
    return {name: draw(_value(name)) for name in chosen}
