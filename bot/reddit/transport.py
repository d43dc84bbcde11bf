"""How a request leaves this machine: counted, timed, sent once, and with its error body read.

Four things that asyncprawcore 4 does otherwise, and why not here:

- It lets the response close before asyncpraw looks into an error's body, so that every 400 turns into "Connection
  closed" and its reason is lost. We read the body of an error while it is open.
- It sends again after a 5xx, writes too: one message, three arrivals. We send once. `bot/outbox.py` looks before it
  sends again, and the loops of the bot wait and repeat their reads, in the clock's seconds.
- It asks for a token from each of several first requests. We ask once, and the others wait for the answer.
- It takes its time limit from an environment variable. We take it from the configuration.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from asyncprawcore import Requestor, Session
from asyncprawcore.exceptions import AsyncPrawcoreException, InvalidToken, RequestException
from asyncprawcore.sessions import RetryStrategy

from bot.reddit.bucket import TokenBucket

REFUSALS = 12
"""So many 401 in a row, each after a fresh token, and nobody believes in a passing trouble any more."""


class TokensRefusedError(AsyncPrawcoreException):
    """Reddit gives us tokens and refuses every one of them."""


class CountedRequestor(Requestor):
    """Takes a token from the bucket before each request, limits its time and reads the body of an error."""

    def __init__(self, *, bucket: TokenBucket, timeout_s: float, **settings: Any) -> None:
        super().__init__(timeout=timeout_s, **settings)
        self._bucket = bucket

    @asynccontextmanager
    async def request(
        self, *args: Any, timeout: float | None = None, **kwargs: Any
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """One HTTP request. `timeout` is ignored: it would be the library's default, not ours."""
        await self._bucket.take(write=args[0] != "GET")
        async with super().request(*args, timeout=self.timeout, **kwargs) as response:
            if response.status >= 400:
                await response.read()
            if remaining := response.headers.get("x-ratelimit-remaining"):
                self._bucket.observe(float(remaining))
            yield response


class SendOnce(RetryStrategy):
    """No second try, and no wait before the first."""

    def _sleep_seconds(self) -> None:
        return None

    def consume_available_retry(self) -> SendOnce:
        """The same: there is nothing to consume."""
        return self

    def should_retry_on_failure(self) -> bool:
        """Never."""
        return False


class SendOnceSession(Session):
    """Sends each request once. Only a 401 is tried again, with a fresh token: nothing was done for the refused one."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._logging_in = asyncio.Lock()
        self._refused_in_a_row = 0

    async def _request_with_retries(self, **request: Any) -> Any:
        request["retry_strategy_state"] = SendOnce()
        try:
            return await self._send(request)
        except (InvalidToken, RequestException) as error:
            if not is_unauthorized(error):
                raise
        return await self._send(request)

    async def _send(self, request: dict[str, Any]) -> Any:
        try:
            answer = await super()._request_with_retries(**request)
        except (InvalidToken, RequestException) as error:
            if not is_unauthorized(error):
                raise
            self._refused_in_a_row += 1
            if self._refused_in_a_row >= REFUSALS:
                raise TokensRefusedError from error
            raise
        self._refused_in_a_row = 0
        return answer

    async def _set_header_callback(self) -> dict[str, str]:
        async with self._logging_in:
            return await super()._set_header_callback()


def is_unauthorized(error: Exception) -> bool:
    """Whether this is what asyncprawcore makes of a 401: without a www-authenticate header, that is a KeyError."""
    if isinstance(error, RequestException):
        return isinstance(error.original_exception, KeyError) and error.original_exception.args == (401,)
    return isinstance(error, InvalidToken)
