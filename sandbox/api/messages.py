"""Private messages: the inbox, what was sent, and sending."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.api.call import Call, Json, Route, done, listing
from sandbox.api.views import inbox_json, message_data
from sandbox.listing import Timeline, page
from sandbox.things import Comment, Message
from sandbox.world import WorldError

MOST_MARKED = 25


def box(call: Call) -> Json:
    """One of the lists of the inbox: everything, unread, messages alone, replies alone, or sent."""
    where = call.path["where"]
    found: Iterable[Message | Comment]
    if where == "sent":
        found = call.world.sent_by.get(call.reader.lower(), Timeline()).newest_first()
    else:
        found = (thing for thing in call.world.received(call.reader).newest_first() if _belongs(call, where, thing))
    ask = call.ask()
    answer = page(found, ask)
    return listing([inbox_json(call, thing) for thing in answer.things], ask, answer)


def one_message(call: Call) -> Json:
    """The room that a message stands in: its first message, with all others as replies to it."""
    fullname = f"t4_{call.path['id'].lower()}"
    message = call.world.messages.get(fullname)
    if message is None or call.reader not in (message.author, message.dest):
        raise WorldError("FORBIDDEN", "that message is not yours")
    first, *others = call.world.room(fullname)
    data = message_data(first)
    replies: list[Json] = [{"kind": "t4", "data": message_data(other)} for other in others]
    if replies:
        data["replies"] = listing(replies, call.ask())
    return listing([{"kind": "t4", "data": data}], call.ask())


def compose(call: Call) -> Json:
    """A message to a person, to a subreddit's moderators (`#name`, `r/name`), or in a subreddit's name (`from_sr`)."""
    to, subject, text = (call.form.get(name, "").strip() for name in ("to", "subject", "text"))
    if not subject:
        raise WorldError("NO_SUBJECT", "please enter a subject", field="subject")
    team = to[1:] if to.startswith("#") else to.removeprefix("/").removeprefix("r/") if "r/" in to[:3] else ""
    if team:
        call.world.create_conversation(team, call.reader, subject, text)
    elif speaks_for := call.form.get("from_sr"):
        call.world.require_moderator(speaks_for, call.reader, "mail")
        call.world.create_conversation(speaks_for, call.reader, subject, text, to=to)
    else:
        # The subject is thrown away: what arrives is a line in a chat room.
        call.world.send_message(call.reader, to.removeprefix("/").removeprefix("u/"), text)
    return done()


def mark_read(call: Call) -> Json:
    """Up to 25 things in the inbox are read now."""
    return _mark(call, read=True)


def mark_unread(call: Call) -> Json:
    """Up to 25 things in the inbox are unread again."""
    return _mark(call, read=False)


def mark_all_read(call: Call) -> Json:
    """Everything in the inbox is read now."""
    for thing in list(call.world.received(call.reader).newest_first()):
        call.world.mark_read(thing.fullname, reader=call.reader)
    return {}


def discard(call: Call) -> Json:
    """Forget a message on one's own side; the sandbox keeps it all the same."""
    return {}


def _mark(call: Call, *, read: bool) -> Json:
    names = [name for name in call.form.get("id", "").split(",") if name]
    for name in names[:MOST_MARKED]:
        call.world.mark_read(name, reader=call.reader, read=read)
    return {}


def _belongs(call: Call, where: str, thing: Message | Comment) -> bool:
    if isinstance(thing, Comment) and thing.is_gone:
        return False
    match where:
        case "unread":
            return call.world.is_unread(call.reader, thing)
        case "messages":
            return isinstance(thing, Message)
        case "comments":
            return isinstance(thing, Comment) and thing.parent_fullname.startswith("t1_")
        case "selfreply":
            return isinstance(thing, Comment) and thing.parent_fullname.startswith("t3_")
        case "mentions":
            return False
    return True


ROUTES = (
    Route("GET", "/message/{where:inbox|unread|messages|sent|comments|selfreply|mentions}", "privatemessages", box),
    Route("GET", "/message/messages/{id}", "privatemessages", one_message),
    Route("POST", "/api/compose", "privatemessages", compose),
    Route("POST", "/api/read_message", "privatemessages", mark_read),
    Route("POST", "/api/unread_message", "privatemessages", mark_unread),
    Route("POST", "/api/read_all_messages", "privatemessages", mark_all_read),
    Route("POST", "/api/del_msg", "privatemessages", discard),
)
