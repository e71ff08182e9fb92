"""Internals: what an error shows of the service, and what is an echo or a user's own."""

import pytest

from conformance.expectations import Judgement
from tests.checks.exchanges import Sent, answered, error, judged, success, verdict

INTERNALS = "LG-ENV-013"

INSIDE = {
    "Python": "Traceback (most recent call last):",
    "a Python frame": 'File "/srv/api/leads.py", line 81, in create',
    "JavaScript": "TypeError: x is undefined\n    at create (/var/task/src/leads.js:10:5)",
    "a bare JavaScript frame": "    at file:///app/dist/index.mjs:3:17",
    "Java": "at com.example.Leads.create(Leads.java:81)",
    "Ruby": "app/leads.rb:81:in `create'",
    "PHP": "#0 /var/www/leads.php(81): create()",
    ".NET": "at Api.Leads.Create() in C:\\api\\Leads.cs:line 81",
    "Go": "goroutine 17 [running]:",
    "a path": "cannot read /usr/src/app/config/settings.js",
    "a package": "in node_modules/express/lib/router.js",
    "a query": 'SELECT "id", "owner" FROM leads WHERE id = ?',
    "an insert": "INSERT INTO leads (id, owner) VALUES (?, ?)",
    "a constraint": "UNIQUE constraint failed: leads.email",
    "a driver": "psycopg2.errors.UniqueViolationError",
    "an expression": "Invalid KeyConditionExpression",
    "a cloud key": "AKIAIOSFODNN7EXAMPLE",
    "a private key": "-----BEGIN RSA PRIVATE KEY-----",
    "a JavaScript frame of the runtime": "at Module._compile (node:internal/modules/cjs/loader:1105:14)",
    "a TypeScript frame": "at async create (/srv/api/leads.tsx:10:5)",
    "a Java frame of the machine": "at sun.reflect.NativeMethodAccessorImpl.invoke0(Native Method)",
    "a Kotlin frame": "at com.example.Leads$create.invoke(Leads.kt:81)",
    "a PHP trace": "Stack trace:\n#0 leads",
    "a path after a word": "file=/home/app/leads.py",
    "a path in brackets": "(/Users/ann/leads.go)",
    "a Python package": "in site-packages/starlette/routing.py",
    "a package of the system": "in dist-packages/yaml",
    "an insert into quoted names": 'INSERT INTO "leads"("id") VALUES (1)',
    "an update": "UPDATE leads SET owner = 1",
    "a deletion": "DELETE FROM leads WHERE id = 1",
    "a state of the database": "SQLSTATE 23505",
    "an error of Oracle": "ORA-00001: unique",
    "a driver of SQLite": "sqlite3.OperationalError",
    "a layer above the driver": "sqlalchemy.exc.IntegrityException",
    "an error of Prisma": "PrismaClientKnownRequestError",
    "an error of Sequelize": "SequelizeUniqueConstraintError",
    "an error of TypeORM": "QueryFailedError",
    "a constraint on null": "NOT NULL constraint failed: leads.email",
    "a constraint of Postgres": "violates foreign key constraint",
    "a syntax error of Postgres": 'syntax error at or near "FROM"',
    "a syntax error of MySQL": "You have an error in your SQL syntax",
    "a filter expression": "Invalid FilterExpression",
    "names of an expression": "ExpressionAttributeNames contains",
    "a passing cloud key": "ASIAIOSFODNN7EXAMPLE",
    "a Google key": "AIza" + "x" * 35,
    "a payment key": "sk_live_0123456789abcdef",
    "a model's key": "sk-0123456789abcdef0123456789abcdef",
    "a plain private key": "-----BEGIN PRIVATE KEY-----",
}


@pytest.mark.parametrize("text", INSIDE.values(), ids=INSIDE)
def test_internals_in_an_error_are_found_unless_the_request_sent_them(text: str) -> None:
    body = error(details={"stack": [text]})
    assert verdict(INTERNALS, answered("createLeads", 400, body)) is False
    assert verdict(INTERNALS, answered("createLeads", 400, text.encode())) is False
    assert verdict(INTERNALS, answered("createLeads", 400, body, sent=Sent(body={"notes": f"<{text}>"}))) is True


def test_internals_are_found_beside_bytes_that_are_no_text() -> None:
    assert verdict(INTERNALS, answered("createLeads", 500, b"\xff\xfe Traceback (most recent call last):")) is False


