"""Modmail: conversations between a subreddit's moderators, and between them and one person."""

from __future__ import annotations

import random

from sandbox.clock import VirtualClock
from sandbox.mail import Mail
from sandbox.people import WorldError
from sandbox.things import (
    ARCHIVED,
    IN_PROGRESS,
    NEW,
    Conversation,
    ConversationAction,
    ConversationMessage,
    Event,
    Subreddit,
)

LONGEST_SUBJECT = 100
LONGEST_BODY = 10_000
HIGHLIGHT, UNHIGHLIGHT, ARCHIVE, UNARCHIVE, MUTE, UNMUTE = 0, 1, 2, 3, 5, 6


class Modmail(Mail):
    """Conversations by id, and for each subreddit."""

    def __init__(self, clock: VirtualClock, rng: random.Random) -> None:
        super().__init__(clock, rng)
        self.conversation_by_id: dict[str, Conversation] = {}
        self._conversations_in: dict[str, list[Conversation]] = {}

    def create_conversation(
        self,
        subreddit: str,
        author: str,
        subject: str,
        body: str,
        *,
        to: str | None = None,
        internal: bool | None = None,
    ) -> Conversation:
        """A new conversation.

        From somebody outside the team it is a letter to the moderators. From a moderator it goes `to` a person, or
        without one to the other moderators alone, which Reddit calls internal; `internal` overrides that choice.
        """
        community, writer = self.subreddit(subreddit), self.existing_user(author)
        _check_texts(subject, body)
        from_team = self.is_moderator(community.name, writer.name)
        _check_muted(community, writer.name)
        if from_team:
            self.require_moderator(community.name, writer.name, "mail")
        participant = (None if to is None else self.existing_user(to).name) if from_team else writer.name
        if participant is not None and from_team and self.is_moderator(community.name, participant):
            participant = None  # writing to the team itself, oneself included, is a discussion among moderators
        is_internal = participant is None if internal is None else internal
        conversation = Conversation(
            id=self._new_id("conversation"),
            subreddit=community.name,
            subject=subject,
            participant=participant,
            is_internal=is_internal,
            state=IN_PROGRESS if from_team and not is_internal else NEW,
            last_updated=self.now(),
        )
        self.conversation_by_id[conversation.id] = conversation
        self._conversations_in.setdefault(community.name.lower(), []).append(conversation)
        self._append(conversation, writer.name, body)
        self._tell(Event("modmail", conversation))
        return conversation

    def reply_conversation(
        self, conversation_id: str, author: str, body: str, *, internal: bool = False, author_hidden: bool = False
    ) -> Conversation:
        """One more message in it; `internal` is a note that only moderators see."""
        conversation, writer = self.conversation(conversation_id, author), self.existing_user(author)
        _check_texts(conversation.subject, body)
        from_team = self.is_moderator(conversation.subreddit, writer.name)
        _check_muted(self.subreddit(conversation.subreddit), writer.name)
        if internal and not from_team:
            raise WorldError("FORBIDDEN", "only moderators write notes")
        is_answer = conversation.state == NEW and from_team and not (conversation.is_internal or internal)
        is_comeback = conversation.state == ARCHIVED and not from_team
        if is_answer or is_comeback:
            conversation.state = IN_PROGRESS
        self._append(conversation, writer.name, body, internal=internal, author_hidden=author_hidden)
        self._tell(Event("modmail", conversation))
        return conversation

    def conversation(self, conversation_id: str, reader: str) -> Conversation:
        """The conversation, for a moderator with mail permission or the person it is with."""
        conversation = self.conversation_by_id.get(conversation_id)
        if conversation is None:
            raise WorldError("NOT_FOUND", "no such conversation")
        is_participant = conversation.participant is not None and conversation.participant.lower() == reader.lower()
        if not is_participant:
            self.require_moderator(conversation.subreddit, reader, "mail")
        return conversation

    def conversations(self, subreddit: str) -> list[Conversation]:
        """Every conversation of a subreddit, the most recently updated first, archived ones too."""
        found = self._conversations_in.get(self.subreddit(subreddit).name.lower(), [])
        return sorted(found, key=lambda conversation: conversation.last_updated, reverse=True)

    def archive_conversation(self, conversation_id: str, moderator: str, *, archived: bool = True) -> Conversation:
        """Put it away, or take it out again."""
        conversation = self._for_team(conversation_id, moderator)
        conversation.state = ARCHIVED if archived else IN_PROGRESS
        self._note(conversation, moderator, ARCHIVE if archived else UNARCHIVE)
        return conversation

    def highlight_conversation(self, conversation_id: str, moderator: str, *, highlighted: bool = True) -> Conversation:
        """Mark it for the other moderators' attention, or take the mark off."""
        conversation = self._for_team(conversation_id, moderator)
        conversation.is_highlighted = highlighted
        self._note(conversation, moderator, HIGHLIGHT if highlighted else UNHIGHLIGHT)
        return conversation

    def mute_participant(self, conversation_id: str, moderator: str, *, muted: bool = True) -> Conversation:
        """Keep the person it is with from writing to these moderators, or let them again."""
        conversation = self._for_team(conversation_id, moderator)
        if conversation.participant is None:
            raise WorldError("CANT_RESTRICT_MODERATOR", "there is nobody outside the team to mute")
        silenced = self.subreddit(conversation.subreddit).muted
        (silenced.add if muted else silenced.discard)(conversation.participant)
        self._note(conversation, moderator, MUTE if muted else UNMUTE)
        return conversation

    def _for_team(self, conversation_id: str, moderator: str) -> Conversation:
        conversation = self.conversation(conversation_id, moderator)
        self.require_moderator(conversation.subreddit, moderator, "mail")
        return conversation

    def _note(self, conversation: Conversation, moderator: str, kind: int) -> None:
        action = ConversationAction(self._new_id("modmail action"), moderator, kind, self.now())
        conversation.actions.append(action)

    def _append(
        self, conversation: Conversation, author: str, body: str, *, internal: bool = False, author_hidden: bool = False
    ) -> None:
        now = self.now()
        entry = ConversationMessage(
            id=self._new_id("modmail message"),
            author=author,
            body_markdown=body,
            created=now,
            is_internal=internal,
            is_author_hidden=author_hidden,
        )
        conversation.messages.append(entry)
        conversation.last_updated = now
        if self.is_moderator(conversation.subreddit, author):
            conversation.last_mod_update = now
        else:
            conversation.last_user_update = now
        conversation.unread_for = set(self.subreddit(conversation.subreddit).moderators) - {author}


def _check_muted(community: Subreddit, writer: str) -> None:
    if writer in community.muted:
        raise WorldError("USER_MUTED", "you have been muted from this subreddit", field="to")


def _check_texts(subject: str, body: str) -> None:
    if not subject.strip():
        raise WorldError("NO_SUBJECT", "please enter a subject", field="subject")
    if len(subject) > LONGEST_SUBJECT:
        raise WorldError("TOO_LONG", f"this is too long (max: {LONGEST_SUBJECT})", field="subject")
    if not body.strip():
        raise WorldError("NO_TEXT", "we need something here", field="body")
    if len(body) > LONGEST_BODY:
        raise WorldError("TOO_LONG", f"this is too long (max: {LONGEST_BODY})", field="body")
