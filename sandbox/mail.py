"""Private messages between two people, which Reddit has kept in chat rooms since 2025."""

from __future__ import annotations

import random

from sandbox.clock import VirtualClock
from sandbox.forum import Forum
from sandbox.listing import Timeline
from sandbox.people import WorldError
from sandbox.things import Comment, Event, Message, Submission

ROOM_SUBJECT = "[direct chat room]"
LONGEST_MESSAGE = 10_000


class Mail(Forum):
    """Each pair of people shares one room, however often either of them opens a conversation."""

    def __init__(self, clock: VirtualClock, rng: random.Random) -> None:
        super().__init__(clock, rng)
        self.messages: dict[str, Message] = {}
        self.received_by: dict[str, Timeline[Message | Comment]] = {}
        self.sent_by: dict[str, Timeline[Message]] = {}
        # Replies to somebody's own post or comment wait in their inbox beside the messages.
        self.unread_replies: dict[str, set[str]] = {}
        self._rooms: dict[frozenset[str], Message] = {}
        self.subscribe(self._deliver_reply)

    def send_message(
        self,
        author: str,
        dest: str,
        body: str,
        *,
        reply_to: str | None = None,
    ) -> Message:
        """A message from one person to another; `reply_to` is the fullname of the message it answers."""
        sender, receiver = self.existing_user(author), self.existing_user(dest)
        if not body.strip():
            raise WorldError("NO_TEXT", "we need something here", field="message")
        if len(body) > LONGEST_MESSAGE:
            raise WorldError("TOO_LONG", f"this is too long (max: {LONGEST_MESSAGE})", field="message")
        if not receiver.accepts_messages:
            raise WorldError("NOT_WHITELISTED_BY_USER_MESSAGE", "that user does not take messages from you", field="to")
        room = self._rooms.get(frozenset({sender.name, receiver.name}))
        message = Message(
            id=self._new_id("t4"),
            author=sender.name,
            dest=receiver.name,
            subject=ROOM_SUBJECT if reply_to is None else f"re: {ROOM_SUBJECT}",
            body=body,
            created=self.now(),
            first_message=room.fullname if room else None,
            parent=reply_to or (room.fullname if room else None),
        )
        if room is None:
            self._rooms[frozenset({sender.name, receiver.name})] = message
        self.messages[message.fullname] = message
        self.received_by.setdefault(receiver.name.lower(), Timeline()).add(message)
        self.sent_by.setdefault(sender.name.lower(), Timeline()).add(message)
        self._tell(Event("message", message))
        return message

    def block_messages(self, name: str, *, blocked: bool = True) -> None:
        """From now on nobody can write to them: NOT_WHITELISTED_BY_USER_MESSAGE."""
        self.existing_user(name).accepts_messages = not blocked

    def inbox(self, name: str) -> list[Message]:
        """The messages somebody got, newest first."""
        return [thing for thing in self.received(name).newest_first() if isinstance(thing, Message)]

    def received(self, name: str) -> Timeline[Message | Comment]:
        """All that arrived in somebody's inbox: messages, and replies to what they wrote."""
        return self.received_by.get(name.lower(), Timeline())

    def sent(self, name: str) -> list[Message]:
        """The messages somebody sent, newest first."""
        return list(self.sent_by.get(name.lower(), Timeline()).newest_first())

    def room(self, fullname: str) -> list[Message]:
        """All messages of the room that this one stands in, oldest first."""
        message = self._message(fullname)
        pair = frozenset({message.author, message.dest})
        both = [
            other
            for name in pair
            for other in self.sent_by.get(name.lower(), Timeline()).newest_first()
            if frozenset({other.author, other.dest}) == pair
        ]
        return sorted(both, key=lambda other: (other.created, other.fullname))

    def is_unread(self, name: str, thing: Message | Comment) -> bool:
        """Whether they have yet to mark it as read."""
        if isinstance(thing, Message):
            return thing.new and thing.dest.lower() == name.lower()
        return thing.fullname in self.unread_replies.get(name.lower(), ())

    def mark_read(self, fullname: str, *, reader: str | None = None, read: bool = True) -> None:
        """Mark a message, or with `reader` a reply in their inbox, as read or as unread again."""
        if fullname.startswith("t1_"):
            if reader is not None:
                waiting = self.unread_replies.setdefault(reader.lower(), set())
                (waiting.discard if read else waiting.add)(fullname)
            return
        message = self._message(fullname)
        if reader is not None and message.dest.lower() != reader.lower():
            raise WorldError("FORBIDDEN", "that message is not yours")
        message.new = not read

    def _message(self, fullname: str) -> Message:
        if (message := self.messages.get(fullname)) is None:
            raise WorldError("FORBIDDEN", "that message is not yours")
        return message

    def _deliver_reply(self, event: Event) -> None:
        reply = event.thing
        if event.kind != "comment" or not isinstance(reply, Comment):
            return
        parent: Submission | Comment | None = self.things.get(reply.parent_fullname)
        if parent is None or parent.author is None or parent.author == reply.author:
            return
        self.received_by.setdefault(parent.author.lower(), Timeline()).add(reply)
        self.unread_replies.setdefault(parent.author.lower(), set()).add(reply.fullname)
