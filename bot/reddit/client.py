"""One asyncpraw.Reddit for the whole bot: everything passed explicitly, one login, every failure translated."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpraw

from bot.clock import Clock
from bot.errors import Misconfigured, Refused
from bot.reddit.bucket import TokenBucket
from bot.reddit.failures import CREDENTIALS_FIX, Attempt, translated
from bot.reddit.transport import CountedRequestor, SendOnceSession

CLOSE_TIMEOUT_S = 5.0
SCOPES = frozenset({
    "identity", "read", "privatemessages", "modmail", "modposts", "modnote", "modlog", "report", "wikiread", "wikiedit",
    "modwiki",
})  # fmt: skip
"""What the bot needs, and no more: it never comments, so `submit` is not among them."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who the bot is. Either a password (a "script" app) or a refresh token."""

    username: str
    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)
    password: str | None = field(default=None, repr=False)
    refresh_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Connection:
    """Where Reddit is and how hard we may ask."""

    user_agent: str
    oauth_url: str = "https://oauth.reddit.com"
    reddit_url: str = "https://www.reddit.com"
    timeout_s: float = 16.0
    """Real seconds for one request."""
    requests_per_minute: float = 90.0
    burst: float = 60.0
    """Together with 90 a minute this stays below Reddit's 1000 in ten minutes, even after a quiet hour."""
    write_share: float = 0.2


class RedditClient:
    """asyncpraw's client with our quota, our session and our errors. Make it with `open_client`."""

    def __init__(self, reddit: asyncpraw.Reddit, clock: Clock, bucket: TokenBucket) -> None:
        self.reddit = reddit
        self.clock = clock
        self.bucket = bucket
        self._me = ""

    @property
    def me(self) -> str:
        """The account's name as Reddit writes it; empty before `login`."""
        return self._me

    @property
    def site(self) -> str:
        """Where people read Reddit: what permalinks start with."""
        return str(self.reddit.config.reddit_url).rstrip("/")

    async def login(self) -> None:
        """Prove the credentials with one request. Await it before any task uses the client.

        Raises `Misconfigured` when the credentials are wrong or a scope is missing, `Transient` when Reddit is away.
        """
        try:
            async with self.attempt("logging in"):
                user = await self.reddit.user.me()
                scopes = await self.reddit.auth.scopes()
        except Refused as refused:
            raise Misconfigured(
                f"Reddit has a token for us and no place ({refused.code})", fix=CREDENTIALS_FIX
            ) from refused
        missing = sorted(SCOPES - scopes) if "*" not in scopes else []
        if missing:
            raise Misconfigured(
                f"the token lacks the scopes {' '.join(missing)}",
                fix=f"authorise the app again with: {' '.join(sorted(SCOPES))}",
            )
        assert user is not None
        self._me = str(user.name)

    def attempt(
        self, doing: str, *, subreddit: str = "", fullname: str = "", write: bool = False
    ) -> AbstractAsyncContextManager[None]:
        """A block around calls to asyncpraw in which every failure becomes one of ours and says what was tried."""
        return translated(Attempt(doing, self.clock, subreddit=subreddit, fullname=fullname, write=write))


@asynccontextmanager
async def open_client(credentials: Credentials, connection: Connection, *, clock: Clock) -> AsyncIterator[RedditClient]:
    """A client for the length of the block. Nothing is sent yet: `login` comes next.

    Raises `Misconfigured` when a praw.ini lies in the working directory.
    """
    bucket = TokenBucket(
        clock,
        per_minute=connection.requests_per_minute,
        burst=connection.burst,
        write_share=connection.write_share,
    )
    # asyncpraw reads its own praw.ini from the disk while it is built, which has no business on the event loop.
    reddit = await asyncio.to_thread(_build, credentials, connection, bucket)
    try:
        yield RedditClient(reddit, clock, bucket)
    finally:
        async with asyncio.timeout(CLOSE_TIMEOUT_S):
            await reddit.close()


def refuse_stray_settings() -> None:
    """Raise `Misconfigured` if a praw.ini lies in the working directory: it could send the password elsewhere."""
    stray = Path.cwd() / "praw.ini"
    if stray.exists():
        raise Misconfigured(
            f"{stray} could redirect the bot's credentials", fix="remove it, or start the bot from another folder"
        )


def _build(credentials: Credentials, connection: Connection, bucket: TokenBucket) -> asyncpraw.Reddit:
    refuse_stray_settings()
    reddit = asyncpraw.Reddit(
        "DEFAULT",  # or the environment variable praw_site would choose
        requestor_class=CountedRequestor,
        requestor_kwargs={"bucket": bucket, "timeout_s": connection.timeout_s},
        check_for_updates=False,
        client_id=credentials.client_id,
        client_secret=credentials.client_secret,
        oauth_url=connection.oauth_url.rstrip("/"),
        password=credentials.password,
        ratelimit_seconds=0,  # a RATELIMIT is for the outbox to wait out, in the clock's seconds
        reddit_url=connection.reddit_url.rstrip("/"),
        redirect_uri=None,
        refresh_token=credentials.refresh_token,
        user_agent=connection.user_agent,
        username=credentials.username,
    )
    core = reddit._authorized_core
    if core is None:
        raise Misconfigured("the bot has no password and no refresh token", fix="set one of the two")
    reddit._core = reddit._authorized_core = SendOnceSession(
        authorizer=core.authorizer, window_size=core.rate_limiter.window_size
    )
    return reddit
