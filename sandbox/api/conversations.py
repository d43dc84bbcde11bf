"""Modmail, in the shapes of Reddit's newer API."""

from __future__ import annotations

from datetime import UTC, datetime

from sandbox.api.call import Answer, Call, Json, JsonObject, Route
from sandbox.listing import USUAL_PAGE
from sandbox.things import ARCHIVED, IN_PROGRESS, NEW, Conversation, ConversationAction, ConversationMessage
from sandbox.world import WorldError

STATES = ("new", "inprogress", "mod", "archived", "highlighted")


def list_conversations(call: Call) -> Json:
    """The conversations of `entity` (or of every subreddit the reader looks after), with the last message of each."""
    state, sort = call.query.get("state", "all"), call.query.get("sort", "recent")
    found = [one for name in _entity(call) for one in call.world.conversations(name) if _is_in(state, one, call.reader)]
    found.sort(key=lambda one: _moment(one, sort), reverse=True)
    ask = call.ask()
    if ask.after is not None:
        places = [place for place, one in enumerate(found) if one.id == ask.after]
        found = found[places[0] + 1 :] if places else []
    limit = ask.limit if "limit" in call.query else USUAL_PAGE
    shown = found[: min(limit, 100)]
    return {
        "conversationIds": [one.id for one in shown],
        "conversations": {one.id: _conversation(call, one, last_only=True) for one in shown},
        "messages": {one.messages[-1].id: _message(call, one, one.messages[-1]) for one in shown},
        "viewerId": call.world.existing_user(call.reader).fullname,
    }


def create(call: Call) -> Answer:
    """A new conversation: to the other moderators when `to` is missing or is the subreddit itself."""
    subreddit, to = call.form.get("srName", ""), call.form.get("to", "").removeprefix("/").removeprefix("u/")
    if not call.world.is_moderator(subreddit, call.reader):
        raise WorldError("FORBIDDEN", "only moderators start modmail this way")
    recipient = None if not to or to.lower() == f"r/{subreddit}".lower() else to
    made = call.world.create_conversation(
        subreddit, call.reader, call.form.get("subject", ""), call.form.get("body", ""), to=recipient
    )
    return Answer(_whole(call, made), status=201)


def read_one(call: Call) -> Json:
    """One conversation with everything in it; `markRead` also takes it off the reader's unread list."""
    found = call.world.conversation(call.path["id"], call.reader)
    if call.flag("markRead"):
        found.unread_for.discard(call.reader)
    return _whole(call, found)


def reply(call: Call) -> Answer:
    """One more message, `isInternal` for the moderators alone."""
    found = call.world.reply_conversation(
        call.path["id"],
        call.reader,
        call.form.get("body", ""),
        internal=call.flag("isInternal"),
        author_hidden=call.flag("isAuthorHidden"),
    )
    return Answer(_whole(call, found), status=201)


def archive(call: Call) -> Json:
    """Put it away."""
    return _whole(call, call.world.archive_conversation(call.path["id"], call.reader))


def unarchive(call: Call) -> Json:
    """Take it out again."""
    return _whole(call, call.world.archive_conversation(call.path["id"], call.reader, archived=False))


def highlight(call: Call) -> Json:
    """Mark it for attention."""
    return _whole(call, call.world.highlight_conversation(call.path["id"], call.reader))


def unhighlight(call: Call) -> Json:
    """Take the mark off."""
    return _whole(call, call.world.highlight_conversation(call.path["id"], call.reader, highlighted=False))


def mute(call: Call) -> Json:
    """Keep the person it is with from writing; however long was asked for, the sandbox waits for `unmute`."""
    return _whole(call, call.world.mute_participant(call.path["id"], call.reader))


def unmute(call: Call) -> Json:
    """Let them write again."""
    return _whole(call, call.world.mute_participant(call.path["id"], call.reader, muted=False))


def mark_read(call: Call) -> Answer:
    """The reader has seen these."""
    for one in _listed(call):
        one.unread_for.discard(call.reader)
    return Answer(None)


def mark_unread(call: Call) -> Answer:
    """The reader wants to see these again."""
    for one in _listed(call):
        one.unread_for.add(call.reader)
    return Answer(None)


def unread_count(call: Call) -> Json:
    """How many unread conversations wait in each state."""
    waiting = [one for name in _entity(call) for one in call.world.conversations(name) if call.reader in one.unread_for]
    counts: JsonObject = {state: sum(_is_in(state, one, call.reader) for one in waiting) for state in STATES}
    return {"notifications": 0, "appeals": 0, "join_requests": 0, "filtered": 0} | counts


def _listed(call: Call) -> list[Conversation]:
    names = [name for name in call.form.get("conversationIds", "").split(",") if name]
    return [call.world.conversation(name, call.reader) for name in names]


def _entity(call: Call) -> list[str]:
    world = call.world
    if entity := call.query.get("entity"):
        names = [world.subreddit(name).name for name in entity.split(",")]
        for name in names:
            world.require_moderator(name, call.reader, "mail")
        return names
    return [one.name for one in world.subreddits.values() if world.is_moderator(one.name, call.reader, "mail")]


def _is_in(state: str, one: Conversation, reader: str) -> bool:
    match state:
        case "all" | "inbox" | "default":
            return one.state != ARCHIVED and not one.is_internal
        case "new":
            return one.state == NEW and not one.is_internal
        case "inprogress":
            return one.state == IN_PROGRESS and not one.is_internal
        case "mod":
            return one.is_internal and one.state != ARCHIVED
        case "archived":
            return one.state == ARCHIVED
        case "highlighted":
            return one.is_highlighted
    return False


