"""Modmail, call by call: list conversations, read one, open one, answer in it, put it away.

asyncpraw's own listing asks for a second page every time, and stumbles over conversations in which somebody archived
something, so we ask for the plain JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asyncpraw.endpoints import API_PATH
from asyncpraw.exceptions import RedditAPIException

from bot.reddit.client import RedditClient
from bot.reddit.things import ModmailMessage

STATES = ("all", "mod", "archived")
"""Together, every conversation that concerns us: Reddit's "all" leaves out discussions among moderators and archived
ones, and moderators like to archive as they answer."""
PAGE = 100


@dataclass(frozen=True, slots=True)
class Conversation:
    """One line of the list of conversations."""

    id: str
    subreddit: str
    subject: str
    last_updated_utc: float


class Modmail:
    """The calls. Each raises what `RedditClient.attempt` raises."""

    def __init__(self, client: RedditClient) -> None:
        self._client = client

    async def recent(self, subreddits: Sequence[str], state: str, *, after: str | None = None) -> list[Conversation]:
        """Up to 100 conversations, the one last written in first; `after` is the last id of the page before."""
        params: dict[str, str | int] = {
            "entity": ",".join(subreddits),
            "sort": "recent",
            "state": state,
            "limit": PAGE,
        }
        if after:
            params["after"] = after
        async with self._client.attempt("reading modmail", subreddit="+".join(subreddits)):
            answer = await self._client.reddit.request(
                method="GET", path=API_PATH["modmail_conversations"], params=params
            )
        return [_conversation(answer["conversations"][key]) for key in answer["conversationIds"]]

    async def messages(self, conversation: str) -> list[ModmailMessage]:
        """Everything said in it, oldest first, private notes too."""
        path = API_PATH["modmail_conversation"].format(id=conversation)
        async with self._client.attempt("reading a modmail conversation", fullname=conversation):
            answer = await self._client.reddit.request(method="GET", path=path)
        return _messages(answer)

    async def create(self, subreddit: str, *, subject: str, body: str) -> str:
        """Write to the moderators of a subreddit, among whom we are; gives the conversation's id.

        Without a recipient it is a discussion among moderators, which nobody else can read.
        """
        data = {"srName": subreddit, "subject": subject, "body": body, "isAuthorHidden": False}
        async with self._client.attempt("writing modmail", subreddit=subreddit, write=True):
            answer = await self._client.reddit.request(method="POST", path=API_PATH["modmail_conversations"], data=data)
            _raise_errors(answer)
        return str(answer["conversation"]["id"])

    async def reply(self, conversation: str, body: str, *, internal: bool) -> str:
        """Write in a conversation; gives the message's id. `internal` hides it from a participant outside the team."""
        data = {"body": body, "isInternal": internal, "isAuthorHidden": False}
        path = API_PATH["modmail_conversation"].format(id=conversation)
        async with self._client.attempt("answering modmail", fullname=conversation, write=True):
            answer = await self._client.reddit.request(method="POST", path=path, data=data)
            _raise_errors(answer)
        return _messages(answer)[-1].id

    async def archive(self, conversation: str) -> None:
        """Put it away. Harmless when repeated."""
        await self._mark("modmail_archive", conversation)

    async def highlight(self, conversation: str) -> None:
        """Mark it as important. Harmless when repeated."""
        await self._mark("modmail_highlight", conversation)

    async def _mark(self, endpoint: str, conversation: str) -> None:
        async with self._client.attempt("marking a modmail conversation", fullname=conversation):
            await self._client.reddit.request(method="POST", path=API_PATH[endpoint].format(id=conversation))


def _raise_errors(answer: Mapping[str, Any]) -> None:
    """Plain JSON brings Reddit's refusals as a 200: raise them as asyncpraw does where it reads the answer itself."""
    if errors := answer.get("json", {}).get("errors"):
        raise RedditAPIException(errors)


def _conversation(data: Mapping[str, Any]) -> Conversation:
    return Conversation(
        id=str(data["id"]),
        subreddit=str(data["owner"]["displayName"]),
        subject=str(data["subject"]),
        last_updated_utc=_seconds(data["lastUpdated"]),
    )


def _messages(answer: Mapping[str, Any]) -> list[ModmailMessage]:
    conversation = answer["conversation"]
    participant = (conversation.get("participant") or {}).get("name")
    messages = [
        _message(data, conversation=conversation, participant=participant) for data in answer["messages"].values()
    ]
    return sorted(messages, key=lambda message: message.created_utc)


def _message(data: Mapping[str, Any], *, conversation: Mapping[str, Any], participant: str | None) -> ModmailMessage:
    author = data.get("author") or {}
    name = None if author.get("isDeleted") else author.get("name")
    return ModmailMessage(
        conversation=str(conversation["id"]),
        id=str(data["id"]),
        author=name,
        body=data["bodyMarkdown"],
        created_utc=_seconds(data["date"]),
        subreddit=str(conversation["owner"]["displayName"]),
        subject=str(conversation["subject"]),
        is_internal=bool(data["isInternal"]),
        by_participant=name is not None and name == participant,
    )


def _seconds(iso_8601: str) -> float:
    return datetime.fromisoformat(iso_8601).timestamp()
