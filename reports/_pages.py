"""What all pages share: templates that print nothing as it came, and a policy that lets nothing in but our own."""

import base64
import hashlib
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from conformance import _layout
from conformance.harmless import printable

_TEMPLATES = _layout.REPORTS / "templates"


@cache
def source(name: str) -> str:
    """A style or a script that stands beside the templates."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def allowed(text: str) -> str:
    """What a Content-Security-Policy calls an inline style or script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def template(name: str) -> Template:
    """A template whose environment makes all that it prints printable, bounded and escaped."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _harmless(value: Any) -> Any:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
