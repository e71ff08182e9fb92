"""Batches that are refused whole, or told more exactly."""

from conformance.sandbox.application import Application
from conformance.sandbox.call import Answer, Call
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.errors import NotFound, PayloadTooLarge
from conformance.sandbox.operations import Handler
from conformance.sandbox.resources.leads import Leads
from conformance.sandbox.resources.leads_batches import MAXIMUM
from conformance.sandbox.values import Json


class LargeBatchesAre413(Variant):
    """Too many rows are too large a body."""

    id = "large-batches-are-413"
    sentence = "A batch of more than 500 rows or ids gets 413 instead of 400."
    requirements = ("LG-LEAD-034", "LG-LEAD-021")

    def apply(self, application: Application) -> None:
        """Count before anything else."""

        def counting(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                for name in ("leads", "ids"):
                    sent = call.body.get(name)
                    if isinstance(sent, list) and len(sent) > MAXIMUM:
                        raise PayloadTooLarge("Split the batch.", {"field": name, "most": MAXIMUM})
                return handler(call)

            return answered

        for operation_id in ("createLeads", "updateLeads", "deleteLeads"):
            application.wrap(operation_id, counting)


class MixedBatchesAre404(Variant):
    """One id that is not the caller's refuses the batch."""

    id = "mixed-batches-are-404"
    sentence = "A batch PUT or DELETE /leads with an id that is unknown or foreign gets 404 and changes nothing."
    requirements = ("LG-ISO-010", "LG-ISO-011", "LG-ISO-027", "LG-LEAD-043")

    def apply(self, application: Application) -> None:
        """Raise where a row would be skipped, which undoes the others."""
        batches = application.resource(Leads).batches

        def whole(answer: Answer) -> Answer:
            if isinstance(answer.body, dict) and answer.body["skipped"]:
                raise NotFound("Some of these leads are not there.", answer.body["skipped"])
            return answer

        def update(call: Call, sent: list[Json]) -> Answer:
            return whole(updated(call, sent))

        def delete(call: Call, ids: list[str]) -> Answer:
            return whole(deleted(call, ids))

        updated, deleted = batches.update, batches.delete
        override(batches.update, lambda _: update)
        override(batches.delete, lambda _: delete)


class RepeatedIdsCountOnce(Variant):
    """A set of ids."""

    id = "repeated-ids-count-once"
    sentence = "An id that a batch DELETE /leads names twice is counted once and not skipped."
    requirements = ("LG-LEAD-043", "LG-LEAD-049", "LG-ISO-010")

    def apply(self, application: Application) -> None:
        """Take each id once."""
        batches = application.resource(Leads).batches
        override(batches.delete, lambda original: lambda call, ids: original(call, list(dict.fromkeys(ids))))


class UpdatesMayRepeatEmails(Variant):
    """Duplicates are looked for where leads are made."""

    id = "updates-may-repeat-e-mails"
    sentence = "A lead may be updated to the e-mail of another lead of its client."
    requirements = ("LG-LEAD-018", "LG-LEAD-037")

    def apply(self, application: Application) -> None:
        """Look for duplicates at creation alone."""
        rows = application.resource(Leads).rows
        override(rows.check_unique_still, lambda _: lambda record, changes: None)  # noqa: ARG005  # as the original


class SkippedInAnotherOrder(Variant):
    """What was skipped is a set."""

    id = "skipped-in-another-order"
    sentence = "A batch names what it skipped from the last to the first."
    requirements = ("LG-LEAD-031", "LG-LEAD-033", "LG-LEAD-043", "LG-ISO-010", "LG-ISO-011")

    def apply(self, application: Application) -> None:
        """Turn the list round."""

        def turned(handler: Handler) -> Handler:
            def answered(call: Call) -> Answer:
                answer = handler(call)
                skipped = answer.body.get("skipped") if isinstance(answer.body, dict) else None
                if isinstance(skipped, list):
                    skipped.reverse()
                return answer

            return answered

        for operation_id in ("createLeads", "updateLeads", "deleteLeads"):
            application.wrap(operation_id, turned)
