"""States of runs in other words."""

from conformance.sandbox.application import Application
from conformance.sandbox.deviation import Variant, override
from conformance.sandbox.resources.tasks import Tasks
from conformance.sandbox.runs import COMPLETED, EXECUTING, FAILED, QUEUED

WORDS = {QUEUED: "delayed", EXECUTING: "reattempting", COMPLETED: "completed_successfully", FAILED: "system_failure"}


class TasksOtherWords(Variant):
    """The list of states is open, and its case is free."""

    id = "tasks-other-words"
    sentence = "Runs are delayed, reattempting, completed_successfully or system_failure, in lower case."
    requirements = ("LG-TASK-004", "LG-TASK-005", "LG-TASK-006", "LG-TASK-008", "LG-INT-029")

    def apply(self, application: Application) -> None:
        """Translate."""
        override(application.resource(Tasks).state, lambda original: lambda run: WORDS[original(run)])
