"""A model server to test against, written from the OpenAI chat format and vLLM's documentation of its LoRA calls.

It says what it was told to say, in as many pieces as there are words, and can fall ill in every way we know of.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

BASE = "some/base-model"


@dataclass
class Standin:
    """Its state, and what it has been asked."""

    says: Callable[[str], str] = lambda model: f"You are heard, says {model}."
    """Model name → answer."""
    finish: str = "stop"
    illness: str = ""
    statuses: list[int] = field(default_factory=list)
    """Answers to the next chats, before it answers properly."""
    pause_s: float = 0.0
    """Between two pieces."""
    adapters: dict[str, str] = field(default_factory=dict)
    can_load: bool = True
    refuses_to_load: set[str] = field(default_factory=set)
    chats: list[dict[str, Any]] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    now: int = 0
    most: int = 0
    broken_off: int = 0
    url: str = ""

    async def chat(self, request: web.Request) -> web.StreamResponse:
        """`POST /v1/chat/completions`."""
        asked = await request.json()
        self.chats.append(asked)
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            return await self._answer(request, asked)
        except (ConnectionResetError, asyncio.CancelledError):
            self.broken_off += 1
            raise
        finally:
            self.now -= 1

    async def _answer(self, request: web.Request, asked: dict[str, Any]) -> web.StreamResponse:
        if self.statuses:
            return web.json_response({"error": {"message": "not now"}}, status=self.statuses.pop(0))
        if asked["model"] != BASE and asked["model"] not in self.adapters:
            return web.json_response(
                {"error": {"message": f"The model `{asked['model']}` does not exist."}}, status=404
            )
        text = self.says(asked["model"])
        if self.illness == "whole":
            message = {"message": {"role": "assistant", "content": text}, "finish_reason": self.finish}
            return web.json_response({"choices": [message]})
        if self.illness == "html":
            return web.Response(text="<h1>It works!</h1>", content_type="text/html")
        if self.illness == "redirect":
            raise web.HTTPTemporaryRedirect("/v1/elsewhere")
        if self.illness == "hang":
            await asyncio.sleep(30)
        return await self._stream(request, text)

    async def _stream(self, request: web.Request, text: str) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(
            b": warming up\n\n" + _event({"choices": [{"delta": {"role": "assistant", "content": ""}}]})
        )
        sick = {
            "garbage": b"data: {not json\n\n",
            "list": b"data: []\n\n",
            "no choices": b'data: {"object": "chat.completion.chunk"}\n\n',
            "odd choice": b'data: {"choices": ["hello"]}\n\n',
            "odd content": b'data: {"choices": [{"delta": {"content": {"a": 1}}}]}\n\n',
            "error": b'data: {"error": {"message": "the GPU has left"}}\n\n',
            "long line": b"data: " + b"x" * 1_000_000,
        }.get(self.illness)
        if sick:
            await response.write(sick)
            return response
        while self.illness == "endless":
            await response.write(_event({"choices": [{"delta": {"content": "again " * 500}}]}))
        for word in text.split(" "):
            await response.write(_event({"choices": [{"delta": {"content": f" {word}"}, "finish_reason": None}]}))
            await asyncio.sleep(self.pause_s)
        if self.illness == "cut":
            return response
        if self.illness == "torn":
            assert request.transport is not None
            request.transport.abort()
            return response
        await response.write(_event({"choices": [{"delta": {}, "finish_reason": self.finish}]}))
        await response.write(_event({"choices": [], "usage": {"completion_tokens": 5}}))
        await response.write(b"data: [DONE]\n\n")
        return response

    async def models(self, _request: web.Request) -> web.Response:
        """`GET /v1/models`: the base model and the adapters."""
        if self.illness == "odd models":
            return web.json_response({"data": "none"})
        return web.json_response({"object": "list", "data": [{"id": name} for name in (BASE, *self.adapters)]})

    async def load(self, request: web.Request) -> web.Response:
        """`POST /v1/load_lora_adapter`. A name that is taken is refused, a folder that is not there too."""
        asked = await request.json()
        self.calls.append(("load", asked))
        if not self.can_load:
            return web.json_response({"detail": "Not Found"}, status=404)
        if asked["lora_name"] in self.adapters:
            return web.json_response({"error": {"message": "has already been loaded"}}, status=400)
        if asked["lora_name"] in self.refuses_to_load:
            return web.json_response(
                {"error": {"message": "LoRA rank 64 is greater than max_lora_rank 16"}}, status=500
            )
        self.adapters[asked["lora_name"]] = asked["lora_path"]
        return web.Response(text=f"Success: LoRA adapter '{asked['lora_name']}' added successfully.")

    async def unload(self, request: web.Request) -> web.Response:
        """`POST /v1/unload_lora_adapter`."""
        asked = await request.json()
        self.calls.append(("unload", asked))
        if self.adapters.pop(asked["lora_name"], None) is None:
            return web.json_response({"error": {"message": "cannot be found"}}, status=404)
        return web.Response(text=f"Success: LoRA adapter '{asked['lora_name']}' removed successfully.")


def _event(value: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(value)}\n\n".encode()


@asynccontextmanager
async def serving() -> AsyncIterator[Standin]:
    """A stand-in on a free port of 127.0.0.1."""
    standin = Standin()
    app = web.Application()
    app.router.add_post("/v1/chat/completions", standin.chat)
    app.router.add_get("/v1/models", standin.models)
    app.router.add_post("/v1/load_lora_adapter", standin.load)
    app.router.add_post("/v1/unload_lora_adapter", standin.unload)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    standin.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield standin
    finally:
        await runner.cleanup()
