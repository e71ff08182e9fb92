"""Batches whose account and deeds differ, or where one row decides about others."""

from collections.abc import Callable

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.call import created as answered
from conformance.sandbox.deviation import Defect, override
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.values import Json, Object


class OneBadRowSinksBatch(Defect):
    """All or nothing, without saying so."""

    id = "one-bad-row-sinks-batch"
    sentence = "A batch POST /leads with one bad row answers 201 and skips every row."
    faults = ("F32",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-033"
    advisory = True

    def apply(self, application: Application) -> None:
        """Undo the others where one was skipped."""
        batches = application.resource(Leads).batches

        def create(call: Call, sent: list[Json]) -> Answer:
            application.store.execute("SAVEPOINT batch")
            answer = original(call, sent)
            spoilt = isinstance(answer.body, dict) and answer.body["skipped"]
            if spoilt:
                application.store.execute("ROLLBACK TO batch")
            application.store.execute("RELEASE batch")
            names: list[Json] = [batches.named(entry, "email", index) for index, entry in enumerate(sent)]
            return answered(created=0, skipped=names) if spoilt else answer

        original = batches.create
        override(batches.create, lambda _: create)


class CreatedCountsSkipped(Defect):
    """`created` is the number sent."""

    id = "created-counts-skipped"
    sentence = "created of a batch POST /leads is the number of rows sent, skipped ones included."
    faults = ("F32",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-028"

    def apply(self, application: Application) -> None:
        """Count what came."""
        _answer(application, lambda _, sent: {"created": len(sent)})


class SkippedLeftOut(Defect):
    """Nobody learns which rows were skipped."""

    id = "skipped-left-out"
    sentence = "skipped of a batch POST /leads is empty whatever was skipped."
    faults = ("F32",)
    operations = ("createLeads",)
    requirement = "LG-LEAD-030"
    advisory = True

    def apply(self, application: Application) -> None:
        """Empty the list."""
        _answer(application, lambda *_: {"skipped": []})


class SkippedAsNumbers(Defect):
    """Rows are named by where they stood."""

    id = "skipped-as-numbers"
    sentence = "skipped of a batch POST /leads holds the numbers of rows instead of e-mails."
    faults = ("F32", "F53")
    operations = ("createLeads",)
    requirement = "LG-LEAD-031"

    def apply(self, application: Application) -> None:
        """Number the rows."""
        _answer(application, lambda skipped, _: {"skipped": list(range(len(skipped)))})


class BatchUpdatesFirstAlone(Defect):
    """The loop ends after its first round."""

    id = "lead-batch-updates-first-alone"
    sentence = "A batch PUT of /leads counts all its rows and changes the first."
    faults = ("F32", "F26")
    operations = ("updateLeads",)
    requirement = "LG-LEAD-045"

    def apply(self, application: Application) -> None:
        """Do the first and count the others."""
        batches = application.resource(Leads).batches

        def update(call: Call, sent: list[Json]) -> Answer:
            answer = original(call, sent[:1])
            if isinstance(answer.body, dict):
                answer.body["updated"] = len(sent)
            return answer

        original = batches.update
        override(batches.update, lambda _: update)


class DuplicateLeadTaken(Defect):
    """Nobody looks for the e-mail."""

    id = "duplicate-lead-taken"
    sentence = "A second lead of one client with the same e-mail is stored beside the first."
    faults = ("F35", "F52")
    operations = ("createLeads",)
    requirement = "LG-LEAD-018"
    advisory = True

    def apply(self, application: Application) -> None:
        """Find no e-mail anywhere."""
        override(
            application.resource(Leads).rows.has_email,
            lambda _: lambda sibling, email: False,  # noqa: ARG005  # as the original
        )


def _answer(application: Application, changed: Callable[[list[Json], list[Json]], Object]) -> None:
    """Let `changed(skipped, sent)` alter the body of what a batch create answers."""

    def create(call: Call, sent: list[Json]) -> Answer:
        answer = original(call, sent)
        if isinstance(answer.body, dict) and isinstance(skipped := answer.body["skipped"], list):
            answer.body.update(changed(skipped, sent))
        return answer

    batches = application.resource(Leads).batches
    original = batches.create
    override(batches.create, lambda _: create)
