"""A real implementation of the LeadGenius Pro API over SQLite, to prove the harness against.

It starts with `python -m conformance.sandbox`. It imports nothing else of the project and reads no reference: the
contract was implemented twice, here and there.

**How a request goes.** `serve` → `application` (one Starlette route a path) → `endpoint` (bytes in, bytes out) →
`dispatch`: due background work (`agenda`), caller (`credentials`, `tokens`, `identity`), budget (`limits`), body
(`parsing`), permission, handler. It runs in one transaction; an `ApiError` undoes everything but the count.

**Adding a resource.** A file in `resources/` with one subclass of `Resource`: nothing else names it. Tables are
`Table`s, got with `self.records(TABLE)` in `__init__`; handlers are methods marked `@operation(id, method, path, …)`
that take a `Call` and give `ok(…)` or `created(…)`, or raise from `errors`. Fields stand in a `FieldTable`; listings go
through `self.pages.page`, and start from `self.access.readable(call)`; reads by id go through `self.access.get` and
`get_to_change`, which give the same 404 for unknown and foreign. `select` and `count` follow `--lag` by themselves,
`get` and `find` never lag. Work for later: `self.agenda.on(kind, effect)` in `__init__`, `self.agenda.enter(…)` in a
handler. `seed` draws first rows. Methods are small, and call each other through `self`, so that one of them can be
overridden alone.

**Adding a defect** (or a variant, which is a behaviour that must be accepted). A file in `defects/` (`variants/`) with
one or more subclasses of `Defect` (`Variant`). `apply(application)` changes one behaviour where a programmer would get
it wrong: `override(application.resource(Clients).remove, lambda original: replacement)` for one method, typed;
`application.wrap("listClients", lambda handler: replacement)` for one handler; `application.operations[id].takes` and
the like for the table itself.
"""
