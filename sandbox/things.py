"""What the sandbox is made of: people, subreddits, posts, replies, messages, modmail and wiki pages.

Plain mutable records. `World` is the only one to change them; everybody else reads.
"""

from __future__ import annotations

from dataclasses import dataclass, field

DAY_S = 86_400


@dataclass(slots=True, eq=False)
class User:
    """One account. `deleted` ones keep their record, so that nobody can take the name again."""

    id: str
    name: str
    created: float
    password: str | None = None
    deleted: bool = False
    accepts_messages: bool = True

    @property
    def fullname(self) -> str:
        """`t2_…`."""
        return f"t2_{self.id}"


@dataclass(slots=True, eq=False)
class RemovalReason:
    """One of a subreddit's prepared explanations for a removal."""

    id: str
    title: str
    message: str


@dataclass(slots=True, eq=False)
class Subreddit:
    """One community. `moderators` maps a name to its permissions: `{"all"}` or some of mail, posts, wiki, ..."""

    id: str
    name: str
    created: float
    score_hide_mins: int = 0
    moderators: dict[str, set[str]] = field(default_factory=dict)
    public_description: str = ""
    removal_reasons: dict[str, RemovalReason] = field(default_factory=dict)
    muted: set[str] = field(default_factory=set)

    @property
    def fullname(self) -> str:
        """`t5_…`."""
        return f"t5_{self.id}"


@dataclass(slots=True, eq=False, kw_only=True)
class Content:
    """What posts and replies have in common.

    `author` is None once the account is gone. After the author's own deletion the record still knows who it was and
    what it said (the truth needs that); the pages and the API show `[deleted]`.
    """

    id36: str
    subreddit: str
    author: str | None
    created: float
    votes: dict[str, int] = field(default_factory=dict, repr=False)
    score: int = 1
    edited: float | None = None
    deleted: bool = False
    removed_by: str | None = None
    removed_at: float | None = None
    removal_note: str = ""
    approved_by: str | None = None
    approved_at: float | None = None
    locked: bool = False
    reports: list[tuple[str, str]] = field(default_factory=list)
    mod_reports: list[tuple[str, str]] = field(default_factory=list)

    @property
    def fullname(self) -> str:
        """The kind and the id, as Reddit joins them."""
        raise NotImplementedError

    @property
    def is_gone(self) -> bool:
        """Deleted by its author or removed by a moderator."""
        return self.deleted or self.removed_by is not None


@dataclass(slots=True, eq=False, kw_only=True)
class Submission(Content):
    """A post."""

    title: str
    selftext: str
    num_comments: int = 0

    @property
    def fullname(self) -> str:
        """`t3_…`."""
        return f"t3_{self.id36}"


@dataclass(slots=True, eq=False, kw_only=True)
class Comment(Content):
    """A reply: to the post itself, or to another reply under it."""

    submission: Submission = field(repr=False)
    parent_fullname: str
    body: str

    @property
    def fullname(self) -> str:
        """`t1_…`."""
        return f"t1_{self.id36}"


@dataclass(slots=True, eq=False)
class Message:
    """One private message, which since 2025 is a line in a chat room of two.

    `first_message` and `parent` are fullnames, None for the line that opened the room.
    """

    id: str
    author: str
    dest: str
    subject: str
    body: str
    created: float
    new: bool = True
    first_message: str | None = None
    parent: str | None = None

    @property
    def fullname(self) -> str:
        """`t4_…`."""
        return f"t4_{self.id}"


@dataclass(slots=True, eq=False)
class ConversationMessage:
    """One entry of a modmail conversation; `is_internal` ones are for moderators only."""

    id: str
    author: str
    body_markdown: str
    created: float
    is_internal: bool = False
    is_author_hidden: bool = False


@dataclass(slots=True, eq=False)
class ConversationAction:
    """Something moderators did to a conversation, shown between its messages. `kind` is Reddit's action type id."""

    id: str
    author: str
    kind: int
    created: float


# The three states a conversation can be in, as Reddit numbers them.
NEW, IN_PROGRESS, ARCHIVED = 0, 1, 2


@dataclass(slots=True, eq=False)
class Conversation:
    """One modmail conversation. `participant` is the person outside the team, None among moderators."""

    id: str
    subreddit: str
    subject: str
    participant: str | None
    is_internal: bool
    state: int
    last_updated: float
    last_user_update: float | None = None
    last_mod_update: float | None = None
    is_highlighted: bool = False
    messages: list[ConversationMessage] = field(default_factory=list)
    actions: list[ConversationAction] = field(default_factory=list)
    unread_for: set[str] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class Revision:
    """One version of a wiki page."""

    id: str
    author: str
    content: str
    created: float
    reason: str = ""

    @property
    def fullname(self) -> str:
        """What an anchor in the list of versions calls it."""
        return self.id


# Who may read and edit a wiki page, as Reddit numbers it.
FOLLOW_WIKI_SETTINGS, APPROVED_EDITORS_ONLY, MODERATORS_ONLY = 0, 1, 2


@dataclass(slots=True, eq=False)
class WikiPage:
    """One wiki page with all its versions, oldest first. `permlevel` 2: moderators only, to read and to edit."""

    name: str
    revisions: list[Revision] = field(default_factory=list)
    permlevel: int = FOLLOW_WIKI_SETTINGS
    listed: bool = True

    @property
    def content(self) -> str:
        """What the page says now."""
        return self.revisions[-1].content if self.revisions else ""


@dataclass(slots=True, eq=False)
class ModAction:
    """One line of a subreddit's moderation log."""

    id: str
    action: str
    moderator: str
    target_fullname: str | None
    target_author: str | None
    created: float
    details: str = ""
    description: str = ""

    @property
    def fullname(self) -> str:
        """What an anchor in the log calls it."""
        return self.id


@dataclass(slots=True, eq=False)
class ModNote:
    """What a moderator noted about a user, for the other moderators."""

    id: str
    operator: str
    subreddit: str
    user: str
    created: float
    note: str
    label: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the world, told to everybody who subscribed.

    `kind` is one of submission, comment, edit, delete, remove, approve, message, modmail; `thing` is what it happened
    to (for modmail the conversation, whose last message is the news).
    """

    kind: str
    thing: Submission | Comment | Message | Conversation
