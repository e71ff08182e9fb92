"""A login that also starts a browser session."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant
from conformance.sandbox.operations import Handler


class LoginSetsCookies(Variant):
    """Set-Cookie for both tokens beside the body."""

    id = "login-sets-cookies"
    sentence = "POST /auth sets the cookies accessToken and idToken as well."
    requirements = ("LG-AUTH-027", "LG-AUTH-035", "LG-AUTH-039", "LG-PRIO-001")

    def apply(self, application: Application) -> None:
        """Add the headers to a successful login."""

        def with_cookies(handler: Handler) -> Handler:
            def login(call: Call) -> Answer:
                answer = handler(call)
                tokens = answer.body.get("tokens") if isinstance(answer.body, dict) else None
                if isinstance(tokens, dict):
                    answer.headers += [
                        (b"set-cookie", f"{name}={tokens[name]}; Path=/; HttpOnly; SameSite=Lax".encode())
                        for name in ("accessToken", "idToken")
                    ]
                return answer

            return login

        application.wrap("login", with_cookies)
