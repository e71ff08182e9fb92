"""From the bytes of a body to a JSON object."""

import orjson

from conformance.sandbox.call import Call
from conformance.sandbox.errors import InvalidFormat, PayloadTooLarge, UnsupportedMediaType
from conformance.sandbox.operations import BodyRule
from conformance.sandbox.values import Object

UTF8 = ("", "utf-8", "utf8")


class Parsing:
    """Reads bodies. A body without a Content-Type is taken for JSON; repeated keys keep their last value."""

    def body(self, call: Call, rule: BodyRule) -> Object:
        """The JSON object that the operation takes.

        Raises PayloadTooLarge, UnsupportedMediaType or InvalidFormat; an operation without a body ignores one.
        """
        if call.too_large:
            raise PayloadTooLarge("The body is too large.")
        if rule == "none" or (rule == "optional" and not call.raw.strip()):
            return {}
        self.check_media_type(call)
        try:
            value = orjson.loads(call.raw)
        except orjson.JSONDecodeError as error:
            raise InvalidFormat("The body is not valid JSON.", str(error)) from error
        if not isinstance(value, dict):
            raise InvalidFormat("The body must be a JSON object.")
        return value

    def check_media_type(self, call: Call) -> None:
        """Refuse a body that says it is not JSON in UTF-8."""
        content_type = call.header(b"content-type")
        if content_type is None:
            return
        essence, *parameters = (part.strip().lower() for part in content_type.split(";"))
        pairs = (parameter.partition("=") for parameter in parameters)
        charset = next((value.strip('" ') for name, _, value in pairs if name.strip() == "charset"), "")
        is_json = essence in ("", "application/json") or (
            essence.startswith("application/") and essence.endswith("+json")
        )
        if not is_json or charset not in UTF8:
            raise UnsupportedMediaType("The body must be JSON in UTF-8.", {"contentType": content_type})
