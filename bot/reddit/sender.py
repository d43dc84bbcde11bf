"""Everything the bot can do to the world, and how to find out whether it was done already.

Reddit has no key that makes a write happen once. So each body carries a short marker of the outbox's own, and after a
write whose fate is unknown the outbox looks for that marker before it sends again.
"""

from __future__ import annotations

import logging
from typing import Any

from asyncpraw.endpoints import API_PATH

from bot.reddit.client import RedditClient
from bot.reddit.modmail import STATES, Modmail

log = logging.getLogger(__name__)

SUBJECT = "Sidelight"
"""Reddit demands one and then shows the message as chat, without it."""
SHOWN = "shown"
LONGEST_REASON = 100
LONGEST_NOTE = 250
SLACK_S = 120.0
"""Reddit's clock and ours may differ by this much when a search goes back to a time."""
SEARCHED_CONVERSATIONS = 25


class RedditSender:
    """The effects, each giving what Reddit calls the result (a fullname or an id), empty where it gives none.

    Each raises `Transient` (not done, do it later), `Refused` (not done, and never will be) or `Ambiguous` (perhaps
    done: call the matching `find_…` first; it gives the result's name, or None when nothing of it can be seen).
    """

    shows_only = False

    def __init__(self, client: RedditClient) -> None:
        self._client = client
        self._modmail = Modmail(client)

    async def message(self, recipient: str, body: str, *, subreddit: str) -> str:
        """Write to a person, on behalf of a subreddit. Reddit answers nothing but yes, so the result is empty."""
        data = {"to": recipient, "subject": SUBJECT, "text": body}
        async with self._client.attempt("sending a message", subreddit=subreddit, write=True):
            await self._client.reddit.post(API_PATH["compose"], data=data)
        return ""

    async def answer(self, message: str, body: str) -> str:
        """Answer a private message; gives the answer's fullname."""
        data = {"thing_id": message, "text": body}
        async with self._client.attempt("answering a message", fullname=message, write=True):
            things = await self._client.reddit.post(API_PATH["comment"], data=data)
        return str(things[0].fullname) if things else ""

    async def modmail(self, subreddit: str, *, subject: str, body: str) -> str:
        """Open a discussion among the moderators; gives its id. `subject` holds at most 100 characters."""
        return await self._modmail.create(subreddit, subject=subject, body=body)

    async def modmail_reply(self, conversation: str, body: str, *, internal: bool) -> str:
        """Answer in a conversation; gives the message's id."""
        return await self._modmail.reply(conversation, body, internal=internal)

    async def report(self, fullname: str, reason: str) -> str:
        """Report it to the moderators; of `reason`, 100 characters. A deleted thing is passed over without a word."""
        data = {"id": fullname, "reason": shortened(reason, LONGEST_REASON)}
        async with self._client.attempt("reporting", fullname=fullname, write=True):
            await self._client.reddit.post(API_PATH["report"], data=data)
        return fullname

    async def note(self, subreddit: str, *, username: str, text: str, fullname: str) -> str:
        """Leave moderators a note about a reply, where they look at its author; of `text`, 250 characters."""
        data = {
            "subreddit": subreddit,
            "user": username,
            "note": shortened(text, LONGEST_NOTE),
            "reddit_id": fullname,
        }
        async with self._client.attempt("leaving a note", subreddit=subreddit, fullname=fullname, write=True):
            made = await self._client.reddit.post(API_PATH["mod_notes"], data=data)
        return str(made.id)

    async def find_message(self, recipient: str, marker: str, *, since_utc: float) -> str | None:
        """The fullname of our message or answer to them with this marker, among all we sent back to `since_utc`."""
        async with self._client.attempt("looking for a message that may have been sent"):
            async for item in self._client.reddit.inbox.sent(limit=None):
                if item.created_utc < since_utc - SLACK_S:
                    break
                if marker in item.body and str(item.dest).lower() == recipient.lower():
                    return str(item.fullname)
        return None

    async def find_modmail(self, subreddit: str, marker: str, *, since_utc: float) -> str | None:
        """The id of our conversation with this marker, among those written in since then.

        Where no subject tells, the newest 25 are opened and read.
        """
        recent = [item for state in STATES for item in await self._modmail.recent([subreddit], state)]
        recent = [item for item in recent if item.last_updated_utc >= since_utc - SLACK_S]
        for conversation in recent:
            if marker in conversation.subject:
                return conversation.id
        for conversation in sorted(recent, key=lambda item: -item.last_updated_utc)[:SEARCHED_CONVERSATIONS]:
            if await self.find_modmail_reply(conversation.id, marker):
                return conversation.id
        return None

    async def find_modmail_reply(self, conversation: str, marker: str) -> str | None:
        """The id of our message with this marker in this conversation."""
        messages = await self._modmail.messages(conversation)
        ours = (message.id for message in messages if message.author == self._client.me and marker in message.body)
        return next(ours, None)

    async def find_report(self, fullname: str, reason: str) -> str | None:
        """The fullname, if we reported it for this reason."""
        wanted = shortened(reason, LONGEST_REASON)
        async with self._client.attempt("looking for a report that may have been made", fullname=fullname):
            async for thing in self._client.reddit.info(fullnames=[fullname]):
                if _is_reported(thing, wanted, by=self._client.me):
                    return fullname
        return None


class DryRunSender:
    """Does nothing and says so: for subreddits whose moderators are still making up their minds."""

    shows_only = True

    async def message(self, recipient: str, body: str, *, subreddit: str) -> str:
        """Would write to a person."""
        return _shown("message", subreddit, body)

    async def answer(self, message: str, body: str) -> str:
        """Would answer a private message."""
        return _shown("answer", message, body)

    async def modmail(self, subreddit: str, *, subject: str, body: str) -> str:
        """Would write to the moderators."""
        return _shown("modmail", subreddit, body)

    async def modmail_reply(self, conversation: str, body: str, *, internal: bool) -> str:
        """Would answer in a conversation."""
        return _shown("modmail_reply", conversation, body)

    async def report(self, fullname: str, reason: str) -> str:
        """Would report."""
        return _shown("report", fullname, reason)

    async def note(self, subreddit: str, *, username: str, text: str, fullname: str) -> str:
        """Would leave a note."""
        return _shown("note", fullname, text)

    async def find_message(self, recipient: str, marker: str, *, since_utc: float) -> str | None:
        """Nothing was ever sent."""
        return None

    async def find_modmail(self, subreddit: str, marker: str, *, since_utc: float) -> str | None:
        """Nothing was ever sent."""
        return None

    async def find_modmail_reply(self, conversation: str, marker: str) -> str | None:
        """Nothing was ever sent."""
        return None

    async def find_report(self, fullname: str, reason: str) -> str | None:
        """Nothing was ever reported."""
        return None


def shortened(text: str, longest: int) -> str:
    """The text, cut with an ellipsis where Reddit would refuse it for its length."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _is_reported(thing: Any, reason: str, *, by: str) -> bool:
    """A moderator's report bears a name; anybody else's only its words, which are ours alone to choose."""
    named = [*(getattr(thing, "mod_reports", None) or []), *(getattr(thing, "mod_reports_dismissed", None) or [])]
    nameless = getattr(thing, "user_reports", None) or []
    return any(said == reason and str(who).lower() == by.lower() for said, who, *_ in named) or any(
        said == reason for said, *_ in nameless
    )


def _shown(kind: str, where: str, text: str) -> str:
    log.info("dry_run kind=%s where=%s characters=%d", kind, where, len(text))
    return SHOWN
