"""Another name for the next cursor."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant
from conformance.sandbox.operations import Handler


class SearchNextCursor(Variant):
    """`nextCursor`, and nothing at all on the last page."""

    id = "search-next-cursor"
    sentence = "GET /search-history gives the next cursor as nextCursor instead of nextToken."
    requirements = ("LG-PAGE-007", "LG-PAGE-006", "LG-PAGE-008", "LG-PAGE-009", "LG-PAGE-010")

    def apply(self, application: Application) -> None:
        """Rename it in the answer."""

        def renamed(handler: Handler) -> Handler:
            def list_searches(call: Call) -> Answer:
                answer = handler(call)
                if isinstance(answer.body, dict) and (token := answer.body.pop("nextToken")):
                    answer.body["nextCursor"] = token
                return answer

            return list_searches

        application.wrap("listSearchHistory", renamed)
