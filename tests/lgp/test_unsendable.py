"""What HTTP cannot send is told by the name of its header, never by its value."""

import pytest

from conformance.errors import Unsendable
from conformance.exchange import Request
from conformance.transport import HttpTransport
from tests.engine.sockets import Loopback, always, http


@pytest.mark.parametrize("value", ["hidden\r", "hidden\nvalue", "hidden\x00", "hidden\ud800"])
def test_a_header_that_cannot_be_sent_is_named_without_its_value(value: str) -> None:
    transport = HttpTransport()
    with Loopback(always(http())) as server, pytest.raises(Unsendable) as error:
        transport.send(Request("GET", f"{server.url}/", (("x-api-key", value),)), within=5.0)
    transport.close()
    assert str(error.value) == "a request cannot be sent: HTTP has no such value for x-api-key"
