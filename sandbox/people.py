"""The ground the rest of the world stands on: accounts, subreddits, their moderators, ids, and who is told of what."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping

from sandbox.clock import VirtualClock
from sandbox.things import Event, ModAction, RemovalReason, Subreddit, User

# What a moderator can be allowed to do, as Reddit names it; "all" stands for every one of them.
PERMISSIONS = frozenset({"access", "chat_config", "chat_operator", "config", "flair", "mail", "posts", "wiki"})
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class WorldError(Exception):
    """What Reddit would refuse, with Reddit's own code for it (`DELETED_COMMENT`, `FORBIDDEN`, ...)."""

    def __init__(self, code: str, message: str, *, field: str | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.field = field


def base36(number: int) -> str:
    """The number as Reddit writes its ids."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


class People:
    """Accounts, subreddits and moderators. Names are found whatever their case."""

    def __init__(self, clock: VirtualClock, rng: random.Random) -> None:
        self.clock = clock
        self.rng = rng
        self.users: dict[str, User] = {}
        self.subreddits: dict[str, Subreddit] = {}
        self._logs: dict[str, list[ModAction]] = {}
        self._listeners: list[Callable[[Event], None]] = []
        self._next_id: dict[str, int] = {}

    def now(self) -> float:
        """The virtual time, in seconds since the epoch."""
        return self.clock.now()

    def subscribe(self, callback: Callable[[Event], None]) -> Callable[[], None]:
        """Have `callback` told of every event, at once and in the same call; returns what ends that."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def add_user(self, name: str, *, password: str | None = None) -> User:
        """A new account; without a password nobody can log in to it."""
        if name.lower() in self.users:
            raise WorldError("USERNAME_TAKEN", "that username is already taken", field="user")
        user = User(id=self._new_id("t2"), name=name, created=self.now(), password=password)
        self.users[name.lower()] = user
        return user

    def user(self, name: str) -> User | None:
        """The account of that name, unless it does not exist or was deleted."""
        user = self.users.get(name.lower())
        return None if user is None or user.deleted else user

    def existing_user(self, name: str) -> User:
        """The account of that name, or the error Reddit answers with."""
        if (user := self.user(name)) is None:
            raise WorldError("USER_DOESNT_EXIST", "that user doesn't exist", field="to")
        return user

    def add_subreddit(
        self, name: str, *, moderators: Mapping[str, Iterable[str]], score_hide_mins: int = 0
    ) -> Subreddit:
        """A new community with its moderators and what each may do; their accounts must exist."""
        subreddit = Subreddit(
            id=self._new_id("t5"),
            name=name,
            created=self.now(),
            score_hide_mins=score_hide_mins,
            public_description=f"A place to talk and to listen: r/{name}",
        )
        for title in ("Unhelpful or harmful advice", "Be kind", "Off topic"):
            reason = RemovalReason(self._new_id("reason"), title, f"Removed under the rule: {title}.")
            subreddit.removal_reasons[reason.id] = reason
        self.subreddits[name.lower()] = subreddit
        self._logs[name.lower()] = []
        for moderator, permissions in moderators.items():
            self.set_moderator(name, moderator, permissions)
        return subreddit

    def subreddit(self, name: str) -> Subreddit:
        """The community of that name; `WorldError` SUBREDDIT_NOEXIST where there is none."""
        try:
            return self.subreddits[name.lower()]
        except KeyError:
            raise WorldError("SUBREDDIT_NOEXIST", "that subreddit doesn't exist", field="sr") from None

    def set_moderator(self, subreddit: str, name: str, permissions: Iterable[str] | None) -> None:
        """Give these permissions (`{"all"}`, or some of mail, posts, wiki, ...), or with None take the place away."""
        community, user = self.subreddit(subreddit), self.existing_user(name)
        if permissions is None:
            community.moderators.pop(user.name, None)
            self._note_action(subreddit, "removemoderator", user.name, author=user.name)
            return
        granted = set(permissions)
        if unknown := granted - PERMISSIONS - {"all"}:
            raise ValueError(f"no such moderator permission: {', '.join(sorted(unknown))}")
        action = "setpermissions" if user.name in community.moderators else "acceptmoderatorinvite"
        community.moderators[user.name] = granted
        self._note_action(subreddit, action, user.name, author=user.name, details=",".join(sorted(granted)))

    def is_moderator(self, subreddit: str, name: str, permission: str | None = None) -> bool:
        """Whether they moderate there, and may do this."""
        community, user = self.subreddits.get(subreddit.lower()), self.user(name)
        if community is None or user is None or (granted := community.moderators.get(user.name)) is None:
            return False
        return permission is None or "all" in granted or permission in granted

    def require_moderator(self, subreddit: str, name: str, permission: str) -> None:
        """Raise FORBIDDEN unless they moderate there with that permission."""
        if not self.is_moderator(subreddit, name, permission):
            raise WorldError("FORBIDDEN", f"r/{subreddit} gives no {permission} permission to this account")

    def mod_log(self, subreddit: str) -> list[ModAction]:
        """What moderators did there, newest first."""
        self.subreddit(subreddit)
        return self._logs[subreddit.lower()][::-1]

    def _note_action(
        self, subreddit: str, action: str, moderator: str, *, target: str = "", author: str = "", details: str = ""
    ) -> None:
        entry = ModAction(
            id=f"ModAction_{self._new_id('ModAction')}",
            action=action,
            moderator=moderator,
            target_fullname=target or None,
            target_author=author or None,
            created=self.now(),
            details=details,
        )
        self._logs[subreddit.lower()].append(entry)

    def _tell(self, event: Event) -> None:
        for listener in tuple(self._listeners):
            listener(event)

    def _new_id(self, kind: str) -> str:
        number = self._next_id.get(kind, 36**4 * 10)  # long enough to look like an id
        self._next_id[kind] = number + 1
        return base36(number)
