"""OAuth: who may call as whom, for how long, with which scopes.

A token's life is counted in real seconds, unlike everything else here: clients count it by their own clock, and at
3,600 times the speed a virtual hour would leave them one second.
"""

from __future__ import annotations

import base64
import binascii
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sandbox.api.call import Answer, JsonObject
from sandbox.world import World

LIFETIME_S = 3600
EVERYTHING = frozenset({"*"})


@dataclass(frozen=True, slots=True)
class Token:
    """An access token: whose (an app's alone where `user` is ""), and what for."""

    client_id: str
    user: str
    scopes: frozenset[str]
    expires_at: float
    from_refresh: str = ""

    def allows(self, scope: str) -> bool:
        """Whether it may be used for an endpoint of that scope."""
        return "*" in self.scopes or scope in self.scopes


class Tokens:
    """Apps and the tokens they hold. `monotonic` counts real seconds."""

    def __init__(
        self,
        world: World,
        rng: random.Random,
        *,
        lifetime_s: int = LIFETIME_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._world = world
        self._rng = rng
        self._lifetime_s = lifetime_s
        self._monotonic = monotonic
        self._apps: dict[str, str] = {}
        self._access: dict[str, Token] = {}
        self._refresh: dict[str, tuple[str, str, frozenset[str]]] = {}

    def add_app(self, client_id: str, secret: str) -> None:
        """Register an app of the kind that Reddit calls script."""
        self._apps[client_id] = secret

    def permit(self, client_id: str, user: str, scopes: frozenset[str] = EVERYTHING) -> str:
        """A refresh token, as if that user had allowed the app these scopes for good."""
        token = self._secret("refresh")
        self._refresh[token] = (client_id, self._world.existing_user(user).name, scopes)
        return token

    def find(self, access_token: str) -> Token | None:
        """The token, unless it is unknown, revoked, too old, or its account is gone."""
        token = self._access.get(access_token)
        if token is None or self._monotonic() >= token.expires_at:
            return None
        return None if token.user and self._world.user(token.user) is None else token

    def revoke_all(self, user: str) -> None:
        """End every token of a user, as when they take an app's permission away."""
        self._access = {key: token for key, token in self._access.items() if token.user != user}
        self._refresh = {key: grant for key, grant in self._refresh.items() if grant[1] != user}

    def expire_all(self) -> None:
        """Let every access token run out now; refresh tokens and passwords still work."""
        self._access.clear()

    def revoke(self, token: str) -> None:
        """End one token; with a refresh token, the access tokens that came from it."""
        self._access.pop(token, None)
        if self._refresh.pop(token, None) is not None:
            self._access = {key: held for key, held in self._access.items() if held.from_refresh != token}

    def app_of(self, authorization: str) -> str | None:
        """The app that this Basic header proves, if it does."""
        scheme, _, encoded = authorization.partition(" ")
        try:
            client_id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        return client_id if scheme.lower() == "basic" and self._apps.get(client_id) == secret else None

    def grant(self, client_id: str, form: Mapping[str, str]) -> Answer:
        """Answer the token endpoint. Refusals come with status 200, as on Reddit."""
        scopes = frozenset(form.get("scope", "*").replace(",", " ").split()) or EVERYTHING
        match form.get("grant_type"):
            case "password":
                user = self._world.user(form.get("username", ""))
                if user is None or user.password is None or user.password != form.get("password"):
                    return Answer({"error": "invalid_grant"})
                return Answer(self._issue(Token(client_id, user.name, scopes, self._expiry())))
            case "refresh_token":
                refresh = form.get("refresh_token", "")
                app, name, scopes = self._refresh.get(refresh, ("", "", EVERYTHING))
                if app != client_id or self._world.user(name) is None:
                    return Answer({"message": "Bad Request", "error": 400}, status=400)
                issued = self._issue(Token(client_id, name, scopes, self._expiry(), from_refresh=refresh))
                return Answer(issued | {"refresh_token": refresh})
            case "client_credentials" | "https://oauth.reddit.com/grants/installed_client":
                return Answer(self._issue(Token(client_id, "", scopes, self._expiry())))
        return Answer({"error": "unsupported_grant_type"})

    def _issue(self, token: Token) -> JsonObject:
        key = self._secret("access")
        self._access[key] = token
        return {
            "access_token": key,
            "token_type": "bearer",
            "expires_in": self._lifetime_s,
            "scope": " ".join(sorted(token.scopes)),
        }

    def _expiry(self) -> float:
        return self._monotonic() + self._lifetime_s

    def _secret(self, kind: str) -> str:
        return f"{kind}-{self._rng.getrandbits(128):032x}"
