"""Who there is: users with their passwords and API keys, companies, and who belongs to which."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from conformance.sandbox.call import CredentialKind, Principal
from conformance.sandbox.filters import Filter
from conformance.sandbox.records import Record, Records
from conformance.sandbox.store import Store
from conformance.sandbox.tables import Table
from conformance.sandbox.values import Object

USERS = Table(
    "users",
    columns=("username", "email", "password_hash", "tier", "platform_admin"),
    unique=(("username",), ("email",)),
    lagging=False,
)
COMPANIES = Table("companies", lagging=False)
API_KEYS = Table("api_keys", columns=("digest",), unique=(("digest",),), lagging=False)
KEY_PREFIX = "lgp_"
ROUNDS = 1000


@dataclass(frozen=True, slots=True)
class User:
    """A person who can log in."""

    sub: str
    username: str
    email: str
    tier: str
    platform_admin: bool


class Identity:
    """Users, companies, memberships and API keys."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.users = Records(store, USERS)
        self.companies = Records(store, COMPANIES)
        self.api_keys = Records(store, API_KEYS)
        store.execute(
            "CREATE TABLE IF NOT EXISTS members (owner TEXT PRIMARY KEY, company_id TEXT NOT NULL, role TEXT NOT NULL) "
            "WITHOUT ROWID"
        )
        store.execute("CREATE INDEX IF NOT EXISTS members_by_company ON members (company_id)")

    # Users

    def add_user(
        self, *, sub: str, username: str, email: str, password: str, tier: str, platform_admin: bool, at: str, salt: str
    ) -> None:
        """Register somebody, without a company yet. `sub` is the UUID that owns what this user makes."""
        self.users.insert(
            id=sub,
            company_id="",
            owner=sub,
            fields={},
            at=at,
            username=username,
            email=email.lower(),
            password_hash=self.hashed(password, salt),
            tier=tier,
            platform_admin=int(platform_admin),
        )

    def logged_in(self, name: str, password: str) -> User | None:
        """The user of that username or e-mail address (in any case), if the password is right."""
        record = self.users.find(Filter().where("username = ? OR email = ?", name, name.lower()))
        if record is None or not self.password_matches(record, password):
            return None
        return self.user(record)

    def password_matches(self, record: Record, password: str) -> bool:
        """Whether this is the user's password."""
        known = str(record.columns["password_hash"])
        return hmac.compare_digest(known, self.hashed(password, known.partition("$")[0]))

    def hashed(self, password: str, salt: str) -> str:
        """`salt$hash` of a password."""
        # Few rounds: these passwords are drawn, guard nothing, and forty of them are hashed at the first start.
        digest = hashlib.pbkdf2_hmac("sha256", password.encode("utf-8", "replace"), salt.encode(), ROUNDS)
        return f"{salt}${digest.hex()}"

    def user_of(self, sub: str) -> User | None:
        """The user of that `sub`."""
        record = self.users.get(sub)
        return self.user(record) if record else None

    def user(self, record: Record) -> User:
        """A stored user."""
        columns = record.columns
        return User(
            record.id,
            str(columns["username"]),
            str(columns["email"]),
            str(columns["tier"]),
            bool(columns["platform_admin"]),
        )

    # Companies

    def add_company(self, *, id: str, name: str, owner: str, at: str | None = None) -> Record:
        """Found a company; its owner becomes a member with the role Owner."""
        record = self.companies.insert(id=id, company_id=id, owner=owner, fields={"name": name}, at=at)
        self.add_member(id, owner, "Owner")
        return record

    def add_member(self, company_id: str, owner: str, role: str) -> None:
        """Let somebody without a company join one as Owner, Admin or Member."""
        self.store.execute("INSERT INTO members VALUES (?, ?, ?)", (owner, company_id, role))

    def membership(self, owner: str) -> tuple[str, str] | None:
        """The company id and role of a user, or None."""
        row = self.store.one("SELECT company_id, role FROM members WHERE owner = ?", (owner,))
        return (row[0], row[1]) if row else None

    # API keys

    def add_api_key(self, *, owner: str, company_id: str, fields: Object, key: str | None = None) -> tuple[str, Record]:
        """Make an API key (or store the given one) and return it with its record; only its digest is stored."""
        key = key or self.new_key()
        record = self.api_keys.insert(company_id=company_id, owner=owner, fields=fields, digest=self.key_digest(key))
        return key, record

    def new_key(self) -> str:
        """A fresh key."""
        return KEY_PREFIX + secrets.token_hex(24)

    def key_owner(self, key: str) -> str | None:
        """Whose key this is, or None."""
        row = self.store.one("SELECT owner FROM api_keys WHERE digest = ?", (self.key_digest(key),))
        return str(row[0]) if row else None

    def key_digest(self, key: str) -> str:
        """What is stored of a key."""
        return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()

    # Principals

    def principal(self, owner: str, kind: CredentialKind, *, platform_admin: bool) -> Principal | None:
        """The caller with this `sub`: tier and membership as they are now; None for a user that does not exist."""
        row = self.store.one(
            "SELECT users.tier, members.company_id, members.role FROM users "
            "LEFT JOIN members ON members.owner = users.id WHERE users.id = ?",
            (owner,),
        )
        if row is None:
            return None
        tier, company_id, role = row
        return Principal(
            owner,
            company_id,
            role,
            tier,
            platform_admin,
            kind,
        )
