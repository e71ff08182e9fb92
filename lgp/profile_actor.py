"""Who `lgp` acts as with a profile: its actor, whose login is judged as that of `lgp auth`."""

from conformance.actors import Actor
from conformance.exchange import Exchange, Purpose
from conformance.lgp.refusals import NO_LOGIN, ApiRefused, not_admitted

_BY_ACTOR = 401
"""The refusal that the actor itself tells, by its name."""


class ProfileActor(Actor):
    """An actor of a profile: what the API refuses its login by is a no, whatever else is answered decides nothing."""

    def login(self, purpose: Purpose = "login", *, paced: bool = True) -> Exchange:
        """The exchange of a login that was not refused; ApiRefused or LoginUndecided, by the rule of `not_admitted`.

        ApiRefused bears no status, lest it be taken for the answer to what the login was for.
        """
        answer = super().login(purpose, paced=paced)
        if answer.succeeded:
            return answer
        error = not_admitted(answer, self._redactor, NO_LOGIN)
        if not isinstance(error, ApiRefused):
            raise error
        if error.status != _BY_ACTOR:
            raise ApiRefused(error.message, error.remedy)
        return answer