def test_bytes_that_are_no_text_are_no_internals() -> None:
    assert verdict(INTERNALS, answered("createLeads", 500, b"\xff\xfe")) is True


SELECT, SELECT_ALL = "SELECT id FROM leads", "SELECT all FROM leads"


@pytest.mark.parametrize(
    "sent",
    [
        Sent(query="q=SELECT%20id%20FROM%20leads"),
        Sent(query="q=SELECT+id+FROM+leads"),
        Sent(query="q=SELECT id FROM leads"),
        Sent(headers=(("X-Note", f"<{SELECT}>"),)),
        Sent(body=f"<{SELECT}>".encode()),
        Sent(body=b"\xff" + SELECT.encode()),
        Sent(body=[{f"<{SELECT}>": 1}]),
        Sent(body=b'"SELECT id \\u0046ROM leads"'),
        Sent(body=b'{"SELECT id \\u0046ROM leads": 1}'),
    ],
    ids=["encoded", "with plus", "plain", "header", "body", "odd bytes", "name", "escaped", "escaped name"],
)
def test_what_the_request_sent_in_any_way_is_no_internal(sent: Sent) -> None:
    assert verdict(INTERNALS, answered("createLeads", 400, error(details=SELECT), sent=sent)) is True
    assert verdict(INTERNALS, answered("createLeads", 400, error(details=SELECT_ALL), sent=sent)) is False


def test_internals_are_looked_for_in_the_beginning_of_a_long_text() -> None:
    found = [
        verdict(INTERNALS, answered("createLeads", 400, error(details=["x" * length, SELECT])))
        for length in (190_000, 200_000)
    ]
    assert found == [False, True]


def test_what_was_sent_hides_no_internals_beside_it() -> None:
    both = error(details={SELECT: ["x", {"y": SELECT_ALL}]})
    found = judged(INTERNALS, answered("createLeads", 400, both, sent=Sent(body=SELECT)))
    assert found is not None
    assert found.actual == "a database statement: SELECT all FROM l"


def test_internals_are_found_in_the_names_of_properties_and_quoted_in_their_order() -> None:
    body = error(details={"SELECT one FROM leads": ["SELECT two FROM leads"]}, recommendation="SELECT three FROM leads")
    found = judged(INTERNALS, answered("createLeads", 400, body))
    assert found == Judgement(
        False,
        "no stack trace, source path, database statement or key of the service",
        "a database statement: SELECT one FROM l",
    )


HARMLESS = [
    "Select a client from the list, and update its settings.",
    "limit must be at most 1000, look at /api/clients",
    "The meeting is at 10:15:00 (see leads.json)",
    "https://example.com/home/index.js is no LinkedIn URL",
    "Delete from the list what you do not need.",
    "No such lead: 0f7d2c61-5a3e-4b98-8e17-d4c6b2a09f53",
    "Unexpected token } in JSON at position 17",
    "client_id is required",
    "update leads set by set",
    "AKIAIOSFODNN7EXAMPLES",
    "sk_live_0123456789abcde",
    "sk-0123456789abcdef",
    "see /usr/share/doc, and /etc/hosts",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_an_error_says_to_people_is_no_internal(text: str) -> None:
    assert verdict(INTERNALS, answered("createLeads", 400, error(error=text))) is True


def test_what_users_stored_is_theirs_even_a_stack_trace() -> None:
    bug = success("listBugs")["bugs"][0] | {"description": INSIDE["JavaScript"]}
    assert verdict(INTERNALS, answered("listBugs", 200, success("listBugs", bugs=[bug]))) is None


@pytest.mark.parametrize(("text", "expected"), [(INSIDE["Python"], False), ("the address bounced", True)])
def test_the_error_of_a_run_is_the_services_own(text: str, expected: bool) -> None:
    assert verdict(INTERNALS, answered("getTaskStatus", 200, success("getTaskStatus", error=text))) is expected


def test_internals_are_told_by_their_kind_and_quoted_in_short() -> None:
    assert judged(INTERNALS, answered("createLeads", 400, error())) == Judgement(
        True,
        "no stack trace, source path, database statement or key of the service",
        "none",
    )
    long = judged(INTERNALS, answered("createLeads", 400, error(details=f"SELECT {'x' * 200} FROM leads")))
    assert long is not None
    assert long.actual == f"a database statement: SELECT {'x' * 113}"
