"""selftest.json and selftest.html: how strong the harness is, for machines and for people."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from conformance import _layout
from conformance.proving.rows import MOST_COLLATERAL, Selftest
from conformance.reports._text import printable


def write(found: Selftest, folder: Path) -> Path:
    """Write both into a folder; gives the page."""
    (folder / "selftest.json").write_text(found.model_dump_json(indent=1) + "\n", encoding="utf-8")
    page = folder / "selftest.html"
    page.write_text(render(found), encoding="utf-8")
    return page


def render(found: Selftest) -> str:
    """The page; all that it prints is made printable, bounded and escaped by the environment."""
    style = (_layout.REPORTS / "templates" / "report.css").read_text(encoding="utf-8")
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _template().render(
        found=found,
        style=Markup(style),  # our own file: nothing in it comes from a run
        policy=f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'",
        most=MOST_COLLATERAL,
    )


def _harmless(value: Any) -> Any:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_layout.REPORTS / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("selftest.html.j2")
