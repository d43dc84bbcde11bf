"""Speaks HTTP with the server: time-outs everywhere, a second try only where the first cannot have begun."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp.http_exceptions import LineTooLong

from models.prompts import ChatMessage
from models.protocols import EngineUnavailable
from models.served.hosts import CONSENT, PrivateResolver, PublicHost, require_private
from models.served.stream import Completion, NotOpenAI, read_models, read_stream, read_whole
from models.settings import ServedSettings

logger = logging.getLogger(__name__)

TRIES = 3
CONNECT_S = 5.0
PAUSE_S = 0.5
"""Before the second try; twice as long before the third."""
_BUSY = {429, 503}
"""Answers by which a server says that it has not begun."""


class Rejected(Exception):
    """The server said no. Its words stay out of the message, since they may repeat the prompt."""

    def __init__(self, status: int, body: bytes = b"") -> None:
        super().__init__(f"it answered {status}")
        self.status = status
        self.body = body


@dataclass(frozen=True, slots=True)
class Health:
    """What `sidelight check` tells of the server."""

    ok: bool
    models: tuple[str, ...]
    why: str = ""
    """What is wrong and what to do, or empty."""


class Client:
    """One server. Make it inside a running loop; `close` it at the end."""

    def __init__(self, settings: ServedSettings, token: str = "") -> None:
        """`token` is sent as a bearer token where the server wants one. Raises `PublicHost`."""
        is_allowed = settings.allow_public_host.strip().lower() == CONSENT
        if not is_allowed:
            require_private(settings.url)
        self._settings = settings
        self._url = settings.url.rstrip("/").removesuffix("/v1")
        self._places = asyncio.Semaphore(settings.concurrency)
        self._session = aiohttp.ClientSession(
            # No proxy from the environment: it would carry the texts past the check of the address.
            trust_env=False,
            # No connection is kept: one that the server has meanwhile closed looks like an answer that broke off.
            connector=aiohttp.TCPConnector(
                resolver=None if is_allowed else PrivateResolver(), use_dns_cache=False, force_close=True
            ),
            headers={"Authorization": f"Bearer {token}"} if token else {},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_S, sock_read=settings.silence_s),
        )

    async def close(self) -> None:
        """Let the connections go."""
        await self._session.close()

    async def chat(self, model: str, messages: list[ChatMessage], *, seed: int) -> Completion:
        """The model's answer. Raises `EngineUnavailable`, or `Rejected` for an answer in the 400s."""
        body = {
            "model": model,
            "messages": messages,
            "max_tokens": self._settings.max_new_tokens,
            "temperature": self._settings.temperature,
            "seed": seed,
            "stream": True,
            "chat_template_kwargs": {"enable_thinking": False},
        }
        try:
            async with asyncio.timeout(self._settings.timeout_s), self._places:
                return await self._until_begun(body)
        except aiohttp.ConnectionTimeoutError as error:
            raise EngineUnavailable("served", f"no connection within {CONNECT_S:g} s") from error
        except aiohttp.ServerTimeoutError as error:
            raise EngineUnavailable("served", f"not a byte for {self._settings.silence_s:g} s") from error
        except TimeoutError as error:
            raise EngineUnavailable("served", f"no answer within {self._settings.timeout_s:g} s") from error
        except NotOpenAI as error:
            raise EngineUnavailable("served", f"it sent {error}, which is not the OpenAI format") from error
        except (aiohttp.ClientError, OSError, PublicHost) as error:
            raise EngineUnavailable("served", _told(error)) from error

    async def models(self) -> tuple[str, ...]:
        """The models that the server lists, base and adapters alike. Raises what `post` raises, and `NotOpenAI`."""
        async with asyncio.timeout(2 * CONNECT_S), self._request("GET", "/v1/models") as response:
            if response.status != 200:
                raise Rejected(response.status)
            return read_models(await response.read())

    async def post(self, path: str, body: Mapping[str, Any], timeout_s: float) -> None:
        """A call whose answer is its status. Raises `Rejected`, `TimeoutError`, or aiohttp's errors."""
        async with asyncio.timeout(timeout_s), self._request("POST", path, body) as response:
            if response.status != 200:
                raise Rejected(response.status, await response.content.read(2000))

    async def health(self) -> Health:
        """Whether the server is there and has the model that the settings name."""
        try:
            found = await self.models()
        except (aiohttp.ClientError, OSError, PublicHost, Rejected, NotOpenAI) as error:
            why = f"no model server answers at {self._url} ({_told(error)}): start it, or mend models.served.url"
            return Health(ok=False, models=(), why=str(error) if isinstance(error, PublicHost) else why)
        wanted = self._settings.model
        if wanted and wanted not in found:
            why = f"{self._url} serves {', '.join(found) or 'nothing'}, and models.served.model is {wanted}"
            return Health(ok=False, models=found, why=why)
        return Health(ok=bool(found), models=found, why="" if found else f"{self._url} serves no model")

    def _request(
        self, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        # A redirect could lead anywhere, so there are none.
        return self._session.request(method, self._url + path, json=body, allow_redirects=False)

    async def _until_begun(self, body: Mapping[str, Any]) -> Completion:
        for left in reversed(range(TRIES)):
            try:
                return await self._chat_once(body)
            except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
                if not left:
                    raise
                why = "no connection"
            except Rejected as error:
                if error.status not in _BUSY:
                    raise
                if not left:
                    raise EngineUnavailable("served", "it is busy") from error
                why = str(error)
            logger.info("server tried again why=%s tries_left=%d", why, left)
            await asyncio.sleep(PAUSE_S * (TRIES - left))
        raise AssertionError("the last try returns or raises")

    async def _chat_once(self, body: Mapping[str, Any]) -> Completion:
        async with self._request("POST", "/v1/chat/completions", body) as response:
            if response.status in _BUSY or 400 <= response.status < 500:
                raise Rejected(response.status, await response.content.read(2000))
            if response.status != 200:
                raise EngineUnavailable("served", f"it answered {response.status}")
            if response.content_type == "text/event-stream":
                try:
                    return await read_stream(aiter(response.content), self._settings.max_new_tokens)
                except (ValueError, LineTooLong) as error:
                    raise NotOpenAI("a line without an end") from error
            return read_whole(await response.content.read(self._settings.max_new_tokens * 200 + 10_000))


def _told(error: Exception) -> str:
    """The error in a few words, without the texts that it may carry."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"cannot connect: {error.os_error.strerror or type(error.os_error).__name__}"
    if isinstance(error, PublicHost | Rejected | NotOpenAI):
        return str(error)
    return "the connection broke" if isinstance(error, aiohttp.ClientError) else type(error).__name__
