"""asyncpraw's, asyncprawcore's and aiohttp's exceptions, translated once into the three answers of `bot/errors.py`."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from asyncpraw.exceptions import RedditAPIException
from asyncprawcore.exceptions import (
    AsyncPrawcoreException,
    BadJSON,
    InsufficientScope,
    OAuthException,
    RequestException,
    ResponseException,
)

from bot.clock import Clock, clock_seconds
from bot.errors import Ambiguous, Misconfigured, Refused, SidelightError, Transient
from bot.reddit.transport import TokensRefusedError, is_unauthorized

TOKEN_PATH = "/api/v1/access_token"  # noqa: S105 - a path, no secret
CREDENTIALS_FIX = "check username, password, client id and secret, and that the account and its app still stand"
TRY_LATER = {"RATELIMIT", "SUBREDDIT_RATELIMIT", "QUOTA_FILLED"}
TRY_LATER_S = 600.0
"""How long to wait when Reddit says "try again later" and gives no number."""

_WAIT = re.compile(r"(\d+(?:\.\d+)?)\s*(millisecond|second|minute|hour|day)", re.IGNORECASE)
_SECONDS = {"millisecond": 0.001, "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86_400.0}


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was tried, for the message of whatever error comes of it."""

    doing: str
    clock: Clock
    subreddit: str = ""
    fullname: str = ""
    write: bool = False


@asynccontextmanager
async def translated(attempt: Attempt) -> AsyncIterator[None]:
    """Around one call to Reddit: raises `Transient`, `Refused` or `Misconfigured` in place of the library's exceptions.

    A write whose fate is unknown raises `Ambiguous`; a read never does.
    """
    try:
        yield
    except RedditAPIException as error:
        raise _answered_with_errors(error, attempt) from error
    except (AsyncPrawcoreException, aiohttp.ClientError, TimeoutError) as error:
        raise await _translate(error, attempt) from error


def wait_s(sentence: str) -> float | None:
    """The wait that a sentence such as "try again in 9 minutes" asks for, in seconds; None where it names none."""
    found = _WAIT.search(sentence)
    return float(found[1]) * _SECONDS[found[2].lower()] if found else None


async def _translate(error: Exception, attempt: Attempt) -> SidelightError:
    if isinstance(error, OAuthException):
        return Misconfigured(f"Reddit refused our credentials ({error.error})", fix=CREDENTIALS_FIX)
    if isinstance(error, TokensRefusedError):
        return Misconfigured("Reddit gives us tokens and then refuses every one of them", fix=CREDENTIALS_FIX)
    if is_unauthorized(error):
        return _transient(attempt, "HTTP 401, with a fresh token too", None)
    if isinstance(error, ResponseException):
        return await _answered(error, attempt)
    if isinstance(error, RequestException):
        asked = str(error.request_args[1]) if len(error.request_args) > 1 else ""
        return _unanswered(error.original_exception, attempt, asking_for_token=asked.endswith(TOKEN_PATH))
    return _unanswered(error, attempt)


def _answered_with_errors(error: RedditAPIException, attempt: Attempt) -> SidelightError:
    item = error.items[0]
    detail = item.message or ""
    if item.error_type in TRY_LATER:
        return _transient(attempt, f"{item.error_type} {detail}".strip(), wait_s(detail) or TRY_LATER_S)
    return Refused(
        item.error_type, doing=attempt.doing, detail=detail, subreddit=attempt.subreddit, fullname=attempt.fullname
    )


async def _answered(error: ResponseException, attempt: Attempt) -> SidelightError:
    response = error.response
    status = response.status
    if response.url.path.endswith(TOKEN_PATH):
        if status in {400, 401, 403}:
            return Misconfigured(f"Reddit refused our credentials (HTTP {status})", fix=CREDENTIALS_FIX)
        return _transient(attempt, f"HTTP {status} while logging in", _retry_after_s(response, attempt.clock))
    if status == 429:
        return _transient(attempt, "HTTP 429, too many requests", _retry_after_s(response, attempt.clock))
    if status >= 500 or status == 408 or isinstance(error, BadJSON):
        return _unknown_fate(attempt, "an answer that is no JSON" if isinstance(error, BadJSON) else f"HTTP {status}")
    code = "INSUFFICIENT_SCOPE" if isinstance(error, InsufficientScope) else f"HTTP_{status}"
    return Refused(
        code,
        doing=attempt.doing,
        detail=await _reason(response),
        subreddit=attempt.subreddit,
        fullname=attempt.fullname,
    )


def _unanswered(error: Exception, attempt: Attempt, *, asking_for_token: bool = False) -> SidelightError:
    if isinstance(error, aiohttp.ContentTypeError):
        cause = "an answer that is no JSON"
    else:
        cause = f"{type(error).__name__} {error}".strip()
    if asking_for_token or isinstance(error, aiohttp.ClientConnectorError):
        return _transient(attempt, cause, None)
    return _unknown_fate(attempt, cause)


def _unknown_fate(attempt: Attempt, cause: str) -> Transient:
    if not attempt.write:
        return _transient(attempt, cause, None)
    return Ambiguous(attempt.doing, cause, subreddit=attempt.subreddit, fullname=attempt.fullname)


def _transient(attempt: Attempt, cause: str, retry_after_s: float | None) -> Transient:
    return Transient(
        attempt.doing,
        cause,
        retry_after_s=retry_after_s,
        subreddit=attempt.subreddit,
        fullname=attempt.fullname,
    )


def _retry_after_s(response: aiohttp.ClientResponse, clock: Clock) -> float | None:
    header = response.headers.get("retry-after", "")
    return clock_seconds(clock, float(header)) if header.replace(".", "", 1).isdigit() else None


async def _reason(response: aiohttp.ClientResponse) -> str:
    """Reddit's own word for a 4xx; the body was read when it arrived."""
    try:
        body = json.loads(await response.text())
    except (ValueError, aiohttp.ClientError):
        return ""
    return str(body.get("reason") or body.get("message") or "") if isinstance(body, dict) else ""
