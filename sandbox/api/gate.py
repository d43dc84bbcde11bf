"""The way in: token, scope and quota are checked here, faults strike here, and refusals get Reddit's shapes."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from sandbox.api.call import Answer, Call, Json, Route
from sandbox.api.mishaps import TWISTS, answer_instead, befall, drop, spoil, unauthorized
from sandbox.api.tokens import Token, Tokens
from sandbox.faults import Faults
from sandbox.limits import Quota
from sandbox.world import World, WorldError

log = logging.getLogger(__name__)

# What an app may read for itself, with nobody logged in.
_WITHOUT_USER = frozenset({"read", "wikiread"})
_STATUS = {"FORBIDDEN": 403, "NOT_AUTHOR": 403, "NOT_FOUND": 404, "PAGE_NOT_FOUND": 404}
_MESSAGE = {403: "Forbidden", 404: "Not Found"}


@dataclass(slots=True)
class Gate:
    """Guards the endpoints. `requests` counts all that came, whatever became of them."""

    world: World
    tokens: Tokens
    quota: Quota
    faults: Faults
    requests: int = 0

    def admit(self, route: Route) -> Callable[[web.Request], Awaitable[web.Response]]:
        """An aiohttp handler for one endpoint, guarded."""

        async def handle(request: web.Request) -> web.Response:
            self.requests += 1
            token = self._token(request)
            fault = self.faults.pick(request.method, request.path, request.query)
            if fault is not None:
                log.info("fault name=%s path=%s", fault.kind.name, request.path)
                if (instead := answer_instead(fault)) is not None:
                    return instead
                if fault.kind.name == "reset-before":
                    drop(request)
                    return web.Response()
                if token is not None:
                    befall(fault, self.world, token.user, request)
            twist = fault.kind.name if fault is not None and fault.kind.name in TWISTS else ""
            response = self._process(route, request, token, await _form(request), twist)
            return response if fault is None else await spoil(fault, request, response)

        return handle

    async def issue_token(self, request: web.Request) -> web.Response:
        """POST /api/v1/access_token."""
        if (refused := self._refuse_app(request)) is not None:
            return refused
        client_id = self.tokens.app_of(request.headers.get("Authorization", "")) or ""
        answer = self.tokens.grant(client_id, await _form(request))
        return web.json_response(answer.body, status=answer.status)

    async def revoke_token(self, request: web.Request) -> web.Response:
        """POST /api/v1/revoke_token."""
        if (refused := self._refuse_app(request)) is not None:
            return refused
        self.tokens.revoke((await _form(request)).get("token", ""))
        return web.Response()

    def _refuse_app(self, request: web.Request) -> web.Response | None:
        self.requests += 1
        fault = self.faults.pick(request.method, request.path, request.query)
        if fault is not None and (instead := answer_instead(fault)) is not None:
            return instead
        if self.tokens.app_of(request.headers.get("Authorization", "")) is None:
            return web.json_response({"message": "Unauthorized", "error": 401}, status=401)
        return None

    def _token(self, request: web.Request) -> Token | None:
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        return self.tokens.find(key) if scheme.lower() == "bearer" else None

    def _process(
        self, route: Route, request: web.Request, token: Token | None, form: Mapping[str, str], twist: str
    ) -> web.Response:
        if token is None:
            return unauthorized()
        standing = self.quota.count(token.client_id)
        headers = dict(standing.headers())
        if standing.is_over:
            headers["retry-after"] = str(math.ceil(standing.reset_s))
            return web.json_response({"message": "Too Many Requests", "error": 429}, status=429, headers=headers)
        if not token.allows(_scope(route, form)):
            headers["www-authenticate"] = 'Bearer realm="reddit", error="insufficient_scope"'
            return web.json_response({"message": "Forbidden", "error": 403}, status=403, headers=headers)
        if not token.user and route.scope not in _WITHOUT_USER:
            return web.json_response({"message": "Forbidden", "error": 403}, status=403, headers=headers)
        path = {name: value.strip("/") for name, value in request.match_info.items()}
        call = Call(self.world, token.user, path=path, query=request.query, form=form, twist=twist)
        return _respond(_answer(route, call), headers)


def _answer(route: Route, call: Call) -> Answer:
    try:
        made = route.handler(call)
    except WorldError as error:
        return _refused(route, error)
    return made if isinstance(made, Answer) else Answer(made)


def _refused(route: Route, error: WorldError) -> Answer:
    if (status := _STATUS.get(error.code)) is not None:
        body: dict[str, Json] = {"message": _MESSAGE[status], "error": status}
        # A missing wiki page is the one refusal that says its reason instead of repeating the number.
        return Answer(
            {"message": error.message, "reason": error.code} if error.code == "PAGE_NOT_FOUND" else body, status
        )
    if route.method == "GET":
        # Reddit sends readers who ask for an unknown subreddit to its search.
        return Answer({"message": "Found", "error": 302}, status=302)
    if route.path.startswith(("/api/mod/", "/api/v1/", "/r/")):
        fields: list[Json] = [error.field or ""]
        details: dict[str, Json] = {"fields": fields, "explanation": error.message, "reason": error.code}
        return Answer(details | {"message": "Bad Request"}, status=400)
    return Answer({"json": {"errors": [[error.code, error.message, error.field or ""]]}})


def _respond(answer: Answer, headers: dict[str, str]) -> web.Response:
    if answer.status == 302:
        headers["location"] = "/subreddits/search"
    if answer.body is None:
        return web.Response(status=answer.status, headers=headers, content_type="application/json")
    return web.json_response(answer.body, status=answer.status, headers=headers)


def _scope(route: Route, form: Mapping[str, str]) -> str:
    # One endpoint serves replies in public and in private, under different scopes.
    if route.path == "/api/comment" and form.get("thing_id", "").startswith("t4_"):
        return "privatemessages"
    return route.scope


async def _form(request: web.Request) -> dict[str, str]:
    if request.method == "GET":
        return {}
    if request.content_type == "application/json":
        try:
            sent = await request.json()
        except json.JSONDecodeError:
            return {}
        if not isinstance(sent, dict):
            return {}
        return {str(name): value if isinstance(value, str) else json.dumps(value) for name, value in sent.items()}
    posted = await request.post()
    return {name: value for name, value in posted.items() if isinstance(value, str)}
