"""Texts that come back a little otherwise than they were sent, within what a comparison forgives."""

import unicodedata
from urllib.parse import urlsplit, urlunsplit

from conformance.sandbox.application import Application
from conformance.sandbox.call import Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.records import Record
from conformance.sandbox.resources import clients
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Json, Object

URLS = ("companyURL", "companyUrl", "linkedinUrl")


class _OtherTexts(Variant):
    """Changes the values of clients and leads on their way into the store."""

    def apply(self, application: Application) -> None:
        """Change what is stored and what is changed."""
        kept, rows = application.resource(clients.Clients), application.resource(Leads).rows

        def other(fields: Object) -> Object:
            return {name: self.text(name, each) if isinstance(each, str) else each for name, each in fields.items()}

        override(kept.stored, lambda original: lambda call, fields: original(call, other(fields)))
        override(kept.changed, lambda original: lambda record, changes: original(record, other(changes)))
        override(rows.stored, lambda original: lambda call, client, fields: original(call, client, other(fields)))
        override(rows.changed, lambda original: lambda record, changes: original(record, other(changes)))

    def text(self, name: str, value: str) -> str:
        """The value of a field as it is stored."""
        raise NotImplementedError


class UrlsAreNormalised(_OtherTexts):
    """One spelling for one address."""

    id = "urls-are-normalised"
    sentence = "URLs of clients and leads are stored with their host in lower case and at least a slash behind it."
    requirements = ("LG-CLI-002", "LG-CLI-011", "LG-LEAD-006", "LG-LEAD-007", "LG-LEAD-056")

    def text(self, name: str, value: str) -> str:
        """The normal spelling."""
        parts = urlsplit(value) if name in URLS and "[" not in value else urlsplit("")
        if not parts.scheme or not parts.netloc:
            return value
        return urlunsplit(parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/"))


class LineBreaksAreTwoCharacters(_OtherTexts):
    """As the network has them."""

    id = "line-breaks-are-two-characters"
    sentence = "Line breaks in texts of clients and leads are stored as carriage return and line feed."
    requirements = ("LG-LEAD-006", "LG-LEAD-009", "LG-CLI-002")

    def text(self, _name: str, value: str) -> str:
        """Every kind of break as that one."""
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")


class TextsAreDecomposed(_OtherTexts):
    """As some file systems and databases keep them."""

    id = "texts-are-decomposed"
    sentence = "Texts of clients and leads are stored in Unicode normalisation form NFD."
    requirements = ("LG-CLI-001", "LG-CLI-002", "LG-LEAD-001", "LG-LEAD-002", "LG-LEAD-045")

    def text(self, _name: str, value: str) -> str:
        """Letters and their marks apart."""
        return unicodedata.normalize("NFD", value)


class SkippedInLowerCase(Variant):
    """E-mails are compared folded, and named so."""

    id = "skipped-in-lower-case"
    sentence = "A batch names the e-mails of rows that it skipped in lower case."
    requirements = ("LG-LEAD-018", "LG-LEAD-030", "LG-LEAD-031", "LG-LEAD-033")

    def apply(self, application: Application) -> None:
        """Fold the names of skipped rows."""
        batches = application.resource(Leads).batches

        def named(entry: Json, field: str, index: int) -> str:
            name = original(entry, field, index)
            return name.lower() if field == "email" else name

        original = batches.named
        override(batches.named, lambda _: named)


class TextsKeepTheirBlanks(Variant):
    """What was sent is what is stored."""

    id = "texts-keep-their-blanks"
    sentence = "Blanks around the texts of a new client or lead, but for e-mails, are stored with them."
    requirements = ("LG-CLI-002", "LG-LEAD-002", "LG-LEAD-006", "LG-LEAD-009", "LG-LEAD-029")

    def apply(self, application: Application) -> None:
        """Store the texts of the body that is being created."""
        kept, rows = application.resource(clients.Clients), application.resource(Leads).rows
        sent: Object = {}

        def raw(fields: Object, body: Object) -> Object:
            return fields | {name: body[name] for name in fields if name != "email" and isinstance(body[name], str)}

        def create(call: Call, body: Object) -> Record:
            sent.clear()
            sent.update(body)
            return create_lead(call, body)

        create_lead = rows.create
        override(rows.create, lambda _: create)
        override(rows.stored, lambda original: lambda call, client, fields: original(call, client, raw(fields, sent)))
        override(kept.stored, lambda original: lambda call, fields: original(call, raw(fields, call.body)))