def _moment(one: Conversation, sort: str) -> tuple[bool, float]:
    match sort:
        case "mod":
            return False, one.last_mod_update or 0.0
        case "user":
            return False, one.last_user_update or 0.0
        case "unread":
            return bool(one.unread_for), one.last_updated
    return False, one.last_updated


def _whole(call: Call, one: Conversation) -> JsonObject:
    whole: JsonObject = {
        "conversation": _conversation(call, one),
        "messages": {message.id: _message(call, one, message) for message in _readable(call, one)},
        "modActions": {action.id: _action(call, one, action) for action in one.actions},
    }
    if one.participant is not None and call.world.is_moderator(one.subreddit, call.reader):
        whole["user"] = _summary(call, one.participant)
    return whole


def _readable(call: Call, one: Conversation) -> list[ConversationMessage]:
    is_team = call.world.is_moderator(one.subreddit, call.reader)
    return [message for message in one.messages if is_team or not message.is_internal]


def _conversation(call: Call, one: Conversation, *, last_only: bool = False) -> JsonObject:
    community = call.world.subreddit(one.subreddit)
    if last_only:
        order = [("messages", one.messages[-1].id)]
    else:
        dated = [(message.created, "messages", message.id) for message in _readable(call, one)]
        dated += [(action.created, "modActions", action.id) for action in one.actions]
        # A client takes the last entry for the message it has just sent, so actions of the same moment come first.
        order = [(key, name) for _, key, name in sorted(dated, key=lambda entry: (entry[0], entry[1] == "messages"))]
    names = dict.fromkeys(message.author for message in _readable(call, one))
    is_team = call.world.is_moderator(community.name, call.reader)
    return {
        "id": one.id,
        "subject": one.subject,
        "state": one.state,
        "isInternal": one.is_internal,
        "isHighlighted": one.is_highlighted,
        "isAuto": False,
        "isRepliable": True,
        "objIds": [{"id": name, "key": key} for key, name in order],
        "authors": [_author(call, one, name) for name in names],
        "owner": {"displayName": community.name, "type": "subreddit", "id": community.fullname},
        "participant": _author(call, one, one.participant) if one.participant else {},
        "numMessages": len(_readable(call, one)),
        "lastUpdated": _when(one.last_updated),
        "lastUserUpdate": _when(one.last_user_update),
        "lastModUpdate": _when(one.last_mod_update),
        "lastUnread": _when(one.last_updated) if is_team and call.reader in one.unread_for else None,
        "conversationType": "sr_user" if one.participant else "internal",
        "legacyFirstMessageId": one.messages[0].id,
    }


def _message(call: Call, one: Conversation, message: ConversationMessage) -> JsonObject:
    is_team = call.world.is_moderator(one.subreddit, call.reader)
    hidden = message.is_author_hidden and not is_team
    author: JsonObject = {"name": one.subreddit, "isHidden": True, "isMod": True} if hidden else {}
    return {
        "id": message.id,
        "bodyMarkdown": message.body_markdown,
        "body": message.body_markdown,
        "isInternal": message.is_internal,
        "date": _when(message.created),
        "author": _author(call, one, message.author) | author,
        "participatingAs": "moderator"
        if call.world.is_moderator(one.subreddit, message.author)
        else "participant_user",
    }


def _action(call: Call, one: Conversation, action: ConversationAction) -> JsonObject:
    return {
        "id": action.id,
        "actionTypeId": action.kind,
        "date": _when(action.created),
        "author": _author(call, one, action.author),
    }


def _author(call: Call, one: Conversation, name: str) -> JsonObject:
    user = call.world.users[name.lower()]
    return {
        "id": int(user.id, 36),
        "name": user.name,
        "isMod": call.world.is_moderator(one.subreddit, name),
        "isAdmin": False,
        "isOp": bool(one.messages) and one.messages[0].author == user.name,
        "isParticipant": one.participant == user.name,
        "isHidden": False,
        "isApproved": False,
        "isDeleted": user.deleted,
    }


def _summary(call: Call, name: str) -> JsonObject:
    user = call.world.users[name.lower()]
    return {
        "id": user.fullname,
        "name": user.name,
        "created": _when(user.created),
        "isSuspended": False,
        "isShadowBanned": False,
        "banStatus": {"isBanned": False, "isPermanent": False, "endDate": None, "reason": ""},
        "muteStatus": {"isMuted": False, "muteCount": 0, "endDate": None, "reason": ""},
        "approveStatus": {"isApproved": False},
        "recentComments": {},
        "recentPosts": {},
        "recentConvos": {},
    }


def _when(moment: float | None) -> str | None:
    return None if moment is None else datetime.fromtimestamp(moment, UTC).isoformat(timespec="microseconds")


_ONE = "/api/mod/conversations/{id}"
ROUTES = (
    Route("GET", "/api/mod/conversations", "modmail", list_conversations),
    Route("POST", "/api/mod/conversations", "modmail", create),
    Route("POST", "/api/mod/conversations/read", "modmail", mark_read),
    Route("POST", "/api/mod/conversations/unread", "modmail", mark_unread),
    Route("GET", "/api/mod/conversations/unread/count", "modmail", unread_count),
    Route("GET", _ONE, "modmail", read_one),
    Route("POST", _ONE, "modmail", reply),
    Route("POST", f"{_ONE}/archive", "modmail", archive),
    Route("POST", f"{_ONE}/unarchive", "modmail", unarchive),
    Route("POST", f"{_ONE}/highlight", "modmail", highlight),
    Route("POST", f"{_ONE}/mute", "modmail", mute),
    Route("POST", f"{_ONE}/unmute", "modmail", unmute),
    Route("DELETE", f"{_ONE}/highlight", "modmail", unhighlight),
)
