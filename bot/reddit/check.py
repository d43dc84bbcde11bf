"""`sidelight check`: one look at all that the bot needs of Reddit, in plain synchronous praw, before anything runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import praw
import prawcore
import requests
from praw.exceptions import PRAWException

from bot.errors import Misconfigured
from bot.reddit.client import SCOPES, Connection, Credentials, refuse_stray_settings

NEEDED = ("mail", "posts", "wiki")
"""Moderator permissions: modmail, the report queue and removals, the page with the rules."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One question, its answer, and what a person can do about a no."""

    name: str
    ok: bool
    what_to_do: str = ""


def check(
    credentials: Credentials, connection: Connection, *, subreddits: Iterable[str], rules_page: str
) -> list[CheckResult]:
    """Every check, in order; after a login that fails the others are left out, since they could only fail too.

    Blocks for a few requests: call it from a command, never from the event loop.
    """
    try:
        refuse_stray_settings()
    except Misconfigured as error:
        return [CheckResult("no praw.ini in the working directory", ok=False, what_to_do=str(error))]
    reddit = _reddit(credentials, connection)
    login = _asked("login", lambda: _login(reddit, credentials), to_do="check the credentials and the two addresses")
    results = [CheckResult("no praw.ini in the working directory", ok=True), login]
    if login.ok:
        results.append(_asked("scopes", lambda: _scopes(reddit), to_do="authorise the app again"))
        for name in subreddits:
            results += _subreddit(reddit, name, rules_page)
    return results


def _reddit(credentials: Credentials, connection: Connection) -> praw.Reddit:
    return praw.Reddit(
        "DEFAULT",
        check_for_updates=False,
        client_id=credentials.client_id,
        client_secret=credentials.client_secret,
        oauth_url=connection.oauth_url.rstrip("/"),
        password=credentials.password,
        ratelimit_seconds=0,
        reddit_url=connection.reddit_url.rstrip("/"),
        redirect_uri=None,
        refresh_token=credentials.refresh_token,
        timeout=max(1, round(connection.timeout_s)),
        user_agent=connection.user_agent,
        username=credentials.username,
    )


def _asked(name: str, ask: Callable[[], str], *, to_do: str) -> CheckResult:
    """`ask` gives an empty string for yes, or what is wrong; a refusal or a silence counts as wrong too."""
    try:
        problem = ask()
    except (prawcore.PrawcoreException, PRAWException, requests.RequestException) as error:
        problem = str(error) or type(error).__name__
    return CheckResult(name, ok=not problem, what_to_do=f"{problem}: {to_do}" if problem else "")


def _login(reddit: praw.Reddit, credentials: Credentials) -> str:
    user = reddit.user.me()
    if user is None or str(user).lower() != credentials.username.lower():
        return f"these credentials belong to somebody else than {credentials.username}"
    return ""


def _scopes(reddit: praw.Reddit) -> str:
    scopes = reddit.auth.scopes()
    missing = sorted(SCOPES - scopes) if "*" not in scopes else []
    return f"missing {' '.join(missing)}" if missing else ""


def _subreddit(reddit: praw.Reddit, name: str, rules_page: str) -> Iterator[CheckResult]:
    where = reddit.subreddit(name)
    yield _asked(
        f"r/{name}: moderator permissions",
        lambda: _permissions(reddit, where),
        to_do=f"a moderator of r/{name} can grant them at {reddit.config.reddit_url}/r/{name}/about/moderators",
    )
    yield _asked(
        f"r/{name}: wiki page {rules_page}",
        lambda: _wiki(where, rules_page),
        to_do="turn the wiki on and let the bot, or a moderator, create the page",
    )


def _permissions(reddit: praw.Reddit, where: praw.models.Subreddit) -> str:
    own: set[str] = set()
    for moderator in where.moderator():
        if moderator == reddit.user.me():
            own = set(moderator.mod_permissions)
    if not own:
        return "the bot does not moderate it"
    missing = [one for one in NEEDED if one not in own and "all" not in own]
    return f"missing {' '.join(missing)}" if missing else ""


def _wiki(where: praw.models.Subreddit, page: str) -> str:
    try:
        _ = where.wiki[page].content_md
    except prawcore.NotFound:
        return "there is no such page yet"
    return ""
