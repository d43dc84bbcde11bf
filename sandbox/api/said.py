"""All that somebody said in private, read straight from the world: for whoever checks that nothing went twice."""

from __future__ import annotations

from sandbox.api.call import JsonObject
from sandbox.things import Conversation, ConversationMessage, Message
from sandbox.world import World


def everything_said(world: World, name: str) -> JsonObject:
    """Their messages, what they were told, the modmail of every conversation they wrote in, and their reports."""
    talks = [
        talk
        for subreddit in world.subreddits
        for talk in world.conversations(subreddit)
        if any(message.author == name for message in talk.messages)
    ]
    return {
        "sent": [_message(message) for message in world.sent(name)],
        "received": [_message(message) for message in world.inbox(name)],
        "modmail": [_modmail(talk, message) for talk in talks for message in talk.messages],
        "reports": [
            {"fullname": fullname, "reason": reason}
            for fullname, reason, reporter in world.all_reports
            if reporter == name
        ],
    }


def _message(message: Message) -> JsonObject:
    return {
        "fullname": message.fullname,
        "author": message.author,
        "dest": message.dest,
        "body": message.body,
        "created": message.created,
        "new": message.new,
    }


def _modmail(talk: Conversation, message: ConversationMessage) -> JsonObject:
    return {
        "conversation": talk.id,
        "subreddit": talk.subreddit,
        "subject": talk.subject,
        "id": message.id,
        "author": message.author,
        "body": message.body_markdown,
        "created": message.created,
    }
